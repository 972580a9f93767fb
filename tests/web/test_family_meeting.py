"""A meeting of the circle in the window: which moments suit, what to discuss and with whom, and whether it is right."""

from collections.abc import Callable

import pytest

from domain.appointments import Answer
from domain.meetings import LONGEST_POINT, Meeting, MeetingKind, Says
from domain.secret import Secret
from domain.work_items import WorkKind
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.circle_pages import FETCH, answers, form_at, goes_in, polled, shown, task
from tests.web.family_pages import FATIMA, JAN, LOTTE, NOOR, WIL, does, on_lists, sanne, unsent
from tests.web.plan_pages import comes_back
from usecases import meeting_outcomes, meetings

Opens = Callable[[], Browser]
POINT = "Wie haalt de kinderen op vrijdag?"


@pytest.fixture
async def meeting(kring: KringUnderTest) -> Meeting:
    return await polled(kring, "fatima", "noor", "wil", kind=MeetingKind.TEAM)


async def _planned(kring: KringUnderTest, meeting: Meeting) -> None:
    await does(kring, meetings.choose, sanne(kring), meeting=meeting.id, option=1)
    await kring.move_to("2026-11-23 10:00")


async def _held(kring: KringUnderTest, meeting: Meeting) -> None:
    """It was held; grandmother got a task, and the mother a decision about something else."""
    await _planned(kring, meeting)
    await kring.move_to("2026-12-01 16:00")
    people = kring.cast.people
    present = frozenset(people[one].id for one in ("fatima", "wil"))
    await does(kring, meeting_outcomes.held, sanne(kring), meeting=meeting.id, present=present)
    made = await task(kring)
    fetch = {"words": Secret("Oma haalt op maandag."), "people": present, "task": made.id}
    await does(kring, meeting_outcomes.decide, sanne(kring), meeting=meeting.id, **fetch)
    talk = {"words": Secret("Wij praten met school."), "people": frozenset({people["fatima"].id})}
    await does(kring, meeting_outcomes.decide, sanne(kring), meeting=meeting.id, **talk)
    await does(kring, meeting_outcomes.ask_agreement, sanne(kring), meeting=meeting.id)
    await kring.idle()


async def _votes(kring: KringUnderTest, meeting: Meeting, key: str) -> frozenset[int] | None:
    async with kring.reading() as uow:
        votes = {one.person: one.options for one in await uow.meetings.votes(meeting.id)}
    return votes.get(kring.cast.people[key].id)


async def test_the_first_page_tells_that_something_is_asked(
    kring: KringUnderTest, meeting: Meeting, browser: Browser
) -> None:
    fatima = await goes_in(kring, browser, FATIMA, "/thuis")
    assert 'class="unread"><a href="/overleg">' in fatima.page
    await fatima.get("/overleg")
    assert "Wanneer kunt u?" in shown(fatima)
    assert f"/overleg/{meeting.id}" in fatima.page


async def test_moments_are_chosen_and_chosen_anew(
    kring: KringUnderTest, meeting: Meeting, browser: Browser
) -> None:
    address = f"/overleg/{meeting.id}"
    fatima = await goes_in(kring, browser, FATIMA, address)
    assert "dinsdag 1 december om 14.00 uur" in shown(fatima)
    await answers(fatima, f"{address}/wanneer", {"option": "1", "what": "some"})
    assert "uw antwoord is bewaard" in shown(fatima)
    assert await _votes(kring, meeting, "fatima") == frozenset({1})
    await fatima.get(address)
    assert 'value="1" checked' in fatima.page
    await answers(fatima, f"{address}/wanneer", {"what": "none"})
    assert await _votes(kring, meeting, "fatima") == frozenset()
    await fatima.get(address)
    assert "U zei dat geen van deze tijden past." in shown(fatima)


async def test_nothing_chosen_is_no_answer_by_mistake(
    kring: KringUnderTest, meeting: Meeting, browser: Browser
) -> None:
    address = f"/overleg/{meeting.id}"
    fatima = await goes_in(kring, browser, FATIMA, address)
    await answers(fatima, f"{address}/wanneer", {"what": "some"})
    assert fatima.status == 422
    assert "Kies een tijd, of kies: geen van deze." in shown(fatima)
    assert await _votes(kring, meeting, "fatima") is None


async def test_a_form_of_before_is_not_kept(
    kring: KringUnderTest, meeting: Meeting, browser: Browser
) -> None:
    address = f"/overleg/{meeting.id}"
    fatima = await goes_in(kring, browser, FATIMA, address)
    old = form_at(fatima, f"{address}/wanneer")
    await _planned(kring, meeting)
    await comes_back(kring, fatima)
    await fatima.get(address)
    await fatima.post(f"{address}/wanneer", {**old, "option": "1", "what": "some"})
    assert fatima.status == 409
    assert "Er is net iets veranderd." in shown(fatima)
    assert await _votes(kring, meeting, "fatima") is None


async def test_a_point_is_private_until_its_writer_shares_it(
    kring: KringUnderTest, meeting: Meeting, a_browser: Opens
) -> None:
    address = f"/overleg/{meeting.id}"
    fatima = await goes_in(kring, a_browser(), FATIMA, address)
    form = {**form_at(fatima, f"{address}/punt"), "point": POINT}
    await fatima.post(f"{address}/punt", form)
    await fatima.post(f"{address}/punt", form)
    assert shown(fatima).count(POINT) == 1
    assert "Alleen de gezinsmanager ziet dit" in shown(fatima)
    noor = await goes_in(kring, a_browser(), NOOR, address)
    assert POINT not in noor.page
    async with kring.reading() as uow:
        (point,) = await uow.meetings.points(meeting.id)
    await answers(fatima, f"{address}/punt/{point.id}", {"what": "share"})
    await noor.get(address)
    assert f"Moeder {POINT}" in shown(noor)
    await answers(fatima, f"{address}/punt/{point.id}", {"what": "withdraw"})
    await noor.get(address)
    assert POINT not in noor.page
    # It is theirs alone to share or take back.
    await noor.post(f"{address}/punt/{point.id}", {"what": "share"})
    assert noor.status == 404


