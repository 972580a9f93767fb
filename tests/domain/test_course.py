"""The course of a plan as one person may see it, and the moments beside the lines."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from domain.appointments import Appointment, AppointmentId, Kind, Outcome
from domain.checkins import Question
from domain.course import every_goal, joined_on, narrowed, newly_together, remarks_for, shown_lines
from domain.moments import Moment, MomentKind, moments
from domain.people import Flag, FlagKind, PersonId
from domain.plans import GoalEnd, GoalId, GoalStand, Step, StepId
from domain.score_rows import score_rows
from domain.secret import Secret
from tests.domain.check_in_life import (
    BEDTIME,
    BOTH,
    FAMILY,
    FATHER,
    FOOTBALL,
    MADE,
    MOTHER,
    SANNE,
    SON,
    Life,
    a_goal,
    a_plan,
    sunday,
    week,
)

GOALS = (a_goal(FOOTBALL, MOTHER, SON), a_goal(BEDTIME, MOTHER))
NOBODY: frozenset[PersonId] = frozenset()
SINCE_THE_BEGINNING = {FOOTBALL: week(1), BEDTIME: week(1)}


def _scored() -> Life:
    life = Life().turn(1, MOTHER, {FOOTBALL: 4, BEDTIME: 5}).turn(1, SON, {FOOTBALL: 7})
    return life.turn(1, SANNE, {FOOTBALL: 6}).turn(1, FATHER, {FOOTBALL: 9})


def _whose(person: PersonId, sharing: frozenset[PersonId]) -> set[PersonId | None]:
    shown = shown_lines(_scored().history, person, GOALS, sharing, SINCE_THE_BEGINNING)
    return {line.holder.person if line.holder else None for line in shown if line.goal == FOOTBALL}


def test_the_line_of_another_is_shown_only_when_everybody_agreed() -> None:
    assert _whose(SON, NOBODY) == {SON, None}
    assert _whose(SON, frozenset({MOTHER})) == {SON, None}
    assert _whose(SON, frozenset({SON})) == {SON, None}
    assert _whose(SON, frozenset({MOTHER, SON})) == {SON, MOTHER, None}


def test_what_others_gave_before_somebody_joined_is_not_shown_to_them() -> None:
    life = _scored().turn(2, MOTHER, {FOOTBALL: 5}).turn(2, SON, {FOOTBALL: 8}).turn(2, SANNE, {FOOTBALL: 7})
    both = frozenset({MOTHER, SON})
    shown = shown_lines(life.history, SON, GOALS, both, {FOOTBALL: week(2)})
    weeks = {line.holder.person if line.holder else None: [p.week for p in line.points] for line in shown}
    assert weeks == {MOTHER: [week(2)], SON: [week(1), week(2)], None: [week(2)]}


def test_somebody_joins_a_goal_in_the_week_in_which_that_was_established() -> None:
    alone = a_plan(a_goal(FOOTBALL, MOTHER)).established
    assert alone is not None
    later = replace(BOTH.established, established_at=MADE + timedelta(weeks=3)) if BOTH.established else None
    assert later is not None
    joined = joined_on((later, alone), SON)
    assert joined[FOOTBALL] == joined_on((alone,), MOTHER)[FOOTBALL] + timedelta(weeks=3)
    assert joined_on((replace(alone, established_at=None),), MOTHER) == {}


def test_all_of_a_goal_are_asked_anew_when_somebody_joins_it() -> None:
    alone, both = (
        a_plan(a_goal(FOOTBALL, MOTHER)).established,
        a_plan(a_goal(FOOTBALL, MOTHER, SON)).established,
    )
    assert alone is not None
    assert both is not None
    assert newly_together(alone.text, both.text) == {MOTHER, SON}
    assert newly_together(both.text, alone.text) == NOBODY
    assert newly_together(both.text, both.text) == NOBODY
    assert newly_together(None, both.text) == NOBODY


def test_the_line_of_who_no_longer_works_on_the_goal_stays_their_own() -> None:
    assert FATHER not in _whose(SON, frozenset({MOTHER, SON, FATHER}))


def test_lines_of_goals_that_one_does_not_see_are_not_there() -> None:
    assert shown_lines(_scored().history, SON, (), frozenset({MOTHER, SON}), SINCE_THE_BEGINNING) == ()


def test_a_plan_is_narrowed_to_what_somebody_may_see() -> None:
    mine, other = StepId(UUID(int=71)), StepId(UUID(int=72))
    football = replace(GOALS[0], steps=(Step(mine, Secret("bellen")),))
    stands = (GoalStand(FOOTBALL, FAMILY, MADE), GoalStand(BEDTIME, FAMILY, MADE, helped=Secret("rust")))
    plan = replace(
        a_plan(football, GOALS[1]), open=BOTH.established, stands=stands, done_steps={mine: MADE, other: MADE}
    )
    seen = narrowed(plan, SON, (), (football,))
    assert seen is not None
    assert seen.established is not None
    assert (seen.open, set(seen.done_steps), [stand.goal for stand in seen.stands]) == (
        None,
        {mine},
        [FOOTBALL],
    )
    assert [goal.id for goal in seen.established.text.goals] == [FOOTBALL]
    assert narrowed(plan, FATHER, (), ()) is None


def test_a_remark_is_read_by_who_may_see_the_family_as_a_whole() -> None:
    history = Life().turn(1, SANNE, words={Question.REMARK: "knap"}).turn(1, MOTHER).history
    assert BOTH.established is not None
    versions = (BOTH.established,)
    assert [(one.week, said.reveal()) for one, said in remarks_for(history, BOTH, versions, SON, ())] == [
        (week(1), "knap")
    ]
    assert remarks_for(history, BOTH, versions, FATHER, ()) == ()
    apart = Flag(UUID(int=80), FAMILY, FlagKind.NO_CONTACT, MOTHER, SON, MADE)
    assert remarks_for(history, BOTH, versions, SON, (apart,)) == ()


def test_a_remark_stays_with_those_who_read_the_plan_in_that_round() -> None:
    history = Life().turn(1, SANNE, words={Question.REMARK: "knap"}).turn(1, MOTHER).history
    assert BOTH.established is not None
    apart = (Flag(UUID(int=80), FAMILY, FlagKind.NO_CONTACT, MOTHER, SON, MADE),)
    text = replace(BOTH.established.text, people=frozenset({MOTHER, FATHER}))
    later = replace(BOTH.established, number=2, text=text, established_at=sunday(2))
    now, versions = replace(BOTH, established=later), (later, BOTH.established)
    assert len(remarks_for(history, now, versions, MOTHER, ())) == 1
    assert remarks_for(history, now, versions, MOTHER, apart) == ()
    assert remarks_for(history, now, versions, FATHER, ()) == ()


def test_every_goal_that_ever_stood_in_the_plan_as_it_was_last_written() -> None:
    assert BOTH.established is not None
    text = replace(BOTH.established.text, goals=(replace(GOALS[0], nickname="nieuw"),))
    now = replace(BOTH, established=replace(BOTH.established, text=text))
    assert [goal.nickname for goal in every_goal(now, (BOTH.established,))] == ["nieuw", f"doel{BEDTIME.int}"]
    proposed = replace(BOTH.established, established_at=None)
    assert [goal.id for goal in every_goal(now, (proposed,))] == [FOOTBALL]


def _met(outcome: Outcome | None, number: int) -> Appointment:
    at = sunday(number) - timedelta(hours=8)
    which = AppointmentId(UUID(int=number))
    return Appointment(which, FAMILY, Kind.OFFICE, at, 60, False, SANNE, at, at, (), outcome=outcome)


def test_moments_are_what_really_happened_earliest_first() -> None:
    assert BOTH.established is not None
    ended = GoalStand(BEDTIME, FAMILY, MADE, ended_at=sunday(2), end=GoalEnd.REACHED)
    dropped = GoalStand(FOOTBALL, FAMILY, MADE, ended_at=sunday(3), end=GoalEnd.STOPPED)
    met = (_met(Outcome.HELD, 1), _met(Outcome.NOT_HELD, 2), _met(None, 3))
    proposed = replace(BOTH.established, established_at=None)
    still = GoalStand(GoalId(UUID(int=99)), FAMILY, MADE)
    assert moments((BOTH.established, proposed), met, (ended, dropped, still)) == (
        Moment(date(2026, 11, 26), MomentKind.PLAN_ESTABLISHED),
        Moment(date(2026, 12, 6), MomentKind.MEETING),
        Moment(date(2026, 12, 13), MomentKind.GOAL_REACHED, BEDTIME),
        Moment(date(2026, 12, 20), MomentKind.GOAL_STOPPED, FOOTBALL),
    )


def test_every_score_is_one_row_by_round() -> None:
    rows = score_rows(_scored().turn(2, MOTHER, {BEDTIME: 9}).history)
    assert [(row.number, row.goal, row.score.value) for row in rows] == [
        (1, FOOTBALL, 4),
        (1, FOOTBALL, 7),
        (1, FOOTBALL, 6),
        (1, FOOTBALL, 9),
        (1, BEDTIME, 5),
        (2, BEDTIME, 9),
    ]
