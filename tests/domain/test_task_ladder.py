"""The ladder of a turn: each step at its moment, in waking hours, and an end to all of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import local
from domain.linking import Recipient
from domain.people import FamilyId, PersonId, ProfessionalId
from domain.secret import Secret
from domain.series import Series
from domain.task_ladder import TASK_LADDER, WAKING, Rung, after_waking, next_due, next_look, remind_at, rested
from domain.tasks import Task, TaskId, TaskTurn, TaskTurnId, TurnState

WIL, BUUR, FATIMA = (PersonId(UUID(int=n)) for n in range(1, 4))
FAMILY = FamilyId(UUID(int=9))


def wall(text: str) -> datetime:
    """The instant at which clocks in Amsterdam show it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)


TASK = Task(
    id=TaskId(UUID(int=5)),
    family=FAMILY,
    words=Secret("Ophalen"),
    series=Series(date(2026, 11, 30), time(15)),
    minutes=60,
    made_by=Recipient(professional=ProfessionalId(UUID(int=8))),
    made_at=wall("2026-11-20 09:00"),
    owner=WIL,
    reserve=BUUR,
    contact=FATIMA,
)
ALONE = replace(TASK, contact=None)
instants = st.integers(0, 700 * 24 * 60).map(
    lambda passed: wall("2026-01-01 00:00") + timedelta(minutes=passed)
)


def turn(at: str = "2026-11-30 15:00", **more: object) -> TaskTurn:
    """A turn of an hour that Wil has."""
    begins = wall(at)
    made = TaskTurn(TaskTurnId(UUID(int=6)), TASK.id, FAMILY, None, begins, begins + timedelta(hours=1), WIL)
    return replace(made, **more)  # type: ignore[arg-type]  # a test names the fields


def offered(at: str = "2026-11-30 15:00", **more: object) -> TaskTurn:
    """The same, open to the neighbour."""
    opened = turn(at, state=TurnState.OFFERED, holder=None, asked=frozenset({BUUR}), refused=frozenset({WIL}))
    return replace(opened, **more)  # type: ignore[arg-type]  # a test names the fields


def due(task: Task, one: TaskTurn, now: str, *, day_before: bool = True) -> tuple[Rung, datetime]:
    """The next step and its moment."""
    found = next_due(task, one, day_before=day_before, now=wall(now))
    assert found is not None
    return found.step.rung, found.at


@pytest.mark.parametrize(
    ("begins", "day_before", "expected"),
    [
        ("2026-11-30 15:00", True, "2026-11-29 17:00"),
        ("2026-11-30 15:00", False, "2026-11-30 09:00"),
        ("2026-11-30 10:00", False, "2026-11-30 09:00"),
        ("2026-11-30 09:59", False, "2026-11-29 17:00"),
        ("2026-11-30 00:30", False, "2026-11-29 17:00"),
        ("2026-10-25 15:00", True, "2026-10-24 17:00"),
        ("2027-03-28 15:00", False, "2027-03-28 09:00"),
    ],
)
def test_a_reminder_comes_the_evening_before_or_that_morning(
    begins: str, day_before: bool, expected: str
) -> None:
    assert remind_at(wall(begins), day_before=day_before) == wall(expected)


def test_the_steps_of_who_does_not_answer() -> None:
    one = turn()
    assert due(TASK, one, "2026-11-25 09:00") == (Rung.REMIND, wall("2026-11-29 17:00"))
    reminded = replace(one, reminded_at=wall("2026-11-29 17:00"), rung=int(Rung.REMIND))
    assert due(TASK, reminded, "2026-11-30 09:00") == (Rung.ASK, wall("2026-11-30 16:30"))
    asked = replace(reminded, rung=int(Rung.REMIND | Rung.ASK))
    assert due(TASK, asked, "2026-11-30 16:30") == (Rung.CONTACT, wall("2026-11-30 18:30"))
    told = replace(asked, rung=asked.rung | int(Rung.CONTACT))
    assert due(TASK, told, "2026-11-30 18:30") == (Rung.LIST, wall("2026-12-01 10:00"))
    assert due(ALONE, asked, "2026-11-30 16:30") == (Rung.LIST, wall("2026-12-01 10:00"))


