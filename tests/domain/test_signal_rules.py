"""Each rule for signals: when it speaks, when it does not, and that what it finds again is the same."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as on
from hypothesis import strategies as st

from domain.checkins import Question, Scale
from domain.people import Flag, FlagKind
from domain.plan_copies import PlanCopy, Proposal, ProposalId
from domain.plan_questions import Fits, PlanQuestion, PlanQuestionId
from domain.plans import GoalEnd, GoalStand, Plan, PlanVersionId, Step, StepId
from domain.secret import Secret
from domain.signal_facts import Facts
from domain.signal_rules import findings
from domain.signals import Finding, SignalRule
from tests.domain.check_in_life import (
    BEDTIME,
    BOTH,
    FAMILY,
    FATHER,
    FOOTBALL,
    MADE,
    MEHMET,
    MOTHER,
    SANNE,
    SON,
    Life,
    a_goal,
    a_plan,
    given,
    sunday,
    week,
)

STEP = StepId(UUID(int=71))
ESTABLISHED = PlanVersionId(UUID(int=50))


def found(
    rule: SignalRule,
    life: Life | None = None,
    *,
    plan: Plan = BOTH,
    now: datetime | None = None,
    **more: Any,
) -> list[Finding]:
    """What this rule finds, a moment after the last round of this life."""
    history = (life or Life()).history
    last = max((one.closes_at for one in history.rounds), default=MADE)
    facts = replace(Facts(plan=plan, now=now or last, history=history), **more)
    return [finding for finding in findings(facts) if finding.rule is rule]


@pytest.mark.parametrize(
    ("before", "after", "scale", "down"),
    [
        (6, 4, Scale.NUMBERS, 2),
        (9, 2, Scale.NUMBERS, 7),
        (6, 5, Scale.NUMBERS, 0),
        (4, 6, Scale.NUMBERS, 0),
        (4, 3, Scale.FACES, 1),
        (3, 3, Scale.FACES, 0),
    ],
)
def test_a_score_that_fell(before: int, after: int, scale: Scale, down: int) -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: given(before, 1, scale)})
    life.turn(2, MOTHER, {FOOTBALL: given(after, 2, scale)})
    fallen = found(SignalRule.FELL, life)
    assert [(one.person, one.goal, one.count) for one in fallen] == (
        [(MOTHER, FOOTBALL, down)] if down else []
    )


def test_a_fall_is_of_one_round_and_passes_when_the_next_score_is_there() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 8}).turn(2, MOTHER, {FOOTBALL: 4})
    (second,) = found(SignalRule.FELL, life)
    (third,) = found(SignalRule.FELL, life.turn(3, MOTHER, {FOOTBALL: 1}))
    assert second.key != third.key
    assert found(SignalRule.FELL, life.turn(4, MOTHER, {FOOTBALL: 1})) == []


def test_no_fall_in_an_open_round_nor_from_one_scale_to_the_other_nor_of_a_professional() -> None:
    life = Life(open={2}).turn(1, MOTHER, {FOOTBALL: 8}).turn(2, MOTHER, {FOOTBALL: 1})
    assert found(SignalRule.FELL, life) == []
    life = Life().turn(1, MOTHER, {FOOTBALL: 8}).turn(2, MOTHER, {FOOTBALL: 4})
    assert found(SignalRule.FELL, life.turn(3, MOTHER, {FOOTBALL: given(2, 3, Scale.FACES)})) == []
    life = Life().turn(1, SANNE, {FOOTBALL: 8}).turn(2, SANNE, {FOOTBALL: 1})
    assert found(SignalRule.FELL, life) == []


def test_no_fall_of_a_goal_that_ended() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 8}).turn(2, MOTHER, {FOOTBALL: 4})
    ended = GoalStand(FOOTBALL, FAMILY, MADE, ended_at=sunday(2), end=GoalEnd.STOPPED)
    assert found(SignalRule.FELL, life, plan=replace(BOTH, stands=(ended,))) == []


def test_two_rounds_missed_and_a_third_is_the_same_signal_with_another_count() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 5}).turn(2, MOTHER)
    assert found(SignalRule.MISSED, life) == []
    (two,) = found(SignalRule.MISSED, life.turn(3, MOTHER))
    (three,) = found(SignalRule.MISSED, life.turn(4, MOTHER))
    assert (two.person, two.count, two.since) == (MOTHER, 2, date(2026, 12, 20))
    assert three == replace(two, count=3)


def test_who_paused_or_has_no_goal_any_more_misses_nothing() -> None:
    life = Life().turn(1, MOTHER).turn(2, MOTHER)
    assert found(SignalRule.MISSED, life)
    assert found(SignalRule.MISSED, life, paused=frozenset({MOTHER})) == []
    flag = Flag(UUID(int=80), FAMILY, FlagKind.PAUSED, MOTHER, None, MADE)
    assert found(SignalRule.MISSED, life, flags=(flag,)) == []
    assert found(SignalRule.MISSED, life, plan=a_plan(a_goal(FOOTBALL, SON))) == []


def test_ten_weeks_in_which_nobody_did_anything() -> None:
    ten = timedelta(weeks=10)
    assert found(SignalRule.SILENT, now=MADE + ten - timedelta(seconds=1)) == []
    (silent,) = found(SignalRule.SILENT, now=MADE + ten)
    assert silent.count == 10
    (later,) = found(SignalRule.SILENT, now=MADE + ten + timedelta(weeks=2))
    assert later == replace(silent, count=12)
    life = Life().turn(1, MOTHER, words={Question.WELL: "goed"})
    assert found(SignalRule.SILENT, life, now=MADE + ten) == []
    assert found(SignalRule.SILENT, life, now=sunday(1) + ten)


def test_a_goal_reached_twice_in_a_row_by_everybody_who_scored_it() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 8}).turn(1, SON, {FOOTBALL: given(5, 1, Scale.FACES)})
    assert found(SignalRule.REACHED, life) == []
    life.turn(2, MOTHER, {FOOTBALL: 9}).turn(2, SON, {FOOTBALL: given(5, 2, Scale.FACES)})
    (reached,) = found(SignalRule.REACHED, life)
    assert (reached.goal, reached.count, reached.since) == (FOOTBALL, 2, date(2026, 12, 13))
    life.turn(3, MOTHER, {FOOTBALL: 8}).turn(3, SON, {FOOTBALL: given(5, 3, Scale.FACES)})
    (still,) = found(SignalRule.REACHED, life)
    assert still == replace(reached, count=3)
    assert found(SignalRule.REACHED, life.turn(4, SON, {FOOTBALL: 7})) == []


def test_what_is_reached_is_counted_by_person_and_not_by_round() -> None:
    with_father = a_plan(a_goal(FOOTBALL, MOTHER, FATHER))
    life = Life().turn(1, MOTHER, {FOOTBALL: 3}).turn(2, MOTHER, {FOOTBALL: 5})
    life.turn(3, FATHER, {FOOTBALL: 9}).turn(4, FATHER).turn(5, MOTHER)
    life.turn(6, MOTHER, {FOOTBALL: given(5, 6, Scale.FACES)})
    assert found(SignalRule.REACHED, life, plan=with_father) == []
    assert found(SignalRule.ALL_GOOD, life, plan=with_father) == []
    one_each = Life().turn(1, MOTHER, {FOOTBALL: 9}).turn(2, FATHER, {FOOTBALL: 9})
    assert found(SignalRule.REACHED, one_each, plan=with_father) == []
    life.turn(7, MOTHER, {FOOTBALL: 8})
    (reached,) = found(SignalRule.REACHED, life, plan=with_father)
    assert (reached.count, reached.key) == (2, f"reached:{FOOTBALL.hex}:{week(6)}")


def test_two_good_rounds_with_one_between_them_in_which_nobody_scored_are_not_in_a_row() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 9}).turn(2, MOTHER).turn(3, MOTHER, {FOOTBALL: 9})
    assert found(SignalRule.REACHED, life) == []
    assert found(SignalRule.REACHED, life.turn(4, MOTHER, {FOOTBALL: 9}))
    assert found(SignalRule.REACHED, life.turn(5, MOTHER)), "nobody has said anything else since"


def test_the_gezinsmanager_alone_reaches_nothing_and_counts_along_like_everybody_who_scores() -> None:
    alone = Life().turn(1, SANNE, {FOOTBALL: 9}).turn(2, SANNE, {FOOTBALL: 9})
    assert found(SignalRule.REACHED, alone) == []
    life = Life().turn(1, MOTHER, {FOOTBALL: 9}).turn(2, MOTHER, {FOOTBALL: 9}).turn(2, SANNE, {FOOTBALL: 9})
    assert found(SignalRule.REACHED, life) == []
    assert found(SignalRule.REACHED, life.turn(1, MEHMET, {FOOTBALL: 8})), (
        "their line goes on with a colleague"
    )
    assert found(SignalRule.REACHED, life.turn(1, SANNE, {FOOTBALL: 7})) == []


def test_who_does_not_work_on_the_goal_any_more_holds_nothing_up() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 9}).turn(1, SON, {FOOTBALL: 2}).turn(2, MOTHER, {FOOTBALL: 9})
    assert found(SignalRule.REACHED, life) == []
    assert found(SignalRule.REACHED, life, plan=a_plan(a_goal(FOOTBALL, MOTHER)))


@on(
    st.lists(
        st.dictionaries(st.sampled_from((MOTHER, SON, SANNE)), st.sampled_from((7, 8, 9, None))),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from((None, None, 1, 2, 3)),
)
def test_reached_is_what_one_counts_by_hand(rounds: list[dict[Any, int | None]], kept: int | None) -> None:
    """Person by person: between the last two neighbours of which the later is the last that the family scored."""
    life = Life()
    for number, given_by in enumerate(rounds, start=1):
        life.turns[number] = []
        for who, value in given_by.items():
            life.turn(number, who, {} if value is None else {FOOTBALL: value})
    told = [{who: value for who, value in one.items() if value is not None} for one in rounds]
    old = kept or 0
    last = max((n for n, one in enumerate(told, start=1) if n > old and set(one) - {SANNE}), default=0)
    by_hand = False
    if last - 1 > old:
        before, after = told[last - 2], told[last - 1]
        scored_it = set(before) | set(after)
        by_hand = all(before.get(who, 0) >= 8 and after.get(who, 0) >= 8 for who in scored_it)
    stands = () if kept is None else (GoalStand(FOOTBALL, FAMILY, MADE, kept_at=sunday(kept)),)
    plan = replace(a_plan(a_goal(FOOTBALL, MOTHER, SON)), stands=stands)
    assert bool(found(SignalRule.REACHED, life, plan=plan)) is by_hand
    assert bool(found(SignalRule.ALL_GOOD, life, plan=plan)) is by_hand


def test_a_goal_that_was_kept_begins_anew() -> None:
    life = Life().turn(1, MOTHER, {BEDTIME: 8}).turn(2, MOTHER, {BEDTIME: 8})
    kept = replace(BOTH, stands=(GoalStand(BEDTIME, FAMILY, MADE, kept_at=sunday(2)),))
    assert found(SignalRule.REACHED, life, plan=kept) == []
    assert found(SignalRule.REACHED, life.turn(3, MOTHER, {BEDTIME: 8}), plan=kept) == []
    (again,) = found(SignalRule.REACHED, life.turn(4, MOTHER, {BEDTIME: 8}), plan=kept)
    assert (again.count, again.key) == (2, f"reached:{BEDTIME.hex}:{week(3)}")


def test_all_goals_good_enough() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 8, BEDTIME: 8}).turn(2, MOTHER, {FOOTBALL: 8, BEDTIME: 7})
    assert found(SignalRule.ALL_GOOD, life) == []
    life = Life().turn(1, MOTHER, {FOOTBALL: 8, BEDTIME: 8}).turn(2, MOTHER, {FOOTBALL: 8, BEDTIME: 9})
    (good,) = found(SignalRule.ALL_GOOD, life)
    assert good.count == 2
    assert found(SignalRule.ALL_GOOD, Life(), plan=a_plan()) == []


def test_all_goals_reached_and_closed() -> None:
    ended = tuple(
        GoalStand(goal, FAMILY, MADE, ended_at=sunday(1), end=end)
        for goal, end in ((FOOTBALL, GoalEnd.REACHED), (BEDTIME, GoalEnd.STOPPED))
    )
    assert found(SignalRule.ALL_GOOD, plan=replace(BOTH, stands=ended))
    stopped = tuple(replace(stand, end=GoalEnd.STOPPED) for stand in ended)
    assert found(SignalRule.ALL_GOOD, plan=replace(BOTH, stands=stopped)) == []


def test_a_step_past_its_date() -> None:
    goal = replace(a_goal(FOOTBALL, MOTHER), steps=(Step(STEP, Secret("bellen"), until=date(2026, 12, 10)),))
    plan = a_plan(goal)
    assert found(SignalRule.STEP_LATE, plan=plan, now=datetime.fromisoformat("2026-12-10T22:00+00:00")) == []
    after = datetime.fromisoformat("2026-12-10T23:00+00:00")
    (late,) = found(SignalRule.STEP_LATE, plan=plan, now=after)
    assert (late.step, late.goal, late.since) == (STEP, FOOTBALL, date(2026, 12, 11))
    assert found(SignalRule.STEP_LATE, plan=replace(plan, done_steps={STEP: MADE}), now=after) == []


def test_the_day_of_the_evaluation() -> None:
    plan = a_plan(a_goal(FOOTBALL, MOTHER), evaluate_on=date(2026, 12, 10))
    assert found(SignalRule.EVALUATION, plan=plan, now=datetime.fromisoformat("2026-12-09T22:00+00:00")) == []
    assert found(SignalRule.EVALUATION, plan=plan, now=datetime.fromisoformat("2026-12-09T23:00+00:00"))


def test_a_version_that_was_given_and_not_read_for_a_week() -> None:
    copy = PlanCopy(ESTABLISHED, MOTHER, delivered_at=MADE)
    later = MADE + timedelta(days=7)
    assert found(SignalRule.UNREAD, copies=(copy,), now=later - timedelta(seconds=1)) == []
    (unread,) = found(SignalRule.UNREAD, copies=(copy,), now=later)
    assert (unread.person, unread.since) == (MOTHER, date(2026, 12, 3))
    marks: tuple[dict[str, Any], ...] = ({"read_at": later}, {"discussed_at": later}, {"agreed_at": later})
    for known in marks:
        assert found(SignalRule.UNREAD, copies=(replace(copy, **known),), now=later) == []
    assert found(SignalRule.UNREAD, copies=(replace(copy, delivered_at=None),), now=later) == []


def test_of_two_versions_only_the_newest_that_somebody_was_given_counts() -> None:
    assert BOTH.established is not None
    newer = replace(BOTH.established, id=PlanVersionId(UUID(int=51)), number=2)
    old = PlanCopy(ESTABLISHED, MOTHER, delivered_at=MADE)
    plan, later = replace(BOTH, open=newer), MADE + timedelta(days=8)
    copies = (old, PlanCopy(newer.id, MOTHER, delivered_at=MADE, read_at=MADE))
    assert found(SignalRule.UNREAD, plan=plan, copies=copies, now=later) == []
    copies = (old, PlanCopy(newer.id, MOTHER))
    assert len(found(SignalRule.UNREAD, plan=plan, copies=copies, now=later)) == 1


@pytest.mark.parametrize("said", list(Fits))
def test_a_plan_that_does_not_quite_fit(said: Fits) -> None:
    asked = PlanQuestion(
        PlanQuestionId(UUID(int=90)), FAMILY, ESTABLISHED, MOTHER, 1, MADE, answer=said, answered_at=MADE
    )
    assert bool(found(SignalRule.NOT_FITTING, questions=(asked,))) is (said is not Fits.FITS)
    of_before = replace(asked, version=PlanVersionId(UUID(int=49)))
    assert found(SignalRule.NOT_FITTING, questions=(of_before,)) == []
    fits_now = replace(asked, id=PlanQuestionId(UUID(int=91)), number=2, answer=Fits.FITS)
    assert found(SignalRule.NOT_FITTING, questions=(fits_now, asked)) == []


def test_an_open_proposal() -> None:
    proposal = Proposal(ProposalId(UUID(int=95)), FAMILY, SON, Secret("later naar bed"), MADE, goal=BEDTIME)
    (waits,) = found(SignalRule.PROPOSED, proposals=(proposal,))
    assert (waits.person, waits.goal) == (SON, BEDTIME)
    settled = replace(proposal, settled_at=MADE, taken=False)
    assert found(SignalRule.PROPOSED, proposals=(settled,)) == []


def test_two_people_on_one_goal_who_may_have_no_contact() -> None:
    flag = Flag(UUID(int=80), FAMILY, FlagKind.NO_CONTACT, MOTHER, SON, MADE)
    (apart,) = found(SignalRule.KEPT_APART, flags=(flag,))
    assert (apart.goal, apart.person) == (FOOTBALL, None)
    assert found(SignalRule.KEPT_APART, flags=(replace(flag, ended=MADE),)) == []
    assert found(SignalRule.KEPT_APART, flags=(replace(flag, kind=FlagKind.SHARED_PHONE, other=None),)) == []


def test_a_new_plan_has_no_signals() -> None:
    assert findings(Facts(plan=BOTH, now=MADE, history=Life().history)) == ()
