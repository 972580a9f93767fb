"""The circle helps, on everybody's phone: a task in one message, answered by a tap, passed on kindly, thanked for."""

from datetime import date, time, timedelta

from demo.phone import Phone
from domain.circle import MemberState
from domain.linking import Recipient
from domain.series import Series
from domain.tasks import TurnState
from domain.work_items import WorkKind
from tests.support.circle_made import given, neighbour_joins, turns_of
from tests.support.plans_made import manager_of
from tests.support.world import KringUnderTest
from usecases import tasks

SUNDAY, MONDAY = "2026-11-29 17:01", "2026-11-30 10:00"
"""When the first turn is told of, and its day; it begins at three."""

ONCE = Series(date(2026, 11, 30), time(18), until=None)


async def taps(kring: KringUnderTest, phone: Phone, *labels: str) -> None:
    """One button after another, each when its message is there."""
    for label in labels:
        await phone.taps(label)
        await kring.idle()


async def listed(kring: KringUnderTest) -> set[WorkKind]:
    """What stands on the list of the gezinsmanager."""
    async with kring.reading() as uow:
        items = await uow.work_items.open_of(manager_of(kring.cast).professional)
    return {item.kind for item in items}


async def test_grandmother_says_yes_to_a_task_and_hears_of_it_the_evening_before(
    kring: KringUnderTest,
) -> None:
    await given(kring, others=())
    assert kring.wil.last().text == (
        "Van school halen\nElke week op maandag en donderdag om 15.00 uur.\n"
        "Wilt u dit doen, tot en met 31 december 2026?"
    )
    await taps(kring, kring.wil, "Ja, dat is goed")
    assert kring.wil.last().text.startswith("Fijn dat u dit doet.")
    await kring.move_to(SUNDAY)
    assert kring.wil.last().text == (
        "Van school halen\nMorgen, maandag 30 november, tussen 15.00 en 16.00 uur.\nFijn dat u helpt."
    )
    assert kring.wil.buttons() == [
        *("Gedaan", "Lukt niet", "Hulp nodig", "Later"),
        *("Zet in agenda", "Waarom krijg ik dit?"),
    ]
    await taps(kring, kring.wil, "Waarom krijg ik dit?", "Ga terug")
    assert kring.wil.last().text.startswith("Van school halen")


async def test_what_is_done_is_thanked_for_and_can_be_taken_back_today(kring: KringUnderTest) -> None:
    task = await given(kring, others=())
    await kring.move_to(SUNDAY)
    await kring.move_to("2026-11-30 15:50")
    await taps(kring, kring.wil, "Gedaan")
    assert "Dank u wel" in kring.wil.last().text
    assert (await turns_of(kring, task.id))[0].state is TurnState.DONE
    await taps(kring, kring.wil, "Toch niet")
    assert "Goed dat u het zegt." in kring.wil.last().text
    assert (await turns_of(kring, task.id))[0].state is TurnState.PLANNED
    await taps(kring, kring.wil, "Gedaan")
    assert (await turns_of(kring, task.id))[0].by == kring.cast.people["wil"].id


async def test_who_cannot_is_not_blamed_and_a_neighbour_takes_over(kring: KringUnderTest) -> None:
    neighbour, phone = await neighbour_joins(kring)
    task = await given(kring)
    await kring.move_to(SUNDAY)
    await taps(kring, kring.wil, "Lukt niet")
    assert kring.wil.last().text.startswith("Van school halen\nGoed dat u het laat weten.")
    await kring.move_to(MONDAY)
    assert phone.last().text == (
        "Van school halen\nMorgen, maandag 30 november, tussen 15.00 en 16.00 uur.\n"
        "Hier zoeken wij iemand voor: kunt u dit doen?"
    )
    await taps(kring, phone, "Ja, ik doe het")
    assert "Wat fijn dat u dit doet!" in phone.last().text
    turn = (await turns_of(kring, task.id))[0]
    assert (turn.holder, turn.state) == (neighbour.id, TurnState.PLANNED)
    assert (await turns_of(kring, task.id))[1].holder == kring.cast.people["wil"].id


async def test_the_first_wins_and_the_other_hears_kindly_that_it_is_arranged(kring: KringUnderTest) -> None:
    _, phone = await neighbour_joins(kring)
    await given(kring, others=("bep", "jan"))
    await kring.move_to(SUNDAY)
    await taps(kring, kring.wil, "Lukt niet")
    await kring.move_to(MONDAY)
    assert "kunt u dit doen?" in kring.jan.last().text
    await phone.taps("Ja, ik doe het")
    await kring.jan.taps("Ja, ik doe het")
    await kring.idle()
    first = [one for one in (phone, kring.jan) if one.heard("Wat fijn dat u dit doet!")]
    assert len(first) == 1
    other = kring.jan if first == [phone] else phone
    assert other.heard("Iemand anders doet dit nu al.\nFijn dat u wilde helpen, u hoeft niets te doen.")


