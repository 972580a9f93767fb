"""A round of check-ins on everybody's phone: asked in one message, answered tap by tap, put right, let go, or late."""

from collections.abc import Mapping

from demo.phone import Phone
from domain.checkins import Scale, Turn
from domain.histories import History
from tests.support.plans_made import BEDTIME, FOOTBALL, TWO_GOALS, Wish, established
from tests.support.world import KringUnderTest

FRIDAY, SATURDAY = "2026-12-04 16:01", "2026-12-05 16:01"
"""When the first round is asked, and asked once more; its week began on Monday 30 November."""


async def asked(kring: KringUnderTest, *goals: Wish, at: str = FRIDAY) -> None:
    """The family has a plan, and the first round has come."""
    await established(kring, goals=goals or TWO_GOALS)
    await kring.move_to(at)


async def history(kring: KringUnderTest) -> History:
    """Every round of the family so far."""
    async with kring.reading() as uow:
        return await uow.check_ins.history(kring.cast.families["Ster"].id)


async def turn_of(kring: KringUnderTest, key: str, number: int = 1) -> Turn:
    """Somebody's part in the round of this number."""
    found = await history(kring)
    of = next(one for one in found.rounds if one.number == number)
    return next(turn for turn in found.turns[of.id] if turn.holder == kring.cast.recipient(key))


async def scores(kring: KringUnderTest, key: str, number: int = 1) -> Mapping[str, int]:
    """What somebody gave, by nickname."""
    async with kring.reading() as uow:
        versions = await uow.plans.versions(kring.cast.families["Ster"].id)
    names = {goal.id: goal.nickname for version in versions for goal in version.text.goals}
    given = (await turn_of(kring, key, number)).scores
    return {names[goal]: score.value for goal, score in given.items()}


def data_of(phone: Phone, label: str) -> str:
    """What the button of this label carries, to press it when it is gone from the screen."""
    return next(
        str(button["callback_data"])
        for posted in reversed(phone.messages())
        for button in posted.buttons
        if button["text"] == label
    )


async def gives(kring: KringUnderTest, phone: Phone, *answers: str) -> None:
    """Tap one answer after another, each when it is asked."""
    for answer in answers:
        await phone.taps(answer)
        await kring.idle()


def sent_to(kring: KringUnderTest, phone: Phone) -> int:
    """How many messages came to this phone so far; an edit is none."""
    return len(kring.stand_in.journal.sent(phone.user_id))


async def test_the_goals_follow_each_other_in_one_message_and_each_takes_one_tap(
    kring: KringUnderTest,
) -> None:
    await established(kring)
    before = sent_to(kring, kring.fatima)
    await kring.move_to(FRIDAY)
    asked_in = kring.fatima.last()
    assert asked_in.text.startswith("Hoe gaat het met ⚽ voetbal?")
    assert kring.fatima.buttons() == [
        *map(str, range(11)),
        *("Deze week niet", "Waarom krijg ik dit?"),
    ]
    await gives(kring, kring.fatima, "7")
    assert kring.fatima.last().text.startswith("Hoe gaat het met ⏰ slaaptijd?")
    await gives(kring, kring.fatima, "10")
    assert kring.fatima.last().text.startswith("Dank u wel")
    assert kring.fatima.last().message_id == asked_in.message_id
    assert sent_to(kring, kring.fatima) == before + 1
    assert await scores(kring, "fatima") == {"voetbal": 7, "slaaptijd": 10}


async def test_everybody_is_asked_about_their_own_goals_and_nobody_else_at_all(kring: KringUnderTest) -> None:
    await asked(kring)
    assert "⚽ voetbal" in kring.noor.last().text
    await gives(kring, kring.noor, "6")
    assert kring.noor.last().text.startswith("Dank je wel, je antwoord")
    assert not kring.jan.heard("voetbal")
    assert not kring.wil.messages()
    assert not kring.sanne.heard("voetbal")


async def test_what_was_given_is_not_said_back(kring: KringUnderTest) -> None:
    await asked(kring, BEDTIME)
    await gives(kring, kring.fatima, "9")
    assert "9" not in kring.fatima.last().text


async def test_only_what_was_given_today_can_still_be_chosen_to_change(kring: KringUnderTest) -> None:
    await asked(kring)
    await gives(kring, kring.fatima, "7")
    await kring.move_to(SATURDAY)
    await gives(kring, kring.fatima, "8", "Antwoord veranderen")
    assert kring.fatima.last().text.startswith("Hoe gaat het met ⏰ slaaptijd?")
    await gives(kring, kring.fatima, "9")
    assert await scores(kring, "fatima") == {"voetbal": 7, "slaaptijd": 9}


