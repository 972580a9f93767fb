"""Appointments that repeat at the desk: planned, all of a series, and this one with those after it changed or ended."""

from dataclasses import replace
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from domain.appointments import Appointment, AppointmentId
from domain.calendar import local
from domain.errors import KeptApart, NotFound, NotTheFuture, Outdated, Refusal, Unsuitable
from domain.people import FamilyId, Form
from domain.series import Series
from locales.catalogue import text
from usecases import desk_appointments, repeating
from usecases.repeating import SeriesSeen
from web.desk import words
from web.desk.moments import When, day_and_clock, read_when
from web.desk.planning import form_for
from web.desk.planning_asked import FIELDS, asked_in, filled_in, missing, of_series
from web.desk.repeat_sure import BACK, SURE, repeats, series_in, sure
from web.doorway import desk, go
from web.pages import page, sentence
from web.refusals import status_of
from web.series_form import EVERY, in_words
from web.visits import DeskVisit

CANNOT = (Unsuitable, NotTheFuture, KeptApart)


async def plan(visit: DeskVisit) -> Response:
    """Make the series that was said back in full; a second press finds it made."""
    family = FamilyId(visit.id())
    when, series, errors = _read(visit)
    if visit.data.get(BACK) or series is None:
        return await _again(visit, family, when, errors)
    try:
        made = await repeating.plan_series(
            visit.uow, visit.case_manager, family=family, filled=filled_in(visit.data, when), series=series
        )
    except CANNOT as refusal:
        return await _again(visit, family, when, _beside(refusal))
    seen = await repeating.see(visit.uow, visit.case_manager, series=made.id)
    return go(
        f"/werk/afspraak/{seen.appointments[0].id}/reeks" if seen.appointments else f"/werk/gezin/{family}"
    )


async def look(visit: DeskVisit) -> Response:
    """The series of an appointment, with its coming ones."""
    return await _page(visit)


async def edit_from(visit: DeskVisit) -> Response:
    """The form for this appointment and those after it."""
    seen, appointment, slot = await _seen(visit)
    asked = of_series(seen.series, seen.series.series.after(slot))
    return await form_for(visit, seen.family.id, asked, of_series=str(appointment.id))


async def change_from(visit: DeskVisit) -> Response:
    """First said back in full; then this appointment and those after it change."""
    seen, appointment, slot = await _seen(visit)
    when, series, errors = _read(visit)
    here = f"/werk/afspraak/{appointment.id}"
    if visit.data.get(BACK) or series is None or when.instant is None:
        return await _again(visit, seen.family.id, when, errors, of=str(appointment.id))
    if not visit.data.get(SURE):
        return await sure(visit, seen.family.id, series, when.instant, f"{here}/vanaf")
    try:
        await repeating.change_from(
            visit.uow,
            visit.case_manager,
            series=seen.series.id,
            slot=slot,
            filled=filled_in(visit.data, when),
            series_new=series,
        )
    except CANNOT as refusal:
        return await _again(visit, seen.family.id, when, _beside(refusal), of=str(appointment.id))
    except Outdated as refusal:
        return await _page(visit, refusal=refusal)
    return go(f"/werk/gezin/{seen.family.id}")


async def end_from(visit: DeskVisit) -> Response:
    """This appointment and those after it are off."""
    seen, _, slot = await _seen(visit)
    try:
        await repeating.end_from(visit.uow, visit.case_manager, series=seen.series.id, slot=slot)
    except (Outdated, Unsuitable) as refusal:
        return await _page(visit, refusal=refusal)
    return go(f"/werk/gezin/{seen.family.id}")


async def _page(visit: DeskVisit, *, refusal: Refusal | None = None) -> Response:
    seen, appointment, _ = await _seen(visit)
    return page(
        visit,
        "desk/series.html",
        status_of(refusal) if refusal else 200,
        family=seen.family,
        series=seen.series,
        this=appointment,
        coming=seen.appointments,
        rule=in_words(seen.series.series, Form.U, local(visit.uow.now).date()),
        error=text("meeting.outdated", Form.U) if refusal else "",
        words=words,
    )


async def _seen(visit: DeskVisit) -> tuple[SeriesSeen, Appointment, date]:
    """The series of the appointment in the address, and its day in it.

    Raises:
        NotFound, NotAllowed: there is no such appointment for this actor, or it does not repeat.
    """
    which = AppointmentId(visit.id())
    found = await desk_appointments.see(visit.uow, visit.case_manager, appointment_id=which)
    appointment = found.meeting.appointment
    if appointment.series is None or appointment.slot is None:
        raise NotFound(detail="series")
    seen = await repeating.see(visit.uow, visit.case_manager, series=appointment.series)
    return seen, appointment, appointment.slot


def _read(visit: DeskVisit) -> tuple[When, Series | None, dict[str, str]]:
    """The first moment and the series that a form means, or what is wrong with it."""
    data = visit.data
    when = read_when(data, visit.uow.now)
    errors = missing(data, when)
    if when.instant is None or errors:
        return when, None, errors
    if not repeats(data):
        return when, None, {EVERY: text("repeat.wrong.every", Form.U)}
    read = series_in(data, when.instant)
    return when, read.series, read.errors


async def _again(
    visit: DeskVisit, family: FamilyId, when: When, errors: dict[str, str], *, of: str = ""
) -> Response:
    asked = asked_in(visit.data)
    if when.instant is not None:  # On the page before, it was said back in full.
        day, clock = day_and_clock(when.instant)
        asked = replace(asked, words="", day=day, clock=clock)
    status = 422 if errors else 200
    return await form_for(visit, family, asked, when=when, errors=errors, status=status, of_series=of)


def _beside(refusal: Refusal) -> dict[str, str]:
    if isinstance(refusal, Unsuitable):
        return {FIELDS.get(refusal.detail, "plaats"): text("meeting.plan.unsuitable", Form.U)}
    return {"wie" if isinstance(refusal, KeptApart) else "wanneer": sentence(refusal, Form.U)}


_ONE = "/werk/afspraak/{id}"
ROUTES = (
    Route("/werk/gezin/{id}/reeks", desk(plan), methods=["POST"]),
    Route(f"{_ONE}/reeks", desk(look), methods=["GET"]),
    Route(f"{_ONE}/reeks/stop", desk(end_from), methods=["POST"]),
    Route(f"{_ONE}/vanaf", desk(edit_from), methods=["GET"]),
    Route(f"{_ONE}/vanaf", desk(change_from), methods=["POST"]),
)
