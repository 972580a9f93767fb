"""A participant's own appointments in the window: in full, with an answer, another time, and a file for an agenda."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response
from starlette.routing import Route

from domain.appointments import Answer, Appointment, AppointmentId, Attendance, Kind
from domain.calendar import local
from domain.calendar_file import FILENAME, calendar_file
from domain.errors import Outdated, Unsuitable
from domain.people import Form
from domain.proposals import other_moments
from locales.catalogue import text
from usecases import attendance, own_meetings, repeating
from web import addresses
from web.doorway import family
from web.family.times import Asking, answer_typed, ask, chosen
from web.pages import page
from web.visits import FamilyVisit

LATE_MINUTES = (5, 10, 15, 30)
WHENEVER = "whenever"
LATE = "late"
ASK = f"{addresses.APPOINTMENTS}/vraag"


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody can still say about an appointment; the present answer is not offered again."""

    answers: tuple[str, ...] = ()
    late: tuple[int, ...] = ()


async def agenda(visit: FamilyVisit) -> Response:
    """The own coming appointments; nobody else's answer is in it."""
    coming = await attendance.agenda(visit.uow, visit.who)
    shown = [(appointment, appointment.of(visit.who.person)) for appointment in coming]
    return page(visit, "family/appointments.html", appointments=shown, ask=ASK)


async def one(visit: FamilyVisit) -> Response:
    """One of them, with every answer that still fits."""
    return await _one(visit, await attendance.look_at(visit.uow, visit.who, appointment_id=_id(visit)))


async def say(visit: FamilyVisit) -> Response:
    """Ik kom, ik kan niet, andere tijd, or some minutes later."""
    said = visit.data.get("said")
    try:
        if said == LATE:
            changed = await attendance.say_late(
                visit.uow,
                visit.who,
                appointment_id=_id(visit),
                version=_version(visit),
                minutes=_number(visit.data.get("minutes")),
            )
        elif said == Answer.SENDS:
            changed = await own_meetings.sends(
                visit.uow, visit.who, appointment=_id(visit), version=_version(visit)
            )
        else:
            if said not in (Answer.COMING, Answer.CANNOT, Answer.OTHER_TIME):
                raise Unsuitable(detail="answer")
            changed = await attendance.answer(
                visit.uow, visit.who, appointment_id=_id(visit), version=_version(visit), said=Answer(said)
            )
    except Outdated:
        return await _changed_meanwhile(visit)
    if said == Answer.OTHER_TIME:
        return ask(visit, _asking(changed, visit))
    return await _one(visit, changed, saved=True)


async def other_time(visit: FamilyVisit) -> Response:
    """Another time: one of ours, or one that was typed."""
    appointment = await attendance.look_at(visit.uow, visit.who, appointment_id=_id(visit))
    moment = chosen(visit)
    if moment is None:
        return answer_typed(visit, _asking(appointment, visit))
    try:
        changed = await attendance.propose(
            visit.uow, visit.who, appointment_id=appointment.id, version=_version(visit), moment=moment
        )
    except Outdated:
        return await _changed_meanwhile(visit)
    return await _one(visit, changed, saved=True)


async def ask_page(visit: FamilyVisit) -> Response:
    """Ask for an appointment: with a wish, or none."""
    return ask(visit, _asking_new(visit.form))


async def ask_one(visit: FamilyVisit) -> Response:
    """The wish, kept."""
    moment: datetime | None = None
    if visit.data.get("moment") != WHENEVER:
        moment = chosen(visit)
        if moment is None:
            return answer_typed(visit, _asking_new(visit.form))
    await attendance.ask_appointment(visit.uow, visit.who, moment=moment)
    return page(visit, "family/asked.html", moment=moment)


