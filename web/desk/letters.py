"""On paper: an appointment for who has no telephone, the personal link to the window, the invitation to Telegram."""

import segno
from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from domain.appointments import SHOWN_IN_CHAT, AppointmentId
from domain.linking import INVITATION_LIVES, Recipient
from domain.people import Form, PersonId
from domain.secret import Secret
from locales.catalogue import text
from usecases import desk_appointments, desk_families, keyrings
from usecases.linking import invite
from web.addresses import KEY
from web.desk import words
from web.desk.once import is_first
from web.doorway import desk
from web.pages import page
from web.visits import DeskVisit

TELEGRAM = "https://t.me/"
HOURS = 3600


async def appointment(visit: DeskVisit) -> Response:
    """A letter about one appointment to one participant; it says nothing of anybody else."""
    paper = await desk_appointments.on_paper(
        visit.uow,
        visit.case_manager,
        appointment_id=AppointmentId(visit.id()),
        person=PersonId(visit.id("person")),
    )
    form, planned = paper.person.preferences.form, paper.meeting.appointment
    told = paper.attendance.told
    moved = told is not None and not told.cancelled and told.starts_at != planned.starts_at
    return page(
        visit,
        "desk/letter_appointment.html",
        paper=paper,
        appointment=planned,
        was=told.starts_at if told is not None and moved else None,
        shown=text(f"appointments.kind.{planned.kind.value}", form)
        if planned.kind in SHOWN_IN_CHAT
        else None,
        number=visit.lobby.emergency_number,
        say=_letter(form),
        words=words,
    )


async def telegram(visit: DeskVisit) -> Response:
    """A fresh invitation; the code stands beside the letter and never in it."""
    if not await is_first(visit):
        return await _given_already(visit)
    which = PersonId(visit.id())
    issued = await invite(visit.uow, visit.case_manager, invitee=Recipient(person=which))
    address = f"{TELEGRAM}{visit.lobby.bot_username}?start={issued.token.reveal()}"
    return await _letter_with_code(visit, which, "telegram", Secret(address), issued.code)


async def window(visit: DeskVisit) -> Response:
    """A fresh personal link; an earlier one stops working."""
    if not await is_first(visit):
        return await _given_already(visit)
    which = PersonId(visit.id())
    given = await keyrings.give_link(visit.uow, visit.case_manager, person=which)
    # Behind the # it is never sent along to a server, nor kept in its logs.
    address = f"{visit.lobby.url}{KEY}#{given.key.reveal()}"
    return await _letter_with_code(visit, which, "window", Secret(address), given.code)


async def _letter_with_code(
    visit: DeskVisit, which: PersonId, kind: str, address: Secret, code: Secret
) -> Response:
    shown = await desk_families.see_person(visit.uow, visit.case_manager, person=which)
    form = shown.card.person.preferences.form
    return page(
        visit,
        "desk/letter_code.html",
        shown=shown,
        kind=kind,
        address=address,
        code=code,
        drawing=_drawing(address),
        hours=int(INVITATION_LIVES.total_seconds()) // HOURS,
        number=visit.lobby.emergency_number,
        say=_letter(form),
        words=words,
    )


async def _given_already(visit: DeskVisit) -> Response:
    """This very form was sent before; a second link would make the letter in hand worthless."""
    shown = await desk_families.see_person(visit.uow, visit.case_manager, person=PersonId(visit.id()))
    return page(visit, "desk/letter_given.html", 409, shown=shown, words=words)


def _drawing(address: Secret) -> Markup:
    code = segno.make(address.reveal(), error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, light="#fff")
    return Markup(drawn)  # noqa: S704 - lines drawn by segno, without a letter of what they say


class _Letter:
    """Says the sentences of a letter in the reader's own form of address, not in that of whoever prints it."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def __call__(self, key: str, **values: object) -> str:
        return text(key, self._form, **values)


def _letter(form: Form) -> _Letter:
    return _Letter(form)


ROUTES = (
    Route("/werk/afspraak/{id}/brief/{person}", desk(appointment), methods=["GET"]),
    Route("/werk/persoon/{id}/uitnodiging", desk(telegram), methods=["POST"]),
    Route("/werk/persoon/{id}/toegang", desk(window), methods=["POST"]),
)
