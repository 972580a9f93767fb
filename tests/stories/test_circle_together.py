"""Joining a circle, going on or not, and meeting each other: on the telephone, in neutral words."""

from datetime import date, time

from domain.calendar import at_local
from domain.circle import MemberKind, MemberState
from domain.linking import Recipient
from domain.meetings import Meeting, MeetingKind, MeetingState, Says
from domain.people import Called, Person, PersonId
from domain.secret import Secret
from domain.series import Series
from domain.tasks import Task
from domain.work_items import WorkKind
from tests.stories.test_circle import listed, taps
from tests.support.circle_made import given
from tests.support.joining import invited, words_shown
from tests.support.plans_made import manager_of
from tests.support.world import KringUnderTest
from usecases import circle, meetings

OPTIONS = tuple(at_local(date(2026, 12, day), time(16)) for day in (1, 2, 3))
"""Three afternoons, Tuesday to Thursday."""

WHO = ("fatima", "wil")


async def added(kring: KringUnderTest, *, until: date = date(2027, 3, 1)) -> Person:
    """Somebody whom the gezinsmanager added to the circle, and who is not linked yet."""
    async with kring.unit() as uow:
        person = await circle.add_member(
            uow,
            manager_of(kring.cast),
            family=kring.cast.families["Ster"].id,
            name=Secret("Bep Visser"),
            called=Called.NEIGHBOUR,
            kind=MemberKind.OWN,
            purpose=Secret("helpen op maandag"),
            until=until,
        )
    kring.cast.people["bep"] = person
    return person


async def welcomed(kring: KringUnderTest) -> Person:
    """They came through the invitation and read what taking part is."""
    person = await added(kring)
    words = await words_shown(kring, kring.stranger, await invited(kring, "bep"))
    await kring.sanne.waits_for("wil koppelen")
    await kring.sanne.says(words)
    await kring.stranger.waits_for("fijn dat u wilt helpen")
    await kring.idle()
    return person


async def state_of(kring: KringUnderTest, person: PersonId) -> MemberState:
    """How far their part has come."""
    async with kring.reading() as uow:
        found = await uow.circle.membership(person)
    assert found is not None
    return found.state


async def test_a_member_reads_what_for_until_when_and_what_is_seen_and_agrees(kring: KringUnderTest) -> None:
    person = await welcomed(kring)
    said = kring.stranger.last().text
    for line in (
        *("Waarvoor: helpen op maandag", "Tot en met: maandag 1 maart 2027"),
        *(
            "U ziet hier alleen uw eigen taken en afspraken.",
            "Het gezin ziet welke taken u doet en hoe het ging.",
        ),
    ):
        assert line in said
    assert kring.stranger.buttons() == ["Ik doe mee", "Liever niet"]
    await kring.stranger.says("/taken")
    await kring.idle()
    assert kring.stranger.last().text.startswith("Welkom, fijn dat u wilt helpen.")
    assert await state_of(kring, person.id) is MemberState.INVITED
    await taps(kring, kring.stranger, "Ik doe mee")
    assert await state_of(kring, person.id) is MemberState.MEMBER


async def test_who_would_rather_not_is_asked_once_and_let_go(kring: KringUnderTest) -> None:
    person = await welcomed(kring)
    await taps(kring, kring.stranger, "Liever niet")
    assert kring.stranger.last().text.startswith("Doet u liever niet mee?")
    await taps(kring, kring.stranger, "Liever niet")
    assert kring.stranger.last().text.startswith("Goed dat u het laat weten.")
    assert await state_of(kring, person.id) is MemberState.ENDED
    assert WorkKind.MEMBER_DECLINED in await listed(kring)
    async with kring.reading() as uow:
        assert await uow.links.of(Recipient(person=person.id)) is None


async def test_a_member_is_asked_once_whether_to_go_on(kring: KringUnderTest) -> None:
    await _wil_until(kring, date(2026, 12, 20))
    await kring.move_to("2026-12-06 10:01")
    assert kring.wil.last().text.startswith("U doet mee tot en met zondag 20 december.")
    await taps(kring, kring.wil, "Ja, ik ga door")
    assert kring.wil.last().text.startswith("Wat fijn!")
    assert WorkKind.MEMBER_STAYS in await listed(kring)
    await kring.wil.says("/instellingen")
    await taps(kring, kring.wil, "Iemand kijkt mee")
    await _wil_until(kring, date(2027, 3, 1))
    await kring.idle()
    assert kring.wil.last().text == "Er staat iets voor u klaar."
    await taps(kring, kring.wil, "Bekijk", "Verberg", "Bekijk")
    assert kring.wil.last().text.startswith("U doet nu mee tot en met maandag 1 maart")


async def test_who_stepped_back_is_asked_back_and_takes_part_again(kring: KringUnderTest) -> None:
    wil = kring.cast.people["wil"].id
    await kring.wil.says("/instellingen")
    await kring.idle()
    await taps(kring, kring.wil, "Iemand kijkt mee")
    async with kring.unit() as uow:
        await circle.step_back(uow, manager_of(kring.cast), person=wil, back_on=date(2026, 12, 7))
    await kring.move_to("2026-12-07 10:01")
    assert kring.wil.last().text == "Er staat iets voor u klaar."
    await taps(kring, kring.wil, "Bekijk")
    assert kring.wil.last().text.startswith("Op maandag 7 december zou u weer meedoen.")
    await taps(kring, kring.wil, "Verberg", "Bekijk", "Ja, ik doe weer mee")
    assert await state_of(kring, wil) is MemberState.MEMBER


