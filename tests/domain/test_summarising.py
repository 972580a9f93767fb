"""The summary of a round, by example and recomputed the naive way from raw answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given as on
from hypothesis import strategies as st

from domain.checkins import RANGE, Question, Scale
from domain.people import PersonId, ProfessionalId
from domain.plans import GoalId, StepId
from domain.rounds import Round
from domain.summaries import APART, GoalSummary, Scored, Silence
from domain.summarising import silences, summarise
from tests.domain.check_in_life import (
    BEDTIME,
    FATHER,
    FOOTBALL,
    MEHMET,
    MOTHER,
    SANNE,
    SON,
    Life,
    given,
    numbered,
    sunday,
)


def test_who_answered_who_skipped_and_who_was_silent() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 6}).turn(1, SON, skips=True).turn(1, FATHER)
    life.turn(1, SANNE, {FOOTBALL: 7})
    made = summarise(life.history, numbered(1))
    assert made.asked == (MOTHER, SON, FATHER)
    assert (made.answered, made.skipped) == ((MOTHER,), (SON,))
    assert made.silent == (Silence(FATHER, 1),)


def test_whom_the_question_did_not_reach_is_not_silent() -> None:
    life = Life().turn(1, MOTHER).turn(2, MOTHER, asked=False).turn(3, MOTHER)
    assert summarise(life.history, numbered(2)).silent == ()
    assert summarise(life.history, numbered(2)).unasked == (MOTHER,)
    assert summarise(life.history, numbered(3)).silent == (Silence(MOTHER, 2),)


def test_while_a_round_is_open_nobody_is_silent_yet() -> None:
    life = Life(open={2}).turn(1, MOTHER).turn(2, MOTHER)
    assert summarise(life.history, numbered(2, closed=False)).silent == ()
    assert silences(life.history) == {MOTHER: (numbered(1),)}


def test_only_words_are_an_answer_too() -> None:
    made = summarise(Life().turn(1, MOTHER, words={Question.WELL: "goed"}).history, numbered(1))
    assert made.answered == (MOTHER,)
    assert made.silent == ()


def test_deze_week_niet_ends_the_row_of_silences() -> None:
    life = Life().turn(1, MOTHER).turn(2, MOTHER, skips=True).turn(3, MOTHER)
    assert silences(life.history)[MOTHER] == (numbered(3),)


def test_change_since_last_time_and_since_the_start_on_one_scale() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 4}).turn(2, MOTHER, {FOOTBALL: given(3, 2, Scale.FACES)})
    life.turn(3, MOTHER, {FOOTBALL: 7}).turn(5, MOTHER, {FOOTBALL: 6})
    (goal,) = summarise(life.history, numbered(5)).goals
    (scored,) = goal.scored
    assert (scored.since_last, scored.since_start) == (-1, 2)
    (first,) = summarise(life.history, numbered(2)).goals
    assert (first.scored[0].since_last, first.scored[0].since_start) == (None, None)


def test_a_later_round_says_nothing_in_an_earlier_summary() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 4})
    before = summarise(life.history, numbered(1))
    assert summarise(life.turn(2, MOTHER, {FOOTBALL: 9}).history, numbered(1)) == before


def test_where_people_differ_a_conversation_can_start() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 4, BEDTIME: 6}).turn(1, SANNE, {FOOTBALL: 8, BEDTIME: 8})
    football, bedtime = summarise(life.history, numbered(1)).goals
    assert football.apart is not None
    assert [one.score.value for one in football.apart] == [4, 8]
    assert football.apart[1].holder is None
    assert bedtime.apart is None


def test_a_face_is_never_held_against_a_number() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: given(1, 1, Scale.FACES)}).turn(1, SANNE, {FOOTBALL: 8})
    (goal,) = summarise(life.history, numbered(1)).goals
    assert goal.apart is None


def test_of_two_professionals_the_later_score_counts() -> None:
    late = given(5, 1, at=sunday(1) + timedelta(hours=1))
    life = Life().turn(1, MEHMET, {FOOTBALL: late}).turn(1, SANNE, {FOOTBALL: 9})
    (goal,) = summarise(life.history, numbered(1)).goals
    assert goal.scored == (Scored(None, late),)


def test_strengths_come_first_and_the_remark_last() -> None:
    life = Life().turn(1, MOTHER, words={Question.WORRY: "zorg", Question.WELL: "goed"})
    life.turn(1, SON, words={Question.KEEP_UP: "hulp"}).turn(1, SANNE, words={Question.REMARK: "fijn"})
    said = [one.words.reveal() for one in summarise(life.history, numbered(1)).said]
    assert said == ["goed", "hulp", "zorg", "fijn"]


def test_steps_count_for_the_round_in_which_they_were_taken() -> None:
    life = Life().turn(1, MOTHER, {FOOTBALL: 4}).turn(2, MOTHER, {FOOTBALL: 4})
    early, later, after = (StepId(UUID(int=n)) for n in (71, 72, 73))
    steps = {
        later: sunday(1) + timedelta(seconds=1),
        early: sunday(1),
        after: sunday(2) + timedelta(seconds=1),
    }
    assert [step for step, _ in summarise(life.history, numbered(1), steps=steps).steps] == [early]
    assert [step for step, _ in summarise(life.history, numbered(2), steps=steps).steps] == [later]


_WHO = st.sampled_from((MOTHER, SON, FATHER, SANNE))
_SCORE = st.sampled_from(tuple(Scale)).flatmap(
    lambda scale: st.tuples(st.just(scale), st.sampled_from(RANGE[scale]))
)
_PART = st.fixed_dictionaries(
    {
        "scores": st.dictionaries(st.sampled_from((FOOTBALL, BEDTIME)), _SCORE),
        "asked": st.booleans(),
        "skips": st.booleans(),
    }
)
_PARTS = st.lists(st.dictionaries(_WHO, _PART, max_size=4), min_size=1, max_size=6)
Parts = list[dict[PersonId | ProfessionalId, dict[str, Any]]]


@on(_PARTS)
def test_the_summary_equals_a_naive_recomputation(parts: Parts) -> None:
    life = Life()
    for number, of in enumerate(parts, start=1):
        life.turns[number] = []
        for who, part in of.items():
            scores = {goal: given(value, number, scale) for goal, (scale, value) in part["scores"].items()}
            life.turn(number, who, scores, asked=part["asked"], skips=part["skips"] and not scores)
    for number in range(1, len(parts) + 1):
        made = summarise(life.history, numbered(number))
        assert _counts(parts, number) == (
            set(made.asked),
            set(made.answered),
            set(made.skipped),
            {one.person: one.rounds for one in made.silent},
        )
        assert _goals(parts, number) == {
            (goal.goal, one.holder.person if one.holder else None): (
                one.score.scale,
                one.score.value,
                one.since_last,
                one.since_start,
            )
            for goal in made.goals
            for one in goal.scored
        }
        assert {goal.goal for goal in made.goals if goal.apart} == _apart(parts, number)
        assert all(_ends(goal) for goal in made.goals if goal.apart)


def _counts(parts: Parts, number: int) -> tuple[set[Any], set[Any], set[Any], dict[Any, int]]:
    """By walking back through raw answers, person by person."""
    now = {who: part for who, part in parts[number - 1].items() if who != SANNE}
    spoke = {who for who, part in now.items() if part["scores"] or part["skips"]}
    asked = spoke | {who for who, part in now.items() if part["asked"]}
    answered = {who for who, part in now.items() if part["scores"]}
    silent: dict[Any, int] = {}
    for who in asked - spoke:
        rows = 0
        for of in reversed(parts[:number]):
            part = of.get(who)
            if part is None or not (part["asked"] or part["scores"] or part["skips"]):
                continue
            if part["scores"] or part["skips"]:
                break
            rows += 1
        silent[who] = rows
    return asked, answered, spoke - answered, silent


def _goals(parts: Parts, number: int) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for who, part in parts[number - 1].items():
        for goal, (scale, value) in part["scores"].items():
            before = [
                of[who]["scores"][goal][1]
                for of in parts[: number - 1]
                if who in of and goal in of[who]["scores"] and of[who]["scores"][goal][0] is scale
            ]
            change = (value - before[-1], value - before[0]) if before else (None, None)
            found[goal, None if who == SANNE else who] = (scale, value, *change)
    return found


def _apart(parts: Parts, number: int) -> set[GoalId]:
    pairs = [
        (goal, *one, *other)
        for goal in (FOOTBALL, BEDTIME)
        for first in parts[number - 1].values()
        for second in parts[number - 1].values()
        if (one := first["scores"].get(goal)) and (other := second["scores"].get(goal))
    ]
    return {goal for goal, scale, low, other, high in pairs if scale is other and high - low >= APART[scale]}


def _ends(goal: GoalSummary) -> bool:
    """Whether the two who differ are the lowest and the highest on their scale."""
    assert goal.apart is not None
    low, high = goal.apart
    same = [one.score.value for one in goal.scored if one.score.scale is low.score.scale]
    return (low.score.value, high.score.value) == (min(same), max(same))


def test_summarising_a_round_that_is_not_there_is_empty() -> None:
    strange: Round = numbered(9)
    made = summarise(Life().turn(1, MOTHER, {FOOTBALL: 4}).history, strange)
    assert (made.asked, made.goals, made.said) == ((), (), ())
