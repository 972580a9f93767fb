"""Check-ins: two scales that are never mixed, an answer per goal that can be corrected today, and who is asked when."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.budget import BUDGET, SPAN, free_at
from domain.calendar import local
from domain.checkins import (
    DAYTIMES,
    LONGEST_ANSWER,
    RANGE,
    CheckInOver,
    CheckInSettled,
    NotOnScale,
    Question,
    Rhythm,
    Scale,
    Score,
    Turn,
    TurnId,
    ask_moment,
    nudge_moment,
    scored,
    skipped,
    worded,
)
from domain.errors import Unsuitable
from domain.linking import Recipient
from domain.people import FamilyId, PersonId, Preferences
from domain.plan_questions import after_check_in, next_look, number_asked_by, question_at
from domain.plans import GoalId, Plan, PlanState, PlanText, PlanVersion, PlanVersionId
from domain.rounds import Round, RoundId, closes_at
from domain.secret import Secret
from tests.usecases.world import wall

WEEK = date(2026, 11, 30)
GOAL, OTHER = GoalId(UUID(int=1)), GoalId(UUID(int=2))
PERSON = PersonId(UUID(int=3))
FAMILY = FamilyId(UUID(int=4))
ROUND = Round(RoundId(UUID(int=5)), FAMILY, WEEK, 1, closes_at(WEEK))
TURN = Turn(TurnId(UUID(int=6)), ROUND.id, Recipient(person=PERSON), look_at=wall("2026-12-04 16:00"))
FRIDAY = wall("2026-12-04 16:00")


def _score(turn: Turn, value: int, at: datetime, scale: Scale = Scale.NUMBERS, goal: GoalId = GOAL) -> Turn:
    return scored(turn, goal, scale, value, of=ROUND, now=at)


@pytest.mark.parametrize("scale", Scale)
def test_only_what_stands_on_the_scale_is_a_score(scale: Scale) -> None:
    for value in range(-3, 15):
        if value in RANGE[scale]:
            assert _score(TURN, value, FRIDAY, scale).scores[GOAL].value == value
        else:
            with pytest.raises(NotOnScale):
                _score(TURN, value, FRIDAY, scale)
    assert (min(RANGE[Scale.NUMBERS]), max(RANGE[Scale.NUMBERS])) == (0, 10)
    assert (min(RANGE[Scale.FACES]), max(RANGE[Scale.FACES])) == (1, 5)


def test_the_same_score_once_more_changes_nothing_even_much_later() -> None:
    once = _score(TURN, 6, FRIDAY)
    assert _score(once, 6, FRIDAY + timedelta(seconds=1)) is once
    assert _score(once, 6, FRIDAY + timedelta(days=5)) is once


def test_it_can_be_corrected_until_midnight_in_amsterdam_and_not_after() -> None:
    once = _score(TURN, 6, FRIDAY)
    again = _score(once, 4, wall("2026-12-04 23:59"))
    assert again.scores[GOAL] == Score(Scale.NUMBERS, 4, FRIDAY, wall("2026-12-04 23:59"))
    with pytest.raises(CheckInSettled):
        _score(again, 5, wall("2026-12-05 00:00"))
    assert _score(again, 5, wall("2026-12-05 00:00"), goal=OTHER).scores[GOAL].value == 4


def test_a_correction_does_not_make_the_day_longer() -> None:
    late = _score(_score(TURN, 6, FRIDAY), 4, wall("2026-12-04 23:59"))
    with pytest.raises(CheckInSettled):
        _score(late, 6, wall("2026-12-05 23:58"))


def test_a_late_answer_counts_for_its_own_round_until_that_is_too_long_ago() -> None:
    late = ROUND.closes_at + timedelta(days=13)
    assert _score(TURN, 6, late).scores[GOAL].given_at == late
    over = ROUND.closes_at + timedelta(days=14)
    with pytest.raises(CheckInOver):
        _score(TURN, 6, over)
    with pytest.raises(CheckInOver):
        skipped(TURN, of=ROUND, now=over)
    with pytest.raises(CheckInOver):
        worded(TURN, {Question.WELL: Secret("fijn")}, of=ROUND, now=over)


def test_not_this_week_is_an_answer_and_a_score_after_it_counts_all_the_same() -> None:
    rested = skipped(TURN, of=ROUND, now=FRIDAY)
    assert (rested.has_spoken, rested.has_answered, rested.look_at) == (True, False, None)
    assert skipped(rested, of=ROUND, now=FRIDAY + timedelta(hours=1)) is rested
    answered = _score(rested, 7, FRIDAY + timedelta(hours=1))
    assert (answered.has_answered, answered.skipped_at) == (True, None)
    assert skipped(answered, of=ROUND, now=FRIDAY + timedelta(hours=2)) is answered


def test_words_are_kept_under_their_question_and_an_empty_text_takes_them_back() -> None:
    told = worded(
        TURN, {Question.WELL: Secret(" fijn \n"), Question.WORRY: Secret("  ")}, of=ROUND, now=FRIDAY
    )
    assert told.words == {Question.WELL: Secret("fijn")}
    assert told.has_spoken
    more = worded(told, {Question.WORRY: Secret("geld")}, of=ROUND, now=FRIDAY)
    assert more.words == {Question.WELL: Secret("fijn"), Question.WORRY: Secret("geld")}
    assert worded(more, {Question.WELL: Secret("")}, of=ROUND, now=FRIDAY).words == {
        Question.WORRY: Secret("geld")
    }


def test_a_remark_that_others_read_can_be_mended_or_taken_back_as_long_as_the_round_takes_answers() -> None:
    over = ROUND.closes_at + timedelta(days=3)
    said = worded(TURN, {Question.REMARK: Secret("Oma woont in Utrecht")}, of=ROUND, now=over)
    mended = worded(said, {Question.REMARK: Secret("Mooi")}, of=ROUND, now=over)
    assert mended.words == {Question.REMARK: Secret("Mooi")}
    assert worded(mended, {Question.REMARK: Secret("")}, of=ROUND, now=over).words == {}


def test_words_can_be_mended_as_long_as_the_round_takes_answers() -> None:
    over = ROUND.closes_at + timedelta(days=13)
    told = worded(TURN, {Question.WELL: Secret("fijm")}, of=ROUND, now=over)
    mended = worded(
        told, {Question.WELL: Secret("fijn"), Question.KEEP_UP: Secret("rust")}, of=ROUND, now=over
    )
    assert mended.words == {Question.WELL: Secret("fijn"), Question.KEEP_UP: Secret("rust")}
    assert worded(mended, {Question.WELL: Secret("")}, of=ROUND, now=over).words == {
        Question.KEEP_UP: Secret("rust")
    }
    with pytest.raises(CheckInOver):
        worded(mended, {Question.WELL: Secret("anders")}, of=ROUND, now=over + timedelta(days=1))


def test_a_text_of_any_length_is_refused_as_a_whole() -> None:
    worded(TURN, {Question.WELL: Secret("x" * LONGEST_ANSWER)}, of=ROUND, now=FRIDAY)
    with pytest.raises(Unsuitable):
        worded(TURN, {Question.WELL: Secret("x" * (LONGEST_ANSWER + 1))}, of=ROUND, now=FRIDAY)


@pytest.mark.parametrize("week", [WEEK, date(2027, 3, 22), date(2026, 10, 19)])
@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("at", DAYTIMES)
def test_everybody_is_asked_at_their_own_time_on_the_wall_and_before_it_closes(
    week: date, weekday: int, at: time
) -> None:
    """Also in the weeks in which the clocks change, on the Sunday itself."""
    moment = ask_moment(Rhythm(PERSON, weekday=weekday, at=at), week, closes_at(week))
    shown = local(moment)
    assert shown.date() == week + timedelta(days=weekday)
    assert shown.time() == at
    assert moment <= closes_at(week) - timedelta(hours=1)


def test_each_time_that_can_be_chosen_lies_outside_the_usual_quiet_hours() -> None:
    hours = Preferences().quiet_hours
    assert not any(hours.covers(wall(f"2026-12-04 {at.isoformat()}")) for at in DAYTIMES)


def test_who_does_not_react_hears_of_it_the_next_day_at_their_own_time() -> None:
    sent = wall("2026-12-04 16:03")
    assert nudge_moment(sent, time(16), ROUND.closes_at) == wall("2026-12-05 16:00")


def test_the_next_day_is_a_day_on_the_wall_when_the_clocks_change() -> None:
    asked, closing = wall("2027-03-27 16:00"), closes_at(date(2027, 3, 22))
    assert nudge_moment(asked, time(16), closing) == wall("2027-03-28 16:00")


def test_on_sunday_there_is_no_next_day() -> None:
    assert nudge_moment(wall("2026-12-06 10:00"), time(10), ROUND.closes_at) is None
    assert nudge_moment(wall("2026-12-05 19:00"), time(19), ROUND.closes_at) == wall("2026-12-06 19:00")


@given(st.lists(st.integers(0, 14 * 24 * 60), max_size=9))
def test_any_seven_days_hold_at_most_three_messages(minutes: list[int]) -> None:
    """Whatever is to be said when, taking the first free instant each time keeps to the budget."""
    start, pushes = datetime(2026, 11, 30, tzinfo=UTC), list[datetime]()
    for minute in sorted(minutes):
        pushes.append(free_at(pushes, start + timedelta(minutes=minute)))
        pushes.sort()
    for at in pushes:
        assert sum(at <= other < at + SPAN for other in pushes) <= BUDGET


def test_the_budget_holds_back_no_longer_than_it_must() -> None:
    pushes = [FRIDAY, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2)]
    assert free_at(pushes, FRIDAY + timedelta(days=3)) == FRIDAY + SPAN
    assert free_at(pushes, FRIDAY + SPAN) == FRIDAY + SPAN
    assert free_at(pushes[1:], FRIDAY + timedelta(days=3)) == FRIDAY + timedelta(days=3)


def test_the_plan_is_asked_about_at_2_6_and_11_weeks_and_then_every_13() -> None:
    made = wall("2026-11-26 14:00")
    days = [local(question_at(made, number)).date() for number in range(1, 6)]
    weeks = [(day - date(2026, 11, 26)).days / 7 for day in days]
    assert weeks == [2, 6, 11, 24, 37]
    assert {local(question_at(made, number)).time() for number in range(1, 6)} == {time(10)}


def test_how_often_it_is_to_have_been_asked() -> None:
    made = wall("2026-11-26 14:00")
    assert number_asked_by(made, wall("2026-12-10 09:59")) == 0
    assert number_asked_by(made, wall("2026-12-10 10:00")) == 1
    assert number_asked_by(made, wall("2027-02-11 10:00")) == 3


def test_a_plan_is_looked_at_every_morning_and_when_it_is_to_be_asked_about() -> None:
    plan = Plan(FAMILY)
    assert next_look(plan, wall("2026-12-10 06:59")) == wall("2026-12-10 07:00")
    assert next_look(plan, wall("2026-12-10 07:00")) == wall("2026-12-11 07:00")
    version = PlanVersion(
        PlanVersionId(UUID(int=9)),
        FAMILY,
        1,
        PlanText(),
        wall("2026-11-26 14:00"),
        Recipient(person=PERSON),
        PlanState.ESTABLISHED,
        established_at=wall("2026-11-26 14:00"),
    )
    assert next_look(Plan(FAMILY, version), wall("2026-12-10 07:00")) == wall("2026-12-10 10:00")
    assert next_look(Plan(FAMILY, version), wall("2026-12-10 10:00")) == wall("2026-12-11 07:00")


def test_the_question_about_the_plan_waits_for_the_check_in_of_its_week_and_not_for_the_next() -> None:
    assert after_check_in(FRIDAY, ROUND.closes_at) == FRIDAY + timedelta(days=2)
    assert after_check_in(wall("2026-12-05 10:00"), ROUND.closes_at) == ROUND.closes_at