async def test_help_is_passed_on_to_whom_the_family_chose_and_they_see_to_it(kring: KringUnderTest) -> None:
    task = await given(kring, others=())
    await kring.move_to(SUNDAY)
    await kring.move_to(MONDAY)
    await taps(kring, kring.wil, "Hulp nodig")
    assert "Goed dat u het vraagt." in kring.wil.last().text
    await kring.wil.says("/instellingen")
    await taps(kring, kring.wil, "Iemand kijkt mee")
    assert kring.fatima.last().text.endswith("Oma vraagt hierbij om hulp: kunt u dat regelen?")
    await taps(kring, kring.fatima, "Ik regel het")
    assert "Dank u wel, u regelt het." in kring.fatima.last().text
    assert (await turns_of(kring, task.id))[0].help_at is None
    assert kring.wil.last().text == "Er staat iets voor u klaar."
    await taps(kring, kring.wil, "Bekijk", "Verberg", "Bekijk")
    assert "Fijn dat u om hulp vroeg: iemand zorgt daarvoor." in kring.wil.last().text
    await kring.move_to("2026-11-30 14:00")
    assert WorkKind.TASK_HELP not in await listed(kring)


async def test_later_is_a_turn_of_its_own_said_back_in_full(kring: KringUnderTest) -> None:
    task = await given(kring, others=())
    await kring.move_to(SUNDAY)
    await kring.move_to(MONDAY)
    before = len(await turns_of(kring, task.id))
    await taps(kring, kring.wil, "Later")
    assert "dinsdag 1 december 15.00" in kring.wil.buttons()
    await kring.wil.says("woensdag half vier")
    await kring.wil.waits_for("Begrijpen wij u goed: op woensdag 2 december om 15.30 uur?")
    await taps(kring, kring.wil, "Ja, dat klopt")
    assert "Bewaard, u doet het op woensdag 2 december om 15.30 uur." in kring.wil.last().text
    turns = await turns_of(kring, task.id)
    assert len(turns) == before + 1
    assert [turn.state for turn in turns if turn.slot == date(2026, 11, 30)] == [TurnState.LATER]
    assert [turn.slot for turn in turns if turn.put_off_from] == [None]


async def test_a_moment_too_far_off_is_asked_again(kring: KringUnderTest) -> None:
    await given(kring, others=())
    await kring.move_to(SUNDAY)
    await taps(kring, kring.wil, "Later")
    await kring.wil.says("4 januari 10 uur")
    await kring.wil.waits_for("Begrijpen wij u goed")
    await taps(kring, kring.wil, "Ja, dat klopt")
    assert "Kies een tijd binnen twee weken." in kring.wil.last().text


async def test_everything_of_a_day_is_one_message(kring: KringUnderTest) -> None:
    await given(kring, others=())
    await given(kring, words="boodschappen doen", series=ONCE, others=())
    count = len(kring.stand_in.journal.sent(kring.wil.user_id))
    await kring.move_to(SUNDAY)
    assert len(kring.stand_in.journal.sent(kring.wil.user_id)) == count + 1
    assert kring.wil.last().text.startswith("Dit doet u morgen, maandag 30 november:")
    await taps(kring, kring.wil, "2) Boodschappen doen", "Gedaan")
    assert kring.wil.last().text.startswith("Boodschappen doen")
    await taps(kring, kring.wil, "Bekijk de andere taken")
    assert kring.wil.last().text.startswith("Van school halen")


async def test_a_shared_phone_shows_nothing_until_a_tap_and_hides_again(kring: KringUnderTest) -> None:
    await kring.wil.says("/instellingen")
    await taps(kring, kring.wil, "Iemand kijkt mee")
    await given(kring, others=())
    assert kring.wil.last().text == "Er staat iets voor u klaar."
    await taps(kring, kring.wil, "Bekijk")
    assert kring.wil.last().text.startswith("Van school halen")
    await taps(kring, kring.wil, "Verberg")
    assert kring.wil.last().text == "Er staat iets voor u klaar."
    await kring.move_to(SUNDAY)
    assert kring.wil.last().text == "Er staat iets voor u klaar."
    await taps(kring, kring.wil, "Bekijk", "Gedaan", "Verberg", "Bekijk", "Toch niet")
    assert "Het staat nu weer open." in kring.wil.last().text


