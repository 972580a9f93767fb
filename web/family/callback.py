"""Bel mij terug: for whoever has a live session, also without the PIN and when locked out; shows nothing personal."""

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.callbacks import CallSlot
from domain.errors import Outdated
from locales.catalogue import text
from usecases import attendance
from usecases.sessions import session_of
from web import addresses
from web.doorway import entry, family
from web.pages import page
from web.refusals import status_of
from web.visits import Arrival, FamilyVisit

WHENEVER = "whenever"


async def ask_page(arrival: Arrival) -> Response:
    """When to be called; whoever is not known here reads whom to call themselves."""
    if arrival.token:
        async with arrival.lobby.archive.reading() as uow:
            session = await session_of(uow, token=arrival.token, touch=False)
        if session is not None and session.holder.person is not None:
            return await _known(arrival.request)
    return page(arrival, "family/call_us.html", number=arrival.lobby.emergency_number)


async def ask_known(visit: FamilyVisit) -> Response:
    """The parts of the next working days."""
    return await _ask(visit)


async def ask(visit: FamilyVisit) -> Response:
    """Kept, and said back in full with what may honestly be expected."""
    chosen = visit.data.get("wish")
    offered = await attendance.call_slots(visit.uow, visit.who)
    slot = next((one for one in offered if one.starts_at.isoformat() == chosen), None)
    if slot is None and chosen != WHENEVER:
        key = "inside.call.gone" if chosen else "inside.call.choose"
        return await _ask(visit, text(key, visit.form), status_of(Outdated()) if chosen else 422)
    await attendance.ask_call(visit.uow, visit.who, wish=slot.starts_at if slot else None)
    return page(
        visit,
        "family/called.html",
        day=slot.starts_at if slot else None,
        hours=_hours(slot) if slot else {},
        number=visit.lobby.emergency_number,
    )


async def _ask(visit: FamilyVisit, mistake: str = "", status: int = 200) -> Response:
    offered: tuple[CallSlot, ...] = await attendance.call_slots(visit.uow, visit.who)
    return page(
        visit,
        "family/call.html",
        status,
        slots=[(slot.starts_at.isoformat(), slot.starts_at, _hours(slot)) for slot in offered],
        whenever=WHENEVER,
        mistake=mistake,
    )


def _hours(slot: CallSlot) -> dict[str, int]:
    """Between which hours on the clock, for a sentence."""
    return {"start": local(slot.starts_at).hour, "end": local(slot.ends_at).hour}


_known = family(ask_known, needs=None)

ROUTES = (
    Route(addresses.CALL_ME, entry(ask_page), methods=["GET"]),
    Route(addresses.CALL_ME, family(ask, needs=None), methods=["POST"]),
)
