"""What follows from an appointment: the announcement as a comparison, reminders that help, and nothing said twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from domain.appointments import Answer, Appointment, AppointmentId, Told
from domain.followups import FollowUp, FollowUpId, announcement, due_now, plan, reminder, told_by, unconfirmed
from domain.ladder import APPOINTMENT_LADDER
from domain.notices import (
    AppointmentCancelled,
    AppointmentDelayed,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    Notice,
    StepKey,
    Welcome,
)
from domain.people import PersonId
from tests.domain.test_appointments import FATHER, MOTHER, NOW, STARTS, made

ID = AppointmentId(UUID(int=7))
OTHER = STARTS + timedelta(hours=2)


def _told(moment: datetime | None, *, off: bool = False) -> Told | None:
    return None if moment is None else Told(moment, cancelled=off)


@pytest.mark.parametrize(
    ("told", "is_off", "expected"),
    [
        (None, False, AppointmentMade(ID, 0, STARTS)),
        (None, True, None),
        (_told(STARTS), False, None),
        (_told(STARTS), True, AppointmentCancelled(ID, 1, STARTS)),
        (_told(OTHER), False, AppointmentMoved(ID, 0, OTHER, STARTS)),
        (_told(OTHER), True, AppointmentCancelled(ID, 1, OTHER)),
        (_told(STARTS, off=True), False, AppointmentMade(ID, 0, STARTS)),
        (_told(OTHER, off=True), False, AppointmentMade(ID, 0, STARTS)),
        (_told(STARTS, off=True), True, None),
    ],
)
def test_what_is_announced_is_the_difference_between_what_was_told_and_what_is(
    told: Told | None, is_off: bool, expected: Notice | None
) -> None:
    appointment = made() if told is None else made().announced(MOTHER, told)
    appointment = appointment.cancelled(now=NOW) if is_off else appointment
    assert announcement(appointment, MOTHER) == expected


@pytest.mark.parametrize("is_off", [True, False])
@pytest.mark.parametrize("told", [None, _told(STARTS), _told(OTHER), _told(OTHER, off=True)])
def test_what_has_been_announced_is_not_announced_again(told: Told | None, is_off: bool) -> None:
    appointment = made() if told is None else made().announced(MOTHER, told)
    appointment = appointment.cancelled(now=NOW) if is_off else appointment
    notice = announcement(appointment, MOTHER)
    if notice is not None:
        heard = told_by(notice, appointment)
        assert heard is not None
        assert announcement(appointment.announced(MOTHER, heard), MOTHER) is None


def test_a_reminder_tells_the_moment_too_unless_it_is_of_an_earlier_state() -> None:
    notice = AppointmentReminder(ID, 0, StepKey.DAY_BEFORE)
    assert told_by(notice, made()) == Told(STARTS)
    assert told_by(notice, made().moved(OTHER, now=NOW)) is None


@pytest.mark.parametrize("notice", [Welcome(), AppointmentDelayed(ID, 0, 20)])
def test_other_notices_tell_no_moment(notice: Notice) -> None:
    assert told_by(notice, made()) is None


def _follow_up(
    step: StepKey, *, person: PersonId | None = MOTHER, hours: int = 0, number: int = 1
) -> FollowUp:
    return FollowUp(FollowUpId(UUID(int=number)), ID, person, step, NOW + timedelta(hours=hours))


def test_who_cannot_come_is_not_reminded_and_who_comes_or_said_nothing_is() -> None:
    step = _follow_up(StepKey.DAY_BEFORE)
    expected = AppointmentReminder(ID, 0, StepKey.DAY_BEFORE)
    assert reminder(made(), step) == expected
    assert reminder(made().answered(MOTHER, Answer.COMING, now=NOW), step) == expected
    assert reminder(made().answered(MOTHER, Answer.OTHER_TIME, now=NOW), step) == expected
    assert reminder(made().answered(MOTHER, Answer.CANNOT, now=NOW), step) is None
    assert reminder(made().answered(FATHER, Answer.CANNOT, now=NOW), step) == expected


def test_what_is_off_reminds_nobody() -> None:
    assert reminder(made().cancelled(now=NOW), _follow_up(StepKey.DAY_BEFORE)) is None


def test_of_several_reminders_that_are_due_together_only_the_latest_is_taken() -> None:
    early = _follow_up(StepKey.THREE_DAYS_BEFORE, hours=1, number=1)
    late = _follow_up(StepKey.DAY_BEFORE, hours=2, number=2)
    his = _follow_up(StepKey.THREE_DAYS_BEFORE, person=FATHER, hours=1, number=3)
    asked = _follow_up(StepKey.UNCONFIRMED, person=None, hours=3, number=4)
    news = _follow_up(StepKey.ANNOUNCE, hours=0, number=5)
    assert set(due_now((late, early, his, asked, news))) == {late, his, asked, news}


def test_the_ladder_is_planned_for_each_participant_and_once_for_the_gezinsmanager() -> None:
    planned = plan(APPOINTMENT_LADDER, made())
    by_step = {step: {i.person for i in planned if i.step is step} for step in StepKey}
    assert by_step[StepKey.ANNOUNCE] == {MOTHER, FATHER}
    assert by_step[StepKey.DAY_BEFORE] == {MOTHER, FATHER}
    assert by_step[StepKey.UNCONFIRMED] == by_step[StepKey.OUTCOME] == {None}


def test_a_cancelled_appointment_plans_the_news_of_it_only() -> None:
    assert {i.step for i in plan(APPOINTMENT_LADDER, made().cancelled(now=NOW))} == {StepKey.ANNOUNCE}


def test_who_has_said_anything_at_all_is_not_unconfirmed() -> None:
    appointment: Appointment = made().answered(MOTHER, Answer.CANNOT, now=NOW)
    assert unconfirmed(appointment) == (FATHER,)
    assert unconfirmed(replace(appointment, cancelled_at=NOW)) == ()