async def test_both_copies_of_a_double_tap_are_one_answer_to_one_question(kring: KringUnderTest) -> None:
    await asked(kring)
    data = data_of(kring.fatima, "7")
    await kring.fatima.taps_data(data)
    await kring.fatima.taps_data(data)
    await kring.idle()
    assert await scores(kring, "fatima") == {"voetbal": 7}
    assert "⏰ slaaptijd" in kring.fatima.last().text


async def test_on_the_same_day_an_answer_can_be_put_right(kring: KringUnderTest) -> None:
    await asked(kring)
    await gives(kring, kring.fatima, "7", "8")
    await gives(kring, kring.fatima, "Antwoord veranderen", "⚽ voetbal", "5")
    assert kring.fatima.last().text.startswith("Dank u wel")
    assert await scores(kring, "fatima") == {"voetbal": 5, "slaaptijd": 8}


async def test_of_one_goal_the_question_comes_at_once(kring: KringUnderTest) -> None:
    await asked(kring, BEDTIME)
    await gives(kring, kring.fatima, "7", "Antwoord veranderen", "3")
    assert await scores(kring, "fatima") == {"slaaptijd": 3}


async def test_the_next_day_what_was_said_stands(kring: KringUnderTest) -> None:
    await asked(kring, BEDTIME)
    other = data_of(kring.fatima, "2")
    await gives(kring, kring.fatima, "7")
    await kring.move_to(SATURDAY)
    await kring.fatima.taps("Antwoord veranderen")
    await kring.idle()
    assert kring.fatima.last().text.startswith("Dank u wel")
    assert "Antwoord veranderen" not in kring.fatima.buttons()
    await kring.fatima.taps_data(other)
    await kring.idle()
    assert kring.fatima.heard("Uw antwoord van toen blijft zo staan.")
    assert await scores(kring, "fatima") == {"slaaptijd": 7}


async def test_a_late_answer_counts_for_its_own_round_and_says_which(kring: KringUnderTest) -> None:
    await asked(kring)
    await kring.move_to("2026-12-08 10:00")
    await gives(kring, kring.fatima, "4")
    assert kring.fatima.heard("Dit gaat over de week van maandag 30 november.")
    assert await scores(kring, "fatima", 1) == {"voetbal": 4}
    assert (await turn_of(kring, "fatima", 2)).scores == {}


async def test_a_tap_on_a_round_of_long_ago_is_kindly_refused(kring: KringUnderTest) -> None:
    await asked(kring)
    old = data_of(kring.fatima, "7")
    await kring.move_to("2026-12-20 20:01")
    await kring.fatima.taps_data(old)
    await kring.idle()
    assert kring.fatima.heard("Dit is te lang geleden om nog in te vullen.")
    assert (await turn_of(kring, "fatima", 1)).scores == {}


async def test_not_this_week_is_an_answer_that_can_be_taken_back(kring: KringUnderTest) -> None:
    await asked(kring)
    await gives(kring, kring.fatima, "Deze week niet")
    assert (await turn_of(kring, "fatima")).skipped_at is not None
    count = sent_to(kring, kring.fatima)
    await kring.move_to(SATURDAY)
    assert sent_to(kring, kring.fatima) == count
    await gives(kring, kring.fatima, "Toch antwoorden", "7", "7")
    turn = await turn_of(kring, "fatima")
    assert turn.skipped_at is None
    assert len(turn.scores) == 2


async def test_who_says_nothing_hears_of_it_once_more_and_then_no_more(kring: KringUnderTest) -> None:
    await asked(kring)
    count = sent_to(kring, kring.fatima)
    await kring.move_to(SATURDAY)
    assert kring.fatima.last().text.startswith("Deze vraag staat nog open")
    await kring.move_to("2026-12-06 16:01")
    await kring.move_to("2026-12-07 09:30")
    assert sent_to(kring, kring.fatima) == count + 1
    found = await history(kring)
    assert [one.number for one in found.closed] == [1]


async def test_either_message_takes_the_answer(kring: KringUnderTest) -> None:
    await asked(kring)
    first = data_of(kring.fatima, "7")
    await kring.move_to(SATURDAY)
    await gives(kring, kring.fatima, "7")
    await kring.fatima.taps_data(first)
    await kring.idle()
    assert await scores(kring, "fatima") == {"voetbal": 7}