def test_who_is_the_contact_as_well_is_not_told_of_themselves() -> None:
    asked = turn(holder=FATIMA, reminded_at=wall("2026-11-29 17:00"), rung=int(Rung.ASK))
    assert due(TASK, asked, "2026-11-30 16:30")[0] is Rung.LIST


@pytest.mark.parametrize(
    ("begins", "asks", "contact", "lists"),
    [
        ("2026-11-30 18:31", "2026-12-01 09:00", "2026-12-01 11:00", "2026-12-02 10:00"),
        ("2026-11-30 17:00", "2026-11-30 18:30", "2026-12-01 09:30", "2026-12-02 10:00"),
        ("2026-12-04 12:00", "2026-12-04 13:30", "2026-12-04 15:30", "2026-12-07 10:00"),
        ("2026-12-24 12:00", "2026-12-24 13:30", "2026-12-24 15:30", "2026-12-28 10:00"),
    ],
)
def test_nobody_is_asked_outside_waking_hours_and_the_list_waits_for_a_working_day(
    begins: str, asks: str, contact: str, lists: str
) -> None:
    one, rung = turn(begins, reminded_at=wall("2026-11-20 17:00")), Rung.REMIND
    moments = []
    for step in (Rung.ASK, Rung.CONTACT, Rung.LIST):
        found = due(TASK, replace(one, rung=int(rung)), begins)
        assert found[0] is step
        moments.append(found[1])
        rung |= step
    assert moments == [wall(asks), wall(contact), wall(lists)]


def test_what_nobody_has_goes_from_group_to_contact_to_list_to_its_end() -> None:
    assert due(TASK, offered(), "2026-11-25 10:00") == (Rung.OFFER, wall("2026-11-25 13:00"))
    assert due(TASK, offered(), "2026-11-25 18:00") == (Rung.OFFER, wall("2026-11-26 10:00"))
    assert due(TASK, offered(), "2026-11-30 13:00") == (Rung.OFFER, wall("2026-11-30 14:00"))
    silent = offered(rung=int(Rung.OFFER))
    assert due(TASK, silent, "2026-11-25 13:00") == (Rung.NOBODY, wall("2026-11-29 15:00"))
    assert due(ALONE, silent, "2026-11-25 13:00") == (Rung.NOBODY_LIST, wall("2026-11-29 15:00"))
    refused = replace(silent, asked=frozenset())
    assert due(TASK, refused, "2026-11-25 13:00") == (Rung.NOBODY, wall("2026-11-25 13:00"))
    told = replace(refused, rung=int(Rung.OFFER | Rung.NOBODY))
    assert due(TASK, told, "2026-11-25 13:00") == (Rung.NOBODY_LIST, wall("2026-11-25 16:00"))
    assert due(TASK, told, "2026-11-30 09:00") == (Rung.NOBODY_LIST, wall("2026-11-30 11:00"))
    listed = replace(told, rung=told.rung | int(Rung.NOBODY_LIST))
    assert due(TASK, listed, "2026-11-30 11:00") == (Rung.END, wall("2026-11-30 16:00"))
    assert due(ALONE, replace(refused, rung=int(Rung.OFFER | Rung.NOBODY_LIST)), "2026-11-30 11:00") == (
        Rung.END,
        wall("2026-11-30 16:00"),
    )


def test_a_moment_that_was_set_stays_and_a_turn_that_nobody_has_waits_for_its_week() -> None:
    set_before = offered(look_at=wall("2026-11-25 13:00"))
    assert due(TASK, set_before, "2026-11-25 12:00") == (Rung.OFFER, wall("2026-11-25 13:00"))
    nobodys = offered("2026-12-21 15:00", asked=frozenset(), refused=frozenset())
    assert due(TASK, nobodys, "2026-11-25 12:00") == (Rung.OFFER, wall("2026-12-14 15:00"))
    assert due(TASK, nobodys, "2026-12-20 12:00") == (Rung.OFFER, wall("2026-12-20 12:00"))


