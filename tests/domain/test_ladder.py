"""The ladder with frozen expectations: what comes when, in Amsterdam wall time."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appointments import Appointment, AppointmentId, Attendance, Kind, effective_at
from domain.calendar import local
from domain.followups import plan
from domain.ladder import APPOINTMENT_LADDER, DaysBefore, adjusted, climb
from domain.notices import StepKey
from domain.people import FamilyId, PersonId, ProfessionalId

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOTHER = PersonId(UUID(int=1))
FIRST = datetime(2026, 1, 2, tzinfo=UTC)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def made(at: str, starts: str, *, kind: Kind = Kind.HOME_VISIT, obligatory: bool = False) -> Appointment:
    now, start = wall(at), wall(starts)
    return Appointment(
        id=AppointmentId(UUID(int=7)),
        family=FamilyId(UUID(int=2)),
        kind=kind,
        starts_at=start,
        minutes=60,
        obligatory=obligatory,
        made_by=ProfessionalId(UUID(int=3)),
        made_at=now,
        effective_at=effective_at(now, start),
        attendances=(Attendance(MOTHER),),
    )


def rungs(appointment: Appointment) -> list[tuple[str, str]]:
    return [
        (rung.step.key.value, local(rung.due_at).strftime("%a %d-%m %H:%M"))
        for rung in climb(APPOINTMENT_LADDER, appointment)
    ]


LADDERS = {
    "two hours before": (
        made("2026-11-18 10:00", "2026-11-18 12:00"),
        [("announce", "Wed 18-11 10:10"), ("outcome", "Wed 18-11 13:00")],
    ),
    "twenty-six hours before": (
        made("2026-11-18 09:00", "2026-11-19 11:00"),
        [
            ("announce", "Wed 18-11 09:10"),
            ("day_before", "Wed 18-11 10:00"),
            ("unconfirmed", "Wed 18-11 15:00"),
            ("morning_of", "Thu 19-11 09:00"),
            ("outcome", "Thu 19-11 12:00"),
        ],
    ),
    "on Friday at 16:55 for Monday": (
        made("2026-11-20 16:55", "2026-11-23 13:00"),
        [("announce", "Fri 20-11 17:05"), ("morning_of", "Mon 23-11 09:00"), ("outcome", "Mon 23-11 14:00")],
    ),
    "on Monday at 08:30: Friday covers the weekend, once": (
        made("2026-11-16 12:00", "2026-11-23 08:30"),
        [
            ("announce", "Mon 16-11 12:10"),
            ("day_before", "Fri 20-11 10:00"),
            ("unconfirmed", "Fri 20-11 15:00"),
            ("outcome", "Mon 23-11 09:30"),
        ],
    ),
    "on a Tuesday: three days before falls on Saturday, so on Friday": (
        made("2026-11-16 12:00", "2026-11-24 14:00"),
        [
            ("announce", "Mon 16-11 12:10"),
            ("three_days_before", "Fri 20-11 10:00"),
            ("day_before", "Mon 23-11 10:00"),
            ("unconfirmed", "Mon 23-11 15:00"),
            ("morning_of", "Tue 24-11 09:00"),
            ("outcome", "Tue 24-11 15:00"),
        ],
    ),
    "a hearing is told a week before as well": (
        made("2026-11-10 12:00", "2026-11-26 10:00", kind=Kind.HEARING),
        [
            ("announce", "Tue 10-11 12:10"),
            ("week_before", "Thu 19-11 10:00"),
            ("three_days_before", "Mon 23-11 10:00"),
            ("day_before", "Wed 25-11 10:00"),
            ("unconfirmed", "Wed 25-11 15:00"),
            ("morning_of", "Thu 26-11 09:00"),
            ("outcome", "Thu 26-11 11:00"),
        ],
    ),
    "over the end of summer time": (
        made("2026-10-20 12:00", "2026-10-27 10:00", obligatory=True),
        [
            ("announce", "Tue 20-10 12:10"),
            ("three_days_before", "Fri 23-10 10:00"),
            ("day_before", "Mon 26-10 10:00"),
            ("unconfirmed", "Mon 26-10 15:00"),
            ("morning_of", "Tue 27-10 09:00"),
            ("outcome", "Tue 27-10 11:00"),
        ],
    ),
    "after a public holiday the last working day lies before it": (
        made("2026-03-30 12:00", "2026-04-07 10:00"),
        [
            ("announce", "Mon 30-03 12:10"),
            ("three_days_before", "Fri 03-04 10:00"),
            ("day_before", "Mon 06-04 10:00"),
            ("unconfirmed", "Thu 02-04 15:00"),
            ("morning_of", "Tue 07-04 09:00"),
            ("outcome", "Tue 07-04 11:00"),
        ],
    ),
}


@pytest.mark.parametrize("name", LADDERS)
def test_the_ladder_of_an_appointment_made(name: str) -> None:
    appointment, expected = LADDERS[name]
    assert rungs(appointment) == sorted(expected, key=lambda row: wall_of(row[1]))


def wall_of(text: str) -> datetime:
    return datetime.strptime(f"2026 {text[4:]}", "%Y %d-%m %H:%M").replace(tzinfo=UTC)


def test_a_move_over_the_start_of_summer_time_keeps_the_wall_clock() -> None:
    before = made("2026-03-20 12:00", "2026-03-27 10:00")
    moved = before.moved(wall("2026-03-31 10:00"), now=wall("2026-03-20 13:00"))
    assert rungs(moved) == [
        ("announce", "Fri 20-03 13:10"),
        ("three_days_before", "Fri 27-03 10:00"),
        ("day_before", "Mon 30-03 10:00"),
        ("unconfirmed", "Mon 30-03 15:00"),
        ("morning_of", "Tue 31-03 09:00"),
        ("outcome", "Tue 31-03 11:00"),
    ]
    assert moved.sequence == before.sequence + 1


def test_a_move_over_the_end_of_summer_time_keeps_the_wall_clock() -> None:
    before = made("2026-10-15 12:00", "2026-10-22 10:00")
    moved = before.moved(wall("2026-10-29 10:00"), now=wall("2026-10-16 13:00"))
    assert ("day_before", "Wed 28-10 10:00") in rungs(moved)
    assert ("three_days_before", "Mon 26-10 10:00") in rungs(moved)


def test_a_cancelled_appointment_keeps_only_its_announcement() -> None:
    cancelled = made("2026-11-16 12:00", "2026-11-24 14:00").cancelled(now=wall("2026-11-17 09:00"))
    assert [key for key, _ in rungs(cancelled)] == ["announce"]


def test_nothing_waits_for_correction_when_it_begins_within_the_hour() -> None:
    near = made("2026-11-18 10:00", "2026-11-18 10:45")
    assert near.effective_at == wall("2026-11-18 10:00")


def test_an_organisation_can_choose_its_own_moment() -> None:
    own = adjusted(APPOINTMENT_LADDER, {"three_days_before": DaysBefore(4, time(11))})
    appointment = made("2026-11-16 12:00", "2026-11-27 14:00")
    due = {r.step.key: local(r.due_at).strftime("%d %H:%M") for r in climb(own, appointment)}
    assert due[StepKey.THREE_DAYS_BEFORE] == "23 11:00"
    assert due[StepKey.DAY_BEFORE] == "26 10:00"


@given(
    st.integers(min_value=0, max_value=60 * 24 * 690).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    st.integers(min_value=2, max_value=60 * 24 * 90),
)
def test_every_step_lies_between_making_and_meeting_and_says_nothing_twice(now: datetime, ahead: int) -> None:
    start = now + timedelta(minutes=ahead)
    appointment = made("2026-01-01 10:00", "2026-01-02 10:00")
    appointment = Appointment(
        **{
            **{f: getattr(appointment, f) for f in appointment.__slots__},
            "starts_at": start,
            "made_at": now,
            "effective_at": effective_at(now, start),
        }
    )
    intentions = plan(APPOINTMENT_LADDER, appointment)
    assert len({(i.person, i.due_at, i.step) for i in intentions}) == len(intentions)
    for intention in intentions:
        if intention.step is StepKey.OUTCOME:
            assert intention.due_at == appointment.ends_at
        else:
            assert now <= intention.due_at
        if intention.step not in (StepKey.OUTCOME, StepKey.ANNOUNCE):
            assert intention.due_at < start
            assert local(intention.due_at).weekday() < 5 or intention.step is StepKey.MORNING_OF
    reminders = [i.due_at for i in intentions if i.step in (StepKey.THREE_DAYS_BEFORE, StepKey.DAY_BEFORE)]
    assert len(set(reminders)) == len(reminders)