async def test_moments_are_chosen_by_taps_and_a_point_is_typed_and_wiped(kring: KringUnderTest) -> None:
    meeting = await polled(kring)
    asked = kring.wil.last()
    assert asked.text.startswith("Wij zoeken een tijd voor een afspraak.")
    assert not kring.wil.heard("netwerk")
    await taps(kring, kring.wil, "dinsdag 1 december 16.00", "donderdag 3 december 16.00")
    assert "Ja: dinsdag 1 december 16.00" in kring.wil.buttons()
    await taps(kring, kring.wil, "Ja: dinsdag 1 december 16.00", "Klaar")
    assert kring.wil.last().message_id == asked.message_id
    async with kring.reading() as uow:
        (vote,) = await uow.meetings.votes(meeting.id)
    assert (vote.person, vote.options) == (kring.cast.people["wil"].id, frozenset({2}))
    await taps(kring, kring.wil, "Ik wil iets bespreken")
    await kring.wil.says("De zaterdagen")
    await kring.wil.waits_for("Bewaard voor de gezinsmanager")
    await kring.idle()
    assert not [posted for posted in kring.wil.messages() if "zaterdagen" in posted.text]
    async with kring.reading() as uow:
        (point,) = await uow.meetings.points(meeting.id)
    assert (point.body.reveal(), point.shared_at) == ("De zaterdagen", None)
    assert not kring.fatima.heard("zaterdagen")


async def test_none_of_the_moments_is_an_answer_too(kring: KringUnderTest) -> None:
    meeting = await polled(kring)
    await taps(kring, kring.fatima, "Geen van deze")
    assert "U heeft gezegd dat geen van deze tijden past." in kring.fatima.last().text
    async with kring.reading() as uow:
        (vote,) = await uow.meetings.votes(meeting.id)
    assert vote.options == frozenset()


async def test_who_does_not_come_can_send_something_along(kring: KringUnderTest) -> None:
    await planned(kring)
    await kring.move_to("2026-11-23 09:11")
    assert kring.wil.last().text.startswith("U heeft een nieuwe afspraak.")
    await taps(kring, kring.wil, "Ik stuur iets mee")
    assert kring.wil.last().text.startswith("Goed, u stuurt iets mee.")
    await kring.wil.says("Groeten, en ik kan op maandag helpen")
    await kring.wil.waits_for("Bewaard voor de gezinsmanager")
    await kring.wil.says("/afspraken")
    await kring.idle()
    assert "u stuurt iets mee" in kring.wil.last().text


async def test_each_says_whether_what_was_agreed_with_them_is_right(kring: KringUnderTest) -> None:
    meeting = await planned(kring)
    await kring.move_to("2026-12-01 18:00")
    task = await given(kring, words="boodschappen doen", series=_once(date(2026, 12, 5)), others=())
    await agreed(kring, meeting, task)
    assert kring.wil.last().text == (
        "Dit gaat u doen na onze afspraak:\n1) Boodschappen doen\nKlopt dit zo voor u?"
    )
    assert not kring.wil.heard("geheim besluit")
    await taps(kring, kring.wil, "Nee, dit klopt niet")
    assert "De gezinsmanager krijgt dit te zien." in kring.wil.last().text
    assert WorkKind.MEETING_WRONG in await listed(kring)
    await taps(kring, kring.wil, "Ja, dit klopt")
    assert WorkKind.MEETING_WRONG not in await listed(kring)
    async with kring.reading() as uow:
        said = {one.person: one.says for one in await uow.meetings.agreements(meeting.id)}
    assert said[kring.cast.people["wil"].id] is Says.RIGHT


async def polled(kring: KringUnderTest) -> Meeting:
    """Mother and grandmother are asked which afternoon suits."""
    async with kring.unit() as uow:
        made = await meetings.poll(
            uow,
            manager_of(kring.cast),
            family=kring.cast.families["Ster"].id,
            kind=MeetingKind.NETWORK,
            people=[kring.cast.people[key].id for key in WHO],
            options=OPTIONS,
            minutes=60,
        )
    await kring.idle()
    return made


async def planned(kring: KringUnderTest) -> Meeting:
    """Mother and grandmother meet on Tuesday afternoon."""
    async with kring.unit() as uow:
        made = await meetings.plan_once(
            uow,
            manager_of(kring.cast),
            family=kring.cast.families["Ster"].id,
            kind=MeetingKind.NETWORK,
            people=[kring.cast.people[key].id for key in WHO],
            starts_at=OPTIONS[0],
            minutes=60,
        )
    await kring.idle()
    assert made.state is MeetingState.PLANNED
    return made


async def agreed(kring: KringUnderTest, meeting: Meeting, task: Task) -> None:
    """It was held; a task came of it, and each is asked whether that is right."""
    who = manager_of(kring.cast)
    people = frozenset(kring.cast.people[key].id for key in WHO)
    async with kring.unit() as uow:
        await meetings.held(uow, who, meeting=meeting.id, present=people)
        await meetings.decide(
            uow, who, meeting=meeting.id, words=Secret("geheim besluit"), people=people, task=task.id
        )
        await meetings.ask_agreement(uow, who, meeting=meeting.id)
    await kring.idle()


def _once(day: date) -> Series:
    return Series(day, time(10))


async def _wil_until(kring: KringUnderTest, until: date) -> None:
    async with kring.unit() as uow:
        await circle.prolong(uow, manager_of(kring.cast), person=kring.cast.people["wil"].id, until=until)