async def test_a_button_of_before_a_change_shows_how_it_stands(kring: KringUnderTest) -> None:
    task = await given(kring, others=())
    await kring.move_to(SUNDAY)
    old = next(str(b["callback_data"]) for b in kring.wil.last().buttons if b["text"] == "Lukt niet")
    first = (await turns_of(kring, task.id))[0]
    async with kring.unit() as uow:
        at = first.starts_at + timedelta(hours=1)
        await tasks.move_turn(uow, manager_of(kring.cast), turn=first.id, starts_at=at)
    await kring.idle()
    assert kring.wil.last().text.endswith("Eerst was dit maandag 30 november om 15.00 uur.")
    await kring.wil.taps_data(old)
    await kring.idle()
    assert kring.wil.heard("tussen 16.00 en 17.00 uur.\nFijn dat u dit doet.")
    assert (await turns_of(kring, task.id))[0].state is TurnState.PLANNED


async def test_in_the_morning_for_who_likes_that_better(kring: KringUnderTest) -> None:
    await kring.wil.says("/instellingen")
    await kring.idle()
    await taps(kring, kring.wil, "Taken: in de ochtend")
    assert "Bericht over taken: in de ochtend" in kring.wil.last().text
    await given(kring, others=())
    await kring.move_to(SUNDAY)
    assert not kring.wil.heard("Fijn dat u helpt.")
    await kring.move_to("2026-11-30 09:01")
    assert kring.wil.last().text.endswith("Fijn dat u helpt.")


async def test_who_stops_needs_no_reason_and_what_they_held_goes_to_another(kring: KringUnderTest) -> None:
    _, phone = await neighbour_joins(kring)
    task = await given(kring)
    await kring.wil.says("/instellingen")
    await kring.idle()
    await taps(kring, kring.wil, "Helemaal stoppen", "Ja, ik stop")
    assert kring.wil.last().text.startswith("Dank u wel voor alles wat u deed.")
    wil = kring.cast.people["wil"].id
    assert wil not in {turn.holder for turn in await turns_of(kring, task.id)}
    assert WorkKind.MEMBER_LEFT in await listed(kring)
    async with kring.reading() as uow:
        membership = await uow.circle.membership(wil)
        assert await uow.links.of(Recipient(person=wil)) is None
    assert membership is not None
    assert membership.state is MemberState.ENDED
    await kring.move_to(MONDAY)
    assert phone.heard("kunt u dit doen?")
    assert not kring.wil.heard("Fijn dat u helpt.")


async def test_a_remark_is_kept_with_no_answer_and_said_so_beforehand(kring: KringUnderTest) -> None:
    await kring.wil.says("/taken")
    await kring.idle()
    await taps(kring, kring.wil, "Iets doorgeven")
    said = kring.wil.last().text
    assert said.startswith("Bij zorgen over de veiligheid: onder ‘Hulp nu’ staat wie u kunt bellen.")
    assert "het gezin mag vragen om dat te lezen" in said
    assert kring.wil.buttons()[0] == "Hulp nu"
    await kring.wil.says("Zij was vandaag erg stil.")
    await kring.wil.waits_for("Er komt hier geen antwoord.")
    assert "Bel mij terug" in kring.wil.buttons()
    assert WorkKind.READ_THREAD in await listed(kring)
    await kring.idle()
    assert not [posted for posted in kring.wil.messages() if "erg stil" in posted.text]


async def test_words_of_danger_in_a_remark_are_not_said_to_be_read(kring: KringUnderTest) -> None:
    await kring.wil.says("/taken")
    await kring.idle()
    await taps(kring, kring.wil, "Iets doorgeven")
    await kring.wil.says("Hij slaat haar, ik ben bang dat hij haar vermoordt")
    await kring.wil.waits_for("Is er nu gevaar? Bel 112")
    assert WorkKind.POSSIBLY_URGENT in await listed(kring)


async def test_the_network_is_offered_no_week_and_the_family_no_leaving(kring: KringUnderTest) -> None:
    await kring.fatima.says("/instellingen")
    await kring.idle()
    assert "Helemaal stoppen" not in kring.fatima.buttons()
    await kring.fatima.says("/taken")
    await kring.idle()
    assert kring.fatima.last().text == "U heeft nu geen taken."
    assert "Iets doorgeven" not in kring.fatima.buttons()
