"""An appointment at the desk: everybody's answer, and move, call off, take back, run late, and say whether it was."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.responses import Response
from starlette.routing import Route

from domain.appointments import Appointment, AppointmentId, Kind, Outcome
from domain.calendar import local
from domain.errors import AlreadyCancelled, AlreadyStarted, NotTheFuture, Outdated, Refusal, Unsuitable
from domain.meetings import MeetingId
from domain.people import Form
from domain.spoken import read_delay
from locales.catalogue import text
from usecases import appointments, desk_appointments
from usecases import meetings as circle_meetings
from usecases.appointments import LONGEST_DELAY
from web.desk import words
from web.desk.moments import When, as_instant, as_minutes, error_at, read_when
from web.desk.once import is_first
from web.doorway import desk, go
from web.forms import Data
from web.pages import page, sentence
from web.refusals import status_of
from web.visits import DeskVisit

DELAYS = (5, 10, 15, 20, 30, 45)
NEVER = -1
"""A version that no appointment has: a form without one is outdated."""

Act = Callable[[], Awaitable[Response]]


async def look(visit: DeskVisit) -> Response:
    """One appointment as it stands."""
    return await _page(visit)


async def move(visit: DeskVisit) -> Response:
    """A new moment, said back in full before anything is moved."""
    when = read_when(visit.data, visit.uow.now)
    if when.instant is None:
        return await _page(visit, when=when, status=422)
    seen = await _seen(visit)
    if seen.meeting.appointment.sequence != _version(visit.data):
        return await _page(visit, error=text("meeting.outdated", Form.U), status=409)
    return page(visit, "desk/move_sure.html", meeting=seen.meeting, to=when.instant, words=words)


async def move_to(visit: DeskVisit) -> Response:
    """Move it: to a moment that was confirmed, that somebody asked for, or back to where it was."""
    to = as_instant(visit.data.get("naar"), visit.uow.now)

    async def act() -> Response:
        if to is None:
            raise Outdated(detail="moment")
        changed = await appointments.move(
            visit.uow, visit.case_manager, appointment_id=_which(visit), version=_version(visit.data), to=to
        )
        return await _page(visit, was=changed.was)

    return await _unless_outdated(visit, act)


async def cancel(visit: DeskVisit) -> Response:
    """The question before it is called off."""
    return page(visit, "desk/cancel_sure.html", meeting=(await _seen(visit)).meeting, words=words)


async def cancel_sure(visit: DeskVisit) -> Response:
    """Call it off, or take back what nobody has heard of."""

    async def act() -> Response:
        await appointments.cancel(
            visit.uow, visit.case_manager, appointment_id=_which(visit), version=_version(visit.data)
        )
        return go(f"/werk/afspraak/{_which(visit)}")

    return await _unless_outdated(visit, act)


async def restore(visit: DeskVisit) -> Response:
    """Take a cancellation back."""

    async def act() -> Response:
        await appointments.restore(
            visit.uow, visit.case_manager, appointment_id=_which(visit), version=_version(visit.data)
        )
        return go(f"/werk/afspraak/{_which(visit)}")

    return await _unless_outdated(visit, act)


async def delay(visit: DeskVisit) -> Response:
    """So many minutes later: by button, or typed."""
    typed = visit.data.get("minuten")
    minutes = as_minutes(typed) or read_delay(typed)

    async def act() -> Response:
        if not await is_first(visit):
            return go(f"/werk/afspraak/{_which(visit)}")
        try:
            await appointments.delay(
                visit.uow,
                visit.case_manager,
                appointment_id=_which(visit),
                version=_version(visit.data),
                minutes=minutes or 0,
            )
        except Unsuitable:
            sentence_of = text("meeting.delay.wrong", Form.U, most=LONGEST_DELAY)
            return await _page(visit, delay_error=sentence_of, status=422)
        said = text("meeting.delay.told", Form.U, minutes=words.minutes(minutes or 0))
        return await _page(visit, said=said)

    return await _unless_outdated(visit, act)


async def record(visit: DeskVisit) -> Response:
    """Whether it took place; the last word counts."""

    async def act() -> Response:
        if visit.data.get("uitkomst") not in tuple(Outcome):
            raise Outdated(detail="outcome")
        await appointments.record_outcome(
            visit.uow,
            visit.case_manager,
            appointment_id=_which(visit),
            outcome=Outcome(visit.data.get("uitkomst")),
        )
        return go(f"/werk/afspraak/{_which(visit)}")

    return await _unless_outdated(visit, act)


async def _unless_outdated(visit: DeskVisit, act: Act) -> Response:
    """Do it; when it cannot be any more, show how it stands now with the reason above it.

    Each of these is refused before anything is changed, so the page may be shown in the same transaction.
    """
    try:
        return await act()
    except Outdated as refusal:
        return await _page(visit, error=text("meeting.outdated", Form.U), status=status_of(refusal))
    except (AlreadyStarted, AlreadyCancelled, NotTheFuture) as refusal:
        return await _page(visit, error=_said(refusal), status=status_of(refusal))


async def _page(
    visit: DeskVisit,
    *,
    status: int = 200,
    error: str | None = None,
    said: str | None = None,
    was: datetime | None = None,
    when: When | None = None,
    delay_error: str | None = None,
) -> Response:
    seen = await _seen(visit)
    appointment, now = seen.meeting.appointment, visit.uow.now
    return page(
        visit,
        "desk/appointment.html",
        status,
        seen=seen,
        circle_meeting=await _circle_meeting(visit, appointment),
        rows=_rows(appointment),
        once=visit.uow.new_token(),
        meeting=seen.meeting,
        error=error,
        said=said,
        was=was,
        errors=error_at(when),
        options=when.options if when else (),
        typed=visit.data,
        delay_error=delay_error,
        delays=DELAYS,
        begun=appointment.starts_at <= now,
        over=appointment.ends_at <= now,
        waits=now < appointment.effective_at,
        today=local(appointment.starts_at).date() == local(now).date(),
        words=words,
    )


def _rows(appointment: Appointment) -> list[tuple[str, str]]:
    place = appointment.place.reveal() if appointment.place else None
    hidden = text("meeting.place.hidden", Form.U) if place and not appointment.place_may_be_shown else None
    return words.rows(
        ("meeting.length", words.minutes(appointment.minutes)),
        ("meeting.place", place),
        ("meeting.place.shown", hidden),
        ("meeting.number", appointment.number.reveal() if appointment.number else None),
        ("meeting.extra", text("household.yes" if appointment.obligatory else "household.no", Form.U)),
    )


async def _circle_meeting(visit: DeskVisit, appointment: Appointment) -> MeetingId | None:
    """The meeting of the circle that this appointment is of."""
    if appointment.kind is not Kind.CIRCLE_MEETING:
        return None
    rows = await circle_meetings.of_family(visit.uow, visit.case_manager, family=appointment.family)
    return next((row.meeting.id for row in rows if row.meeting.appointment == appointment.id), None)


async def _seen(visit: DeskVisit) -> desk_appointments.Appointed:
    return await desk_appointments.see(visit.uow, visit.case_manager, appointment_id=_which(visit))


def _which(visit: DeskVisit) -> AppointmentId:
    return AppointmentId(visit.id())


def _version(data: Data) -> int:
    found = as_minutes(data.get("versie"))
    return NEVER if found is None else found


def _said(refusal: Refusal) -> str:
    return sentence(refusal, Form.U)


_ONE = "/werk/afspraak/{id}"
ROUTES = (
    Route(_ONE, desk(look), methods=["GET"]),
    Route(f"{_ONE}/verzet", desk(move), methods=["POST"]),
    Route(f"{_ONE}/naar", desk(move_to), methods=["POST"]),
    Route(f"{_ONE}/afzeggen", desk(cancel), methods=["GET"]),
    Route(f"{_ONE}/afzeggen", desk(cancel_sure), methods=["POST"]),
    Route(f"{_ONE}/toch", desk(restore), methods=["POST"]),
    Route(f"{_ONE}/later", desk(delay), methods=["POST"]),
    Route(f"{_ONE}/uitkomst", desk(record), methods=["POST"]),
)
