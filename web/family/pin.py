"""Through the window's inner door: a code told by voice, the PIN, or choosing one; a try counts before it is judged."""

import re
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from domain.keyrings import PICTURES, PinLocked, PinTooSoon
from domain.people import Form
from domain.pins import PinsDiffer, PinWeak, chosen, typed
from domain.secret import Secret
from domain.window import Needs, Session
from locales.catalogue import text
from usecases.pins import begin_try, change_pin, choose_pin, finish_try, give_code
from usecases.sessions import form_of
from usecases.window import Door
from usecases.window import door as door_of
from web import addresses, cookies
from web.doorway import ROOMS, entry, go
from web.known import Elsewhere, check_form, family_session
from web.pages import Reader, page, sentence
from web.refusals import status_of
from web.visits import Arrival

_SIX = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody before the inner door: their session, what the page shows, and how they are addressed."""

    session: Session
    door: Door
    form: Form
    reader: Reader
    is_fresh: bool


async def code_page(arrival: Arrival) -> Response:
    """The code that was told by voice."""
    return _code_page(await _waiting(arrival, Needs.CODE))


async def code(arrival: Arrival) -> Response:
    """A try of that code."""
    check_form(arrival)
    waiting = await _waiting(arrival, Needs.CODE)
    async with arrival.lobby.archive.unit() as uow:
        token = await give_code(uow, session=waiting.session, code=arrival.data.secret("code"))
    if token is None:
        return _code_page(waiting, text("doors.code.wrong", waiting.form))
    return cookies.give(go(addresses.PIN), arrival.lobby, cookies.FAMILY, token)


async def pin_page(arrival: Arrival) -> Response:
    """The PIN, beside the picture by which the real window is known; also for somebody inside who is asked again."""
    return _pin_page(await _waiting(arrival, Needs.PIN, Needs.NOTHING))


async def pin(arrival: Arrival) -> Response:
    """A try of the PIN. It is claimed and kept before it is stretched, so that many at once are no more than five."""
    check_form(arrival)
    waiting = await _waiting(arrival, Needs.PIN, Needs.NOTHING)
    given = typed(arrival.data.secret("pin"))
    if not _SIX.fullmatch(given.reveal()):
        return _pin_page(waiting, text("doors.pin.six", waiting.form))
    try:
        async with arrival.lobby.archive.unit() as uow:
            salt = await begin_try(uow, session=waiting.session)
    except PinTooSoon as refusal:
        return _pin_page(waiting, sentence(refusal, waiting.form), status_of(refusal))
    except PinLocked:
        return go(addresses.LOCK)
    verifier = await arrival.lobby.archive.stretch(given, salt)
    async with arrival.lobby.archive.unit() as uow:
        token = await finish_try(uow, session=waiting.session, verifier=verifier)
        now = await door_of(uow, session=waiting.session)
    if token is not None:
        return cookies.give(go(addresses.HOME), arrival.lobby, cookies.FAMILY, token)
    if not now.left:
        return go(addresses.LOCK)
    return _pin_page(waiting, text("window.refused.pin", waiting.form, left=now.left))


async def new_pin_page(arrival: Arrival) -> Response:
    """Choose a PIN and a picture: for the first time, after a restore, or, just after the old PIN, another one."""
    return _new_pin_page(await _choosing(arrival))


async def new_pin(arrival: Arrival) -> Response:
    """The chosen PIN, typed twice, and the picture."""
    check_form(arrival)
    waiting = await _choosing(arrival)
    picture = arrival.data.get("picture")
    try:
        given = chosen(arrival.data.secret("pin"), arrival.data.secret("again"))
    except (PinWeak, PinsDiffer) as refusal:
        where = "again" if isinstance(refusal, PinsDiffer) else "pin"
        return _new_pin_page(waiting, {where: sentence(refusal, waiting.form)}, picture)
    if picture not in PICTURES:
        return _new_pin_page(waiting, {"picture": text("doors.new_pin.no_picture", waiting.form)})
    token = await _keep(arrival, waiting, given, picture)
    return cookies.give(go(addresses.HOME), arrival.lobby, cookies.FAMILY, token)


async def _waiting(arrival: Arrival, *wanted: Needs) -> Waiting:
    """Who is at the door, when this is the page they need.

    Raises:
        Elsewhere: they need another one first.
    """
    async with arrival.lobby.archive.unit() as uow:
        session = await family_session(uow, arrival)
        door = await door_of(uow, session=session)
        form = await form_of(uow, session)
        reader = arrival.reader_as(form, uow.now)
        is_fresh = session.is_fresh(uow.now)
    if door.needs not in wanted:
        raise Elsewhere(ROOMS.get(door.needs, addresses.HOME))
    return Waiting(session, door, form, reader, is_fresh)


async def _choosing(arrival: Arrival) -> Waiting:
    waiting = await _waiting(arrival, Needs.NEW_PIN, Needs.NOTHING)
    if waiting.door.needs is Needs.NOTHING and not waiting.is_fresh:
        raise Elsewhere(addresses.PIN)
    return waiting


async def _keep(arrival: Arrival, waiting: Waiting, given: Secret, picture: str) -> str:
    archive = arrival.lobby.archive
    salt = archive.new_salt()
    verifier = await archive.stretch(given, salt)
    change = choose_pin if waiting.door.needs is Needs.NEW_PIN else change_pin
    async with archive.unit() as uow:
        return await change(uow, session=waiting.session, verifier=verifier, salt=salt, picture=picture)


def _code_page(waiting: Waiting, mistake: str = "") -> Response:
    return page(waiting.reader, "family/code.html", 403 if mistake else 200, mistake=mistake)


def _pin_page(waiting: Waiting, mistake: str = "", status: int = 403) -> Response:
    again = waiting.door.needs is Needs.NOTHING
    return page(
        waiting.reader,
        "family/pin.html",
        status if mistake else 200,
        picture=waiting.door.picture,
        again=again,
        mistake=mistake,
    )


def _new_pin_page(waiting: Waiting, mistakes: dict[str, str] | None = None, picture: str = "") -> Response:
    return page(
        waiting.reader,
        "family/new_pin.html",
        422 if mistakes else 200,
        pictures=PICTURES,
        picture=picture,
        mistakes=mistakes or {},
    )


ROUTES = (
    Route(addresses.CODE, entry(code_page), methods=["GET"]),
    Route(addresses.CODE, entry(code), methods=["POST"]),
    Route(addresses.PIN, entry(pin_page), methods=["GET"]),
    Route(addresses.PIN, entry(pin), methods=["POST"]),
    Route(addresses.NEW_PIN, entry(new_pin_page), methods=["GET"]),
    Route(addresses.NEW_PIN, entry(new_pin), methods=["POST"]),
)