@pytest.mark.parametrize(
    ("words", "said"), [("", "Schrijf eerst op"), ("x" * (LONGEST_POINT + 1), "Deze tekst is te lang.")]
)
async def test_a_point_that_cannot_be_kept_stays_on_the_page(
    kring: KringUnderTest, meeting: Meeting, browser: Browser, words: str, said: str
) -> None:
    address = f"/overleg/{meeting.id}"
    fatima = await goes_in(kring, browser, FATIMA, address)
    await answers(fatima, f"{address}/punt", {"point": words})
    assert fatima.status == 422
    assert said in shown(fatima)
    assert words in fatima.page


async def test_what_is_being_typed_is_kept(kring: KringUnderTest, meeting: Meeting, browser: Browser) -> None:
    fatima = await goes_in(kring, browser, FATIMA, f"/overleg/{meeting.id}")
    await fatima.post("/overleg/concept", {"point": POINT})
    assert POINT in await unsent(kring, "fatima")
    await fatima.get(f"/overleg/{meeting.id}")
    assert POINT in fatima.page


async def test_words_of_danger_show_the_numbers(
    kring: KringUnderTest, meeting: Meeting, browser: Browser
) -> None:
    address = f"/overleg/{meeting.id}"
    fatima = await goes_in(kring, browser, FATIMA, address)
    await answers(fatima, f"{address}/punt", {"point": "Hij slaat mij en ik ben bang voor vanavond"})
    assert "112" in shown(fatima)
    assert any(one.urgent for one in await on_lists(kring))


async def test_who_cannot_come_sends_something_along(
    kring: KringUnderTest, meeting: Meeting, browser: Browser
) -> None:
    await _planned(kring, meeting)
    address = f"/overleg/{meeting.id}"
    wil = await goes_in(kring, browser, WIL, address)
    assert "dinsdag 1 december om 14.00 uur" in shown(wil)
    await answers(wil, f"{address}/mee", {})
    assert "U heeft gezegd dat u iets meestuurt." in shown(wil)
    async with kring.reading() as uow:
        found = await uow.meetings.get(meeting.id)
        assert found is not None
        assert found.appointment is not None
        appointment = await uow.appointments.get(found.appointment)
    assert appointment is not None
    assert appointment.of(kring.cast.people["wil"].id).answer is Answer.SENDS
    await wil.get(f"/afspraken/{appointment.id}")
    assert "U heeft gezegd dat u iets meestuurt." in shown(wil)
    await answers(wil, f"/afspraken/{appointment.id}", {"said": "coming"})
    await answers(wil, f"/afspraken/{appointment.id}", {"said": "sends"})
    assert "U heeft gezegd dat u iets meestuurt." in shown(wil)


async def test_a_member_reads_neither_what_sort_it_is_nor_what_was_decided(
    kring: KringUnderTest, meeting: Meeting, a_browser: Opens
) -> None:
    await _held(kring, meeting)
    wil = await goes_in(kring, a_browser(), WIL, f"/overleg/{meeting.id}")
    assert FETCH in shown(wil)
    for told in ("team rond het gezin", "Oma haalt", "Wij praten met school", "besluiten"):
        assert told not in wil.page, told
    fatima = await goes_in(kring, a_browser(), FATIMA, f"/overleg/{meeting.id}")
    for told in ("team rond het gezin", "Oma haalt", "Wij praten met school"):
        assert told in shown(fatima), told


async def test_what_is_not_right_is_said_with_what_is_different(
    kring: KringUnderTest, meeting: Meeting, browser: Browser
) -> None:
    await _held(kring, meeting)
    address = f"/overleg/{meeting.id}"
    fatima = await goes_in(kring, browser, FATIMA, address)
    await answers(fatima, f"{address}/klopt", {"says": "wrong", "note": "Het was dinsdag."})
    assert "U zei dat dit niet klopt." in shown(fatima)
    async with kring.reading() as uow:
        said = {one.person: one for one in await uow.meetings.agreements(meeting.id)}
    mine = said[kring.cast.people["fatima"].id]
    assert (mine.says, mine.note) == (Says.WRONG, Secret("Het was dinsdag."))
    assert WorkKind.MEETING_WRONG in {one.kind for one in await on_lists(kring)}
    await answers(fatima, f"{address}/klopt", {"says": "right"})
    assert WorkKind.MEETING_WRONG not in {one.kind for one in await on_lists(kring)}
    await fatima.get("/overleg")
    assert "Klopt dit zo?" not in shown(fatima)


async def test_whoever_does_not_come_sees_nothing_of_it(
    kring: KringUnderTest, meeting: Meeting, a_browser: Opens
) -> None:
    for user in (JAN, LOTTE):
        somebody = await goes_in(kring, a_browser(), user, "/overleg")
        assert "Er is nu geen overleg" in shown(somebody)
        await somebody.get(f"/overleg/{meeting.id}")
        assert somebody.status == 404
        await somebody.get("/thuis")
        await somebody.post(f"/overleg/{meeting.id}/wanneer", {"option": "1", "version": "1"})
        assert somebody.status == 404