async def test_a_pause_and_another_day_are_chosen_in_the_settings(kring: KringUnderTest) -> None:
    await established(kring)
    await kring.fatima.says("/instellingen")
    await gives(kring, kring.fatima, "Vragen over doelen", "Stop deze vragen")
    assert kring.fatima.heard("Vragen over doelen: uit")
    await kring.move_to(FRIDAY)
    assert not kring.fatima.heard("voetbal")
    await gives(kring, kring.fatima, "Andere dag", "zaterdag", "Andere tijd", "13.00 uur")
    await gives(kring, kring.fatima, "Start deze vragen")
    assert kring.fatima.heard("Dag en tijd: zaterdag om 13.00 uur")
    await kring.move_to("2026-12-05 12:59")
    assert not kring.fatima.heard("voetbal")
    await kring.move_to("2026-12-05 13:01")
    assert kring.fatima.last().text.startswith("Hoe gaat het met ⚽ voetbal?")


async def test_five_faces_are_a_scale_of_their_own(kring: KringUnderTest) -> None:
    await kring.noor.says("/instellingen")
    await gives(kring, kring.noor, "Vragen over doelen", "Kies gezichten")
    await asked(kring)
    faces = ["😢 heel slecht", "🙁 slecht", "😐 gaat wel", "🙂 goed", "😀 heel goed"]
    assert kring.noor.buttons()[:5] == faces
    await gives(kring, kring.noor, "🙂 goed")
    (score,) = (await turn_of(kring, "noor")).scores.values()
    assert (score.scale, score.value) == (Scale.FACES, 4)


async def test_a_shared_phone_shows_nothing_until_a_tap_and_hides_again(kring: KringUnderTest) -> None:
    await kring.fatima.says("/instellingen")
    await kring.fatima.taps("Iemand kijkt mee")
    await kring.idle()
    await asked(kring)
    assert kring.fatima.last().text == "Er staat iets voor u klaar."
    await gives(kring, kring.fatima, "Bekijk", "7")
    assert "slaaptijd" in kring.fatima.last().text
    await gives(kring, kring.fatima, "Verberg")
    assert kring.fatima.last().text == "Er staat iets voor u klaar."
    await gives(kring, kring.fatima, "Bekijk", "8")
    assert kring.fatima.last().text.startswith("Dank u wel")
    assert "Verberg" in kring.fatima.buttons()


async def test_a_low_answer_offers_a_call_and_the_help_card_and_is_no_crisis(kring: KringUnderTest) -> None:
    await asked(kring)
    assert "Bel mij terug" not in kring.fatima.buttons()
    await gives(kring, kring.fatima, "2")
    assert {"Bel mij terug", "Hulp nu"} <= set(kring.fatima.buttons())
    await gives(kring, kring.fatima, "8")
    assert "dan bellen wij u graag terug" in kring.fatima.last().text
    await kring.sanne.says("/lijst")
    await kring.idle()
    assert not kring.sanne.heard("bel terug")
    await gives(kring, kring.fatima, "Bel mij terug")
    assert kring.fatima.heard("Bewaard: u vraagt of wij bellen.")
    await kring.sanne.says("/lijst")
    await kring.sanne.waits_for("bel terug")


async def test_a_goal_that_went_in_the_meantime_is_passed_over(kring: KringUnderTest) -> None:
    await asked(kring)
    await established(kring, goals=(BEDTIME,))
    await gives(kring, kring.fatima, "7")
    assert kring.fatima.heard("Dit doel staat er niet meer bij.\nHoe gaat het met ⏰ slaaptijd?")
    await gives(kring, kring.fatima, "6")
    assert await scores(kring, "fatima") == {"slaaptijd": 6}


async def test_a_change_of_the_plan_during_a_round_leaves_what_was_said(kring: KringUnderTest) -> None:
    await asked(kring)
    await gives(kring, kring.fatima, "7")
    new = Wish("🍀", "uitje", ("fatima",))
    await established(kring, goals=(FOOTBALL, BEDTIME, new))
    await kring.fatima.says("/doelen")
    await kring.idle()
    await gives(kring, kring.fatima, "6")
    assert "🍀 uitje" in kring.fatima.last().text
    await gives(kring, kring.fatima, "5")
    assert await scores(kring, "fatima") == {"voetbal": 7, "slaaptijd": 6, "uitje": 5}
