"""The numbers of many families at a glance say the same as the history of each."""

from datetime import timedelta
from typing import Any

from hypothesis import given as on
from hypothesis import strategies as st

from domain.bare_turns import BareHistory, bare_lines, counts
from domain.checkins import RANGE, Question, Scale
from domain.histories import lines
from domain.summarising import who_answered
from tests.domain.check_in_life import (
    BEDTIME,
    FAMILY,
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
from tests.support.bare import bare_of

_SCORE = st.sampled_from(tuple(Scale)).flatmap(
    lambda scale: st.tuples(st.just(scale), st.sampled_from(RANGE[scale]))
)
_PART = st.tuples(
    st.sampled_from((MOTHER, SON, FATHER, SANNE, MEHMET)),
    st.dictionaries(st.sampled_from((FOOTBALL, BEDTIME)), _SCORE),
    st.sampled_from(("asked", "unasked", "skips", "says")),
    st.integers(0, 9),
)


@on(st.lists(st.lists(_PART, max_size=5, unique_by=lambda part: part[0]), max_size=5))
def test_lines_and_counts_are_those_of_the_whole_history(rounds: list[list[tuple[Any, ...]]]) -> None:
    life = Life()
    for number, parts in enumerate(rounds, start=1):
        life.turns[number] = []
        for who, scores, how, minutes in parts:
            at = sunday(number) + timedelta(minutes=minutes)
            life.turn(
                number,
                who,
                {goal: given(value, number, scale, at=at) for goal, (scale, value) in scores.items()},
                asked=how == "asked",
                skips=how == "skips",
                words={Question.WELL: "goed"} if how == "says" else None,
            )
    whole = life.history
    bare = bare_of(whole)
    drawn = bare_lines(bare, (FOOTBALL, BEDTIME))
    assert {goal: [(o.person, o.scale, o.points) for o in of] for goal, of in drawn.items()} == {
        goal: [
            (
                line.holder.person if line.holder else None,
                line.scale,
                tuple((point.week, point.score.value) for point in line.points),
            )
            for line in lines(whole)
            if line.goal == goal
        ]
        for goal in (FOOTBALL, BEDTIME)
    }
    for one in whole.rounds:
        assert counts(bare, one) == tuple(map(len, who_answered(whole, one)))


def test_only_the_goals_that_are_shown_have_lines() -> None:
    bare = bare_of(Life().turn(1, MOTHER, {FOOTBALL: 6, BEDTIME: 7}).history)
    (line,) = bare_lines(bare, [BEDTIME])[BEDTIME]
    assert line.points == ((numbered(1).week, 7),)
    assert set(bare_lines(bare, [BEDTIME])) == {BEDTIME}


def test_the_last_round_is_the_newest_that_closed() -> None:
    life = Life(open={3}).turn(1, MOTHER).turn(2, MOTHER).turn(3, MOTHER)
    assert bare_of(life.history).last == numbered(2)
    assert BareHistory(FAMILY).last is None