def test_help_comes_on_the_list_after_three_waking_hours_or_when_it_is_over() -> None:
    asks = turn(reminded_at=wall("2026-11-29 17:00"), help_at=wall("2026-11-30 10:00"))
    assert due(TASK, asks, "2026-11-30 10:00") == (Rung.HELP_LIST, wall("2026-11-30 13:00"))
    late = replace(asks, help_at=wall("2026-11-30 14:30"))
    assert due(TASK, late, "2026-11-30 14:30") == (Rung.HELP_LIST, wall("2026-11-30 16:00"))
    assert due(ALONE, asks, "2026-11-30 10:00") == (Rung.HELP_LIST, wall("2026-11-30 10:00"))
    listed = replace(asks, rung=int(Rung.HELP_LIST))
    assert due(TASK, listed, "2026-11-30 13:00") == (Rung.ASK, wall("2026-11-30 16:30"))


def test_who_sees_to_it_is_not_told_again_and_it_still_ends() -> None:
    asked = turn(reminded_at=wall("2026-11-29 17:00"), rung=int(Rung.ASK | Rung.SEEN_TO))
    assert due(TASK, asked, "2026-11-30 17:00") == (Rung.LIST, wall("2026-12-01 10:00"))


def test_after_a_standstill_the_next_step_waits_as_long_as_ever() -> None:
    now = wall("2026-12-03 12:00")
    asked = turn(rung=int(Rung.REMIND | Rung.ASK))
    step = next_due(TASK, asked, day_before=True, now=now)
    assert step is not None
    assert rested(asked, step, now=now) == wall("2026-12-03 14:00")
    told = replace(asked, rung=asked.rung | int(Rung.CONTACT))
    last = next_due(TASK, told, day_before=True, now=now)
    assert last is not None
    assert rested(told, last, now=now) == wall("2026-12-04 10:00")


def test_what_ended_is_left_alone() -> None:
    for state in set(TurnState) - {TurnState.PLANNED, TurnState.OFFERED}:
        assert next_look(TASK, turn(state=state), day_before=True, now=wall("2026-11-30 15:00")) is None


@given(instants, st.integers(0, 60))
def test_waking_time_never_ends_in_the_night_and_grows_with_the_span(start: datetime, hours: int) -> None:
    ends = after_waking(start, timedelta(hours=hours))
    assert ends >= start
    assert time(9) <= local(ends).time() <= time(20)
    assert after_waking(start, timedelta(hours=hours + 1)) - ends >= timedelta(hours=1)
    if not WAKING.covers(start) and not hours:
        assert ends == start


@given(
    instants,
    st.integers(-200, 200),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_each_turn_comes_to_its_end_in_a_few_steps(
    begins: datetime, hours: int, is_held: bool, has_contact: bool, day_before: bool
) -> None:
    """Climbing on from any moment, each step is taken once at most, none before its time, and the last one ends it."""
    task, now = TASK if has_contact else ALONE, begins + timedelta(hours=hours)
    one = replace(turn() if is_held else offered(), starts_at=begins, ends_at=begins + timedelta(minutes=45))
    taken: list[Rung] = []
    while not taken or taken[-1] not in (Rung.LIST, Rung.END):
        found = next_due(task, one, day_before=day_before, now=now)
        assert found is not None
        now = max(now, found.at)
        found = next_due(task, replace(one, look_at=found.at), day_before=day_before, now=now)
        assert found is not None
        assert found.step.rung not in taken
        assert has_contact or not found.step.contact
        taken.append(found.step.rung)
        one = replace(one, rung=one.rung | int(taken[-1]), look_at=None)
    assert now <= begins + timedelta(minutes=45) or taken[-1] is Rung.LIST or hours > 0
    assert len(taken) <= len(TASK_LADDER)
