"""What the open turns of a task become when it is changed, and from which day turns are made anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NotTheFuture
from domain.linking import Recipient
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.secret import Secret
from domain.series import Every, Series
from domain.task_forms import filled_of, followed, made_of, must_be_ahead, planned_from, with_filled
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId, TurnState

FAMILY = FamilyId(UUID(int=1))
WIL, BRAM, TRUUS, NOOR = (PersonId(UUID(int=n)) for n in range(11, 15))
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
SERIES = Series(MONDAY, time(15), Every.WEEK, times=3)
TASK = Task(
    TaskId(UUID(int=2)),
    FAMILY,
    Secret("koken"),
    SERIES,
    60,
    Recipient(professional=ProfessionalId(UUID(int=3))),
    NOW,
    owner=WIL,
    reserve=BRAM,
    others=frozenset({TRUUS}),
)
STARTS = datetime(2026, 11, 30, 14, tzinfo=UTC)
TURN = TaskTurn(TaskTurnId(UUID(int=4)), TASK.id, FAMILY, MONDAY, STARTS, STARTS + timedelta(hours=1), WIL)
EVERYBODY = frozenset({WIL, BRAM, TRUUS, NOOR})


def _after(turn: TaskTurn = TURN, **changes: Any) -> TaskTurn:
    return followed(TASK, replace(TASK, **changes), turn, EVERYBODY, now=NOW)


def test_nothing_changes_when_nothing_of_it_does() -> None:
    assert _after(words=Secret("anders"), people=frozenset({NOOR})) == TURN


def test_it_has_another_window_or_is_off() -> None:
    moved = _after(series=replace(SERIES, at=time(16)), minutes=30)
    assert (moved.starts_at, moved.ends_at) == (STARTS + timedelta(hours=1), STARTS + timedelta(minutes=90))
    assert _after(series=replace(SERIES, first=date(2026, 12, 1))).state is TurnState.DROPPED
    assert _after(series=SERIES.without(MONDAY)).state is TurnState.DROPPED
    assert _after(ended_at=NOW).state is TurnState.DROPPED
    elsewhere = _after(series=SERIES.with_moved(MONDAY, date(2026, 11, 23), time(9)))
    assert elsewhere.state is TurnState.DROPPED, "it would have begun already"


def test_what_was_put_off_keeps_its_moment() -> None:
    put_off = replace(TURN, slot=None, put_off_from=TaskTurnId(UUID(int=9)))
    assert _after(put_off, series=replace(SERIES, at=time(16))) == put_off


@pytest.mark.parametrize(
    ("holder", "changes", "expected"),
    [
        (WIL, {"owner": NOOR}, NOOR),
        (WIL, {"owner": None}, None),
        (BRAM, {"owner": NOOR}, BRAM),
        (BRAM, {"reserve": None}, WIL),
        (NOOR, {"reserve": None}, NOOR),
        (None, {"owner": NOOR}, NOOR),
        (None, {"reserve": None}, None),
    ],
)
def test_it_goes_to_whose_task_it_is_now(
    holder: PersonId | None, changes: dict[str, Any], expected: PersonId | None
) -> None:
    state = TurnState.OFFERED if holder is None else TurnState.PLANNED
    fresh = _after(replace(TURN, holder=holder, state=state), **changes)
    assert fresh.holder == expected
    assert fresh.state is (TurnState.OFFERED if expected is None else TurnState.PLANNED)


def test_who_is_no_longer_asked_makes_place_for_the_next() -> None:
    asked = replace(TURN, holder=None, state=TurnState.OFFERED, asked=frozenset({BRAM}))
    fresh = _after(asked, reserve=None)
    assert fresh.asked == {TRUUS}
    assert _after(asked, others=frozenset()).asked == {BRAM}


def test_a_form_begins_with_what_the_task_is() -> None:
    filled = filled_of(TASK)
    assert with_filled(replace(TASK, words=Secret("anders"), owner=NOOR), filled) == TASK
    assert made_of(filled, TASK.id, FAMILY, TASK.made_by, NOW) == TASK


def test_something_of_it_must_be_ahead() -> None:
    must_be_ahead(SERIES, datetime(2026, 12, 14, 13, tzinfo=UTC))
    with pytest.raises(NotTheFuture):
        must_be_ahead(SERIES, datetime(2026, 12, 14, 14, tzinfo=UTC))
    with pytest.raises(NotTheFuture):
        must_be_ahead(SERIES.without(date(2026, 12, 14)), datetime(2026, 12, 8, tzinfo=UTC))


@given(st.integers(0, 23), st.integers(0, 23))
def test_turns_are_made_anew_from_the_first_that_has_not_begun(hour: int, at: int) -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC) + timedelta(hours=hour)
    series = Series(date(2026, 11, 2), time(at), Every.DAY, times=100)
    made_from = planned_from(series, now) + timedelta(days=1)
    made = series.between(made_from, date(2026, 12, 20))
    assert made[0].starts_at > now
    assert series.occurrence(made_from - timedelta(days=1)).starts_at <= now


def test_a_rule_keeps_the_exceptions_of_the_one_before_as_far_as_they_fit() -> None:
    before = SERIES.without(date(2026, 12, 7)).with_moved(date(2026, 12, 14), date(2026, 12, 15), time(9))
    assert SERIES.keeping(before) == before
    later = replace(SERIES, at=time(16)).keeping(before)
    assert later.dropped == before.dropped
    assert later.moved == before.moved
    tuesdays = replace(SERIES, first=date(2026, 12, 1)).keeping(before)
    assert (tuesdays.dropped, tuesdays.moved) == (frozenset(), ())
    same_day = SERIES.with_moved(MONDAY, MONDAY, time(9))
    assert replace(SERIES, at=time(16)).keeping(same_day).moved == ()
