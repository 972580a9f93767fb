"""An appointment on paper: moved, called off, answered; each change gives a new value or is refused."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appointments import (
    CORRECTION_WINDOW,
    Answer,
    Appointment,
    AppointmentId,
    Attendance,
    Kind,
    Outcome,
    Told,
    effective_at,
)
from domain.errors import AlreadyCancelled, AlreadyStarted, NotAllowed, NotTheFuture
from domain.people import FamilyId, PersonId, ProfessionalId

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
STARTS = NOW + timedelta(days=3)
MOTHER, FATHER = PersonId(UUID(int=1)), PersonId(UUID(int=2))
HOUR = timedelta(hours=1)


def made(starts_at: datetime = STARTS) -> Appointment:
    return Appointment(
        id=AppointmentId(UUID(int=7)),
        family=FamilyId(UUID(int=3)),
        kind=Kind.HOME_VISIT,
        starts_at=starts_at,
        minutes=60,
        obligatory=False,
        made_by=ProfessionalId(UUID(int=4)),
        made_at=NOW,
        effective_at=effective_at(NOW, starts_at),
        attendances=(Attendance(MOTHER), Attendance(FATHER)),
    )


def test_a_move_takes_away_every_answer_and_keeps_what_was_told() -> None:
    told = made().answered(MOTHER, Answer.COMING, now=NOW).announced(MOTHER, Told(STARTS))
    moved = told.moved(STARTS + HOUR, now=NOW)
    assert moved.attendances == (Attendance(MOTHER, told=Told(STARTS)), Attendance(FATHER))
    assert (moved.starts_at, moved.sequence) == (STARTS + HOUR, 1)


def test_a_move_takes_away_a_recorded_outcome_and_how_late_somebody_was() -> None:
    late = made().running_late(MOTHER, 10, now=NOW)
    assert late.moved(STARTS + HOUR, now=NOW).of(MOTHER).late_minutes is None


def test_every_change_makes_the_sequence_grow() -> None:
    changed = made().moved(STARTS + HOUR, now=NOW).cancelled(now=NOW).restored(now=NOW)
    assert changed.sequence == 3


def test_answers_and_telling_leave_the_sequence_as_it_is() -> None:
    """Otherwise the answer of one would make the buttons of the other stale."""
    assert made().answered(MOTHER, Answer.CANNOT, now=NOW).announced(FATHER, Told(STARTS)).sequence == 0


def test_an_answer_changes_one_side_only() -> None:
    proposal = STARTS + HOUR
    changed = made().answered(MOTHER, Answer.OTHER_TIME, now=NOW, proposal=proposal)
    assert changed.of(MOTHER) == Attendance(MOTHER, Answer.OTHER_TIME, NOW, proposal)
    assert changed.of(FATHER) == Attendance(FATHER)


def test_another_answer_takes_the_proposal_away() -> None:
    asked = made().answered(MOTHER, Answer.OTHER_TIME, now=NOW, proposal=STARTS + HOUR)
    assert asked.answered(MOTHER, Answer.COMING, now=NOW).of(MOTHER).proposal is None


def test_who_takes_no_part_has_no_side() -> None:
    with pytest.raises(NotAllowed):
        made().of(PersonId(UUID(int=99)))
    with pytest.raises(NotAllowed):
        made().answered(PersonId(UUID(int=99)), Answer.COMING, now=NOW)


def test_what_is_off_is_neither_moved_nor_answered_nor_called_off_again() -> None:
    off = made().cancelled(now=NOW)
    assert off.is_cancelled
    with pytest.raises(AlreadyCancelled):
        off.moved(STARTS + HOUR, now=NOW)
    with pytest.raises(AlreadyCancelled):
        off.cancelled(now=NOW)
    with pytest.raises(AlreadyCancelled):
        off.answered(MOTHER, Answer.COMING, now=NOW)
    with pytest.raises(AlreadyCancelled):
        off.running_late(MOTHER, 5, now=NOW)
    with pytest.raises(AlreadyCancelled):
        off.recorded(Outcome.HELD, now=STARTS)


def test_what_has_begun_is_neither_moved_nor_answered_nor_restored() -> None:
    with pytest.raises(AlreadyStarted):
        made().moved(STARTS + HOUR, now=STARTS)
    with pytest.raises(AlreadyStarted):
        made().cancelled(now=STARTS)
    with pytest.raises(AlreadyStarted):
        made().answered(MOTHER, Answer.COMING, now=STARTS)
    with pytest.raises(AlreadyStarted):
        made().cancelled(now=NOW).restored(now=STARTS)


def test_it_can_be_moved_to_the_future_only() -> None:
    with pytest.raises(NotTheFuture):
        made().moved(NOW, now=NOW)


def test_late_can_be_said_until_the_planned_end() -> None:
    end = STARTS + HOUR
    assert made().running_late(MOTHER, 5, now=end - timedelta(seconds=1)).of(MOTHER).late_minutes == 5
    with pytest.raises(AlreadyStarted):
        made().running_late(MOTHER, 5, now=end)


def test_an_outcome_is_recorded_from_the_beginning_on_and_the_last_word_counts() -> None:
    with pytest.raises(NotTheFuture):
        made().recorded(Outcome.HELD, now=STARTS - timedelta(seconds=1))
    held = made().recorded(Outcome.HELD, now=STARTS)
    assert held.recorded(Outcome.NOT_HELD, now=STARTS).outcome is Outcome.NOT_HELD


@pytest.mark.parametrize(
    ("ahead", "waits"),
    [
        (timedelta(days=3), CORRECTION_WINDOW),
        (HOUR + timedelta(seconds=1), CORRECTION_WINDOW),
        (HOUR, timedelta(0)),
        (timedelta(minutes=1), timedelta(0)),
    ],
)
def test_there_are_ten_minutes_to_correct_unless_it_is_within_the_hour(
    ahead: timedelta, waits: timedelta
) -> None:
    assert effective_at(NOW, NOW + ahead) == NOW + waits


def test_a_move_is_told_at_once_when_either_moment_is_within_the_hour() -> None:
    assert made(NOW + HOUR).moved(STARTS, now=NOW).effective_at == NOW
    assert made().moved(NOW + HOUR, now=NOW).effective_at == NOW
    assert made().moved(STARTS + HOUR, now=NOW).effective_at == NOW + CORRECTION_WINDOW


@given(steps=st.lists(st.sampled_from(["move", "cancel", "restore", "answer"]), max_size=8))
def test_a_moved_and_moved_back_appointment_knows_what_everybody_was_told(steps: list[str]) -> None:
    appointment = made().announced(MOTHER, Told(STARTS))
    for step in steps:
        match step:
            case "move" if not appointment.is_cancelled:
                appointment = appointment.moved(appointment.starts_at + HOUR, now=NOW)
            case "cancel" if not appointment.is_cancelled:
                appointment = appointment.cancelled(now=NOW)
            case "restore":
                appointment = appointment.restored(now=NOW)
            case "answer" if not appointment.is_cancelled:
                appointment = appointment.answered(MOTHER, Answer.COMING, now=NOW)
            case _:
                pass
    assert appointment.of(MOTHER).told == Told(STARTS)
    assert appointment.people == (MOTHER, FATHER)
    assert NOW <= appointment.effective_at <= NOW + CORRECTION_WINDOW