async def calendar(visit: FamilyVisit) -> Response:
    """The appointment, or the whole series, as a file for an agenda; only times and one neutral word stand in it."""
    summary, now = text("calendar.summary", Form.U), visit.uow.now
    series = await repeating.own_series(visit.uow, visit.who, appointment_id=_id(visit))
    if series is not None:
        content = series.file(summary, now=now)
    else:
        appointment = await attendance.look_at(visit.uow, visit.who, appointment_id=_id(visit))
        content = calendar_file(appointment, summary, now=now)
    headers = {"content-disposition": f'attachment; filename="{FILENAME}"'}
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


async def _one(
    visit: FamilyVisit, appointment: Appointment, *, saved: bool = False, outdated: bool = False
) -> Response:
    side = appointment.of(visit.who.person)
    host = await attendance.host_of(visit.uow, visit.who, appointment_id=appointment.id)
    # A place that must not leave is asked for by voice; see domain/appointments.py.
    place = appointment.place if appointment.place_may_be_shown else None
    return page(
        visit,
        "family/appointment.html",
        409 if outdated else 200,
        appointment=appointment,
        side=side,
        host=host.reveal(),
        place=place.reveal() if place else "",
        has_hidden_place=appointment.place is not None and place is None,
        number=appointment.number.reveal() if appointment.number else "",
        choices=_choices(appointment, side, visit.uow.now),
        saved=saved,
        outdated=outdated,
        address=_address(appointment),
    )


async def _changed_meanwhile(visit: FamilyVisit) -> Response:
    """It was moved or called off since the page was made: here is how it stands now, and nothing was kept."""
    now = await attendance.look_at(visit.uow, visit.who, appointment_id=_id(visit))
    return await _one(visit, now, outdated=True)


def _choices(appointment: Appointment, side: Attendance, now: datetime) -> Choices:
    if appointment.is_cancelled or now >= appointment.ends_at:
        return Choices()
    today = local(appointment.starts_at).date() == local(now).date()
    late = LATE_MINUTES if today and side.answer in (Answer.NONE, Answer.COMING) else ()
    if now >= appointment.starts_at:
        return Choices(late=late)
    answers = [Answer.COMING, Answer.CANNOT, Answer.OTHER_TIME]
    if appointment.kind is Kind.CIRCLE_MEETING:
        answers.append(Answer.SENDS)
    return Choices(tuple(answer.value for answer in answers if answer is not side.answer), late)


def _asking(appointment: Appointment, visit: FamilyVisit) -> Asking:
    return Asking(
        action=f"{_address(appointment)}/tijd",
        back=_address(appointment),
        question=text("inside.time.other", visit.form),
        version=appointment.sequence,
        options=other_moments(appointment.starts_at, now=visit.uow.now),
    )


def _asking_new(form: Form) -> Asking:
    question = text("inside.time.new", form)
    return Asking(action=ASK, back=addresses.APPOINTMENTS, question=question, whenever=WHENEVER)


def _address(appointment: Appointment) -> str:
    return f"{addresses.APPOINTMENTS}/{appointment.id}"


def _id(visit: FamilyVisit) -> AppointmentId:
    return AppointmentId(visit.id())


def _version(visit: FamilyVisit) -> int:
    return _number(visit.data.get("version"))


def _number(given: str) -> int:
    """A number that a form of ours carries.

    Raises:
        Unsuitable: it is none.
    """
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise Unsuitable(detail="number")
    return int(given)


ROUTES = (
    Route(addresses.APPOINTMENTS, family(agenda), methods=["GET"]),
    Route(ASK, family(ask_page), methods=["GET"]),
    Route(ASK, family(ask_one), methods=["POST"]),
    Route(f"{addresses.APPOINTMENTS}/{{id}}", family(one), methods=["GET"]),
    Route(f"{addresses.APPOINTMENTS}/{{id}}", family(say), methods=["POST"]),
    Route(f"{addresses.APPOINTMENTS}/{{id}}/tijd", family(other_time), methods=["POST"]),
    Route(f"{addresses.APPOINTMENTS}/{{id}}/agenda", family(calendar), methods=["GET"]),
)
