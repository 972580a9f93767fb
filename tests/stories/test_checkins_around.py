"""Around the check-ins: the question about the plan, what no chat sees, how much comes in a week, forged taps."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from demo.phone import Phone
from domain.actors import Parent
from domain.budget import BUDGET, SPAN
from domain.buttons import ButtonSheet, Press, Pressed
from domain.calendar import local
from domain.plan_questions import Fits
from domain.plans import GoalEnd
from domain.secret import Secret
from handlers.house import account_of
from tests.stories.test_checkins import FRIDAY, SATURDAY, asked, data_of, gives, scores, sent_to, turn_of
from tests.support.plans_made import BEDTIME, FOOTBALL, TWO_GOALS, Wish, established, manager_of
from tests.support.world import KringUnderTest
from usecases import checkins, plan_goals

FIVE = (
    *TWO_GOALS,
    Wish("🎨", "tekenen", ("fatima",)),
    Wish("🍎", "gezond", ("fatima",)),
    Wish("🎵", "zingen", ("fatima", "noor")),
)
SECOND_FRIDAY = "2026-12-11 16:01"
"""The plan of 23 November is two weeks old, so that the question waits whether it still fits."""


def everything_sent(kring: KringUnderTest) -> Iterator[str]:
    """Every call to Telegram, with whatever it carries."""
    for call in kring.stand_in.journal.calls:
        yield json.dumps(call.params, ensure_ascii=False)


async def answers_of(kring: KringUnderTest) -> list[Fits | None]:
    """What was said about the plan."""
    async with kring.reading() as uow:
        questions = await uow.plan_copies.questions(kring.cast.families["Ster"].id)
    return [one.answer for one in questions if one.person == kring.cast.people["fatima"].id]


async def presses(kring: KringUnderTest, phone: Phone, *asked_for: Pressed) -> None:
    """Tap buttons that only a forger could make."""
    async with kring.unit() as uow:
        sheet = ButtonSheet(
            uow.new_token(), account_of(uow, phone.user_id), asked_for, uow.now + timedelta(days=1)
        )
        await uow.sheets.keep(sheet)
    for number in range(len(asked_for)):
        await phone.taps_data(f"{sheet.id}.{number}")
    await kring.idle()


async def test_the_question_about_the_plan_follows_the_last_goal_in_the_same_message(
    kring: KringUnderTest,
) -> None:
    await asked(kring, at=SECOND_FRIDAY)
    count = sent_to(kring, kring.fatima)
    await gives(kring, kring.fatima, "7", "1")
    assert kring.fatima.last().text == "Bewaard.\nPast het plan nog bij hoe het nu gaat?"
    assert {"Bel mij terug", "Hulp nu"} <= set(kring.fatima.buttons())
    await gives(kring, kring.fatima, "Niet helemaal")
    assert kring.fatima.last().text.startswith("Goed dat u het zegt.")
    assert {"Antwoord veranderen", "Bel mij terug"} <= set(kring.fatima.buttons())
    assert await answers_of(kring) == [Fits.NOT_QUITE]
    await kring.move_to("2026-12-13 19:00")
    assert sent_to(kring, kring.fatima) == count


async def test_who_does_not_answer_gets_it_as_a_message_of_its_own_and_may_hide_it(
    kring: KringUnderTest,
) -> None:
    await kring.fatima.says("/instellingen")
    await kring.fatima.taps("Iemand kijkt mee")
    await kring.idle()
    await asked(kring, at=SECOND_FRIDAY)
    for day in ("2026-12-12", "2026-12-13"):
        await kring.move_to(f"{day} 16:01")
    await gives(kring, kring.fatima, "Bekijk")
    assert kring.fatima.last().text == "Past het plan nog bij hoe het nu gaat?"
    await gives(kring, kring.fatima, "Verberg")
    assert kring.fatima.last().text == "Er staat iets voor u klaar."
    await gives(kring, kring.fatima, "Bekijk", "Ja, het past nog")
    assert kring.fatima.last().text == "Fijn, dan gaan wij zo verder."
    assert await answers_of(kring) == [Fits.FITS]


async def test_five_goals_and_full_weeks_never_make_more_than_three_messages_in_any_seven_days(
    kring: KringUnderTest,
) -> None:
    heard: list[datetime] = []
    count = sent_to(kring, kring.fatima)
    first = local(kring.now).date()
    for day in range(28):
        if day % 4 == 0:
            await established(kring, goals=FIVE if day % 8 else FIVE[:4])
        for hour in (10, 16, 19):
            await kring.move_to(f"{first + timedelta(days=day)} {hour}:01")
            now_sent = sent_to(kring, kring.fatima)
            heard += [kring.now] * (now_sent - count)
            count = now_sent
    assert len(heard) > BUDGET
    # What was sent is seen a moment after it left, so that two looks lie a little nearer than the two messages.
    span = SPAN - timedelta(minutes=1)
    assert max(sum(at <= other < at + span for other in heard) for at in heard) == BUDGET


async def test_no_goal_text_remark_score_of_another_or_name_is_ever_sent(kring: KringUnderTest) -> None:
    await established(kring, goals=FIVE)
    await kring.move_to(FRIDAY)
    await gives(kring, kring.noor, "3", "4")
    await gives(kring, kring.fatima, "Waarom krijg ik dit?", "Ga terug", "1", "2", "3", "4", "5")
    await gives(kring, kring.fatima, "Antwoord veranderen", "🎵 zingen", "6")
    await kring.move_to(SATURDAY)
    await kring.move_to("2026-12-07 08:31")
    await kring.fatima.says("/doelen")
    await kring.sanne.says("/lijst")
    await kring.idle()
    said = "\n".join(everything_sent(kring))
    assert "⚽ voetbal" in said
    for goal in FIVE:
        assert goal.words not in said
    for private in ("Elke dag ruzie", "Geen ruzie meer", "lachen veel", "avonden", "Rust in huis"):
        assert private not in said
    assert not re.search(r"\b(Fatima|Noor|Sanne|Jan)\b|Amrani|de Wit|Vermeulen", said)


async def test_the_digest_counts_and_never_says_a_score(kring: KringUnderTest) -> None:
    await asked(kring)
    await gives(kring, kring.fatima, "7", "3")
    await kring.move_to("2026-12-07 08:31")
    digest = next(p.text for p in reversed(kring.sanne.messages()) if "Doelen:" in p.text)
    assert "⭐ Ster: 1 van 2 ingevuld" in digest
    assert "voetbal" not in digest


async def test_doelen_asks_the_open_round_or_says_that_there_is_nothing(kring: KringUnderTest) -> None:
    await kring.fatima.says("/doelen")
    await kring.fatima.waits_for("Er is nu niets in te vullen.")
    await established(kring)
    await kring.move_to("2026-12-01 10:00")
    await kring.fatima.says("/doelen")
    await kring.fatima.waits_for("Hoe gaat het met ⚽ voetbal?")
    await gives(kring, kring.fatima, "8", "8")
    count = sent_to(kring, kring.fatima)
    await kring.move_to(FRIDAY)
    assert sent_to(kring, kring.fatima) == count
    await kring.jan.says("/doelen")
    await kring.jan.waits_for("Er is nu niets in te vullen.")


async def test_nobody_from_the_network_and_no_professional_is_asked(kring: KringUnderTest) -> None:
    await asked(kring)
    for phone in (kring.wil, kring.sanne, kring.ria, kring.stranger):
        await phone.says("/doelen")
        await kring.idle()
        assert not phone.heard("voetbal")
        assert not phone.heard("in te vullen")
    await kring.wil.says("/instellingen")
    await kring.idle()
    assert "Vragen over doelen" not in kring.wil.buttons()


@pytest.mark.parametrize("value", ["11", "-1", "7.5", "", "99999999999999999999", "٣"])
async def test_an_answer_outside_the_scale_is_not_kept(kring: KringUnderTest, value: str) -> None:
    await asked(kring)
    turn = await turn_of(kring, "fatima")
    async with kring.reading() as uow:
        plan = await uow.plans.of(kring.cast.families["Ster"].id)
    assert plan is not None
    goal = plan.open_goals[0].id.hex
    await presses(kring, kring.fatima, Pressed(Press.SCORE, turn.id, value=f"{goal}.numbers.{value}"))
    assert (await turn_of(kring, "fatima")).scores == {}


async def test_what_is_somebody_elses_is_neither_shown_nor_kept(kring: KringUnderTest) -> None:
    await asked(kring, FOOTBALL)
    mothers = await turn_of(kring, "fatima")
    async with kring.reading() as uow:
        plan = await uow.plans.of(kring.cast.families["Ster"].id)
    assert plan is not None
    goal = plan.open_goals[0].id.hex
    forged = tuple(
        Pressed(press, mothers.id, value=value)
        for press, value in (
            (Press.CHECK_IN, ""),
            (Press.SCORE, f"{goal}.numbers.3"),
            (Press.CHANGE_SCORES, goal),
            (Press.SKIP_ROUND, ""),
            (Press.WHY_CHECK_IN, ""),
            (Press.PLAN_FIT, "fits"),
        )
    )
    for phone in (kring.jan, kring.lotte, kring.wil):
        await phone.says("/afspraken")
        await kring.idle()
        await presses(kring, phone, *forged)
        assert not phone.heard("voetbal")
        assert phone.heard("Dit is hier niet te vinden.")
    assert await turn_of(kring, "fatima") == mothers


@pytest.mark.parametrize("forged", ["x", "AAAAAAAAAAAAAAAAAAAAAA.0", "{sheet}.999", "{mothers}.0"])
async def test_an_unknown_tap_leaves_the_question_that_still_stands(
    kring: KringUnderTest, forged: str
) -> None:
    await asked(kring)
    shown = kring.noor.last()
    text, buttons = shown.text, kring.noor.buttons()
    sheet, mothers = (data_of(phone, "7").partition(".")[0] for phone in (kring.noor, kring.fatima))
    count = sent_to(kring, kring.noor)
    await kring.noor.taps_data(forged.format(sheet=sheet, mothers=mothers))
    await kring.idle()
    (alert,) = kring.noor.chat.alerts
    assert (alert.text, alert.window) == (
        "Deze knop is oud.\nMet /afspraken en /doelen zie je hoe het nu staat.",
        True,
    )
    assert (kring.noor.last().text, kring.noor.buttons()) == (text, buttons)
    assert sent_to(kring, kring.noor) == count
    await gives(kring, kring.noor, "6")
    assert await scores(kring, "noor") == {"voetbal": 6}


async def test_an_old_question_says_itself_that_it_is_old(kring: KringUnderTest) -> None:
    await asked(kring)
    shown, data = kring.fatima.last(), data_of(kring.fatima, "7")
    await kring.move_to("2027-04-20 10:00")
    await kring.fatima.taps_data(data, message=shown)
    await kring.idle()
    kept = kring.fatima.chat.find(shown.message_id)
    assert kept is not None
    assert kept.text == "Deze knop is oud.\nMet /afspraken en /doelen ziet u hoe het nu staat."
    assert not kept.buttons


async def test_who_works_on_no_goal_hears_nothing_of_goals(kring: KringUnderTest) -> None:
    await asked(kring)
    for phone in (kring.jan, kring.wil, kring.sanne):
        await phone.says("/help")
        await kring.idle()
        await phone.taps_data("AAAAAAAAAAAAAAAAAAAAAA.0")
        await kring.idle()
        assert phone.heard("Deze knop is oud.\nMet /afspraken ziet u")


async def test_what_helped_before_is_pointed_at_and_never_said(kring: KringUnderTest) -> None:
    await established(kring)
    async with kring.unit() as uow:
        plan = await uow.plans.of(kring.cast.families["Ster"].id)
        assert plan is not None
        await plan_goals.end_goal(
            uow,
            manager_of(kring.cast),
            family=plan.family,
            goal=plan.open_goals[0].id,
            end=GoalEnd.REACHED,
            helped=Secret("samen koken op zondag"),
        )
    await kring.move_to(FRIDAY)
    await gives(kring, kring.fatima, "1")
    who = kring.cast.actor("fatima")
    assert isinstance(who, Parent)
    async with kring.unit() as uow:
        own = await checkins.see(uow, who)
    assert own is not None
    assert own.tips
    assert "samen koken" not in "\n".join(everything_sent(kring))
    assert await scores(kring, "fatima") == {BEDTIME.nickname: 1}
