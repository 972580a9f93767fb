"""How a professional signs in, with a passkey, and sees and ends where they are signed in.

OpenID Connect comes later: it will be one more way in beside these, ending in the same kind of session.
"""

from contextlib import suppress

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.actors import Stranger
from domain.errors import NotFound
from domain.passkeys import PasskeyId
from domain.people import ProfessionalId
from domain.window import EntryFailed, SessionId
from usecases import passkeys as keys
from usecases import sessions
from usecases.ports import Unit
from web import addresses, cookies
from web.doorway import Endpoint, EntryDoor, desk, entry, go
from web.forms import as_id
from web.pages import page
from web.passkeys import (
    SIGN_IN,
    enrolment_options,
    enrolment_purpose,
    read_answer,
    sign_in_options,
    spend_challenge,
    verify_made,
    verify_signed,
)
from web.visits import Arrival, DeskVisit, says_kept


async def sign_in_page(arrival: Arrival) -> Response:
    """Sign in with a passkey; in the demo also with one click."""
    people: tuple[tuple[str, str], ...] = ()
    async with arrival.lobby.archive.reading() as uow:
        session = await sessions.session_of(uow, token=arrival.token, touch=False) if arrival.token else None
        if session is not None and session.holder.professional is not None:
            return go(addresses.DESK_HOME)
        if arrival.lobby.demo:
            everybody = await uow.organisation.professionals()
            people = tuple((str(one.id), one.name.reveal()) for one in everybody)
    return page(arrival, "desk/sign_in.html", people=people, is_kept=says_kept(arrival))


async def ask_to_sign_in(arrival: Arrival) -> Response:
    """What the browser is asked to sign."""
    async with arrival.lobby.archive.reading() as uow:
        return _json(sign_in_options(uow, arrival.lobby))


async def sign_in(arrival: Arrival) -> Response:
    """What it signed."""
    answer = read_answer(arrival.data.get("credential"))
    async with arrival.lobby.archive.unit() as uow:
        await spend_challenge(uow, answer, SIGN_IN)
        passkey = await keys.passkey_of(uow, credential=answer.credential)
    counter = None
    if passkey is not None:
        with suppress(EntryFailed):
            counter = verify_signed(arrival.lobby, answer, passkey)
    async with arrival.lobby.archive.unit() as uow:
        token = await keys.sign_in(uow, Stranger(), passkey=passkey, counter=counter)
        await _end_earlier(uow, arrival)
    return _signed_in(arrival, token)


async def begin_page(arrival: Arrival) -> Response:
    """Where the administrator's one-time link leads; its token stays in the browser until somebody taps."""
    return page(arrival, "desk/begin.html")


async def ask_to_begin(arrival: Arrival) -> Response:
    """What the browser is asked to make."""
    token = arrival.data.secret("token")
    async with arrival.lobby.archive.unit() as uow:
        somebody = await keys.enrolment_of(uow, Stranger(), token=token)
        return _json(enrolment_options(uow, arrival.lobby, somebody, token.reveal()))


async def begin(arrival: Arrival) -> Response:
    """The passkey that it made."""
    token = arrival.data.secret("token")
    answer = read_answer(arrival.data.get("credential"))
    async with arrival.lobby.archive.unit() as uow:
        await spend_challenge(uow, answer, enrolment_purpose(token.reveal()))
    made = verify_made(arrival.lobby, answer)
    async with arrival.lobby.archive.unit() as uow:
        session = await keys.register(
            uow,
            Stranger(),
            token=token,
            credential=made.credential,
            public_key=made.public_key,
            counter=made.counter,
        )
        await _end_earlier(uow, arrival)
    return _signed_in(arrival, session)


async def demo_sign_in(arrival: Arrival) -> Response:
    """One click, in the demo alone; elsewhere there is no such page.

    Raises:
        NotFound: this is no demo, or nobody has this id.
    """
    if not arrival.lobby.demo:
        raise NotFound(detail="address")
    which = ProfessionalId(as_id(arrival.data.get("professional")))
    async with arrival.lobby.archive.unit() as uow:
        token = await keys.demo_sign_in(uow, Stranger(), professional=which)
        await _end_earlier(uow, arrival)
    return cookies.give(go(addresses.DESK_HOME), arrival.lobby, cookies.PROFESSIONAL, token)


async def sign_out(visit: DeskVisit) -> Response:
    """Leave; the session is over."""
    await sessions.end(visit.uow, session=visit.session)
    return cookies.take_back(go(addresses.DESK), visit.lobby, cookies.PROFESSIONAL)


async def access(visit: DeskVisit) -> Response:
    """Where they are signed in, and with which passkeys they can."""
    return page(
        visit,
        "desk/access.html",
        sessions=await sessions.sessions_of(visit.uow, visit.who),
        here=visit.session.id,
        passkeys=await keys.passkeys_of(visit.uow, visit.who),
    )


async def end_others(visit: DeskVisit) -> Response:
    """End every other session."""
    await sessions.end_others(visit.uow, visit.who, session=visit.session)
    return go(addresses.DESK_ACCESS)


async def end_session(visit: DeskVisit) -> Response:
    """End one session."""
    await sessions.end_session(visit.uow, visit.who, session_id=SessionId(visit.id()))
    return go(addresses.DESK_ACCESS)


async def end_passkey(visit: DeskVisit) -> Response:
    """End a passkey, of a lost telephone for instance."""
    await keys.end_passkey(visit.uow, visit.who, passkey_id=PasskeyId(visit.id()), session=visit.session)
    return go(addresses.DESK_ACCESS)


async def _end_earlier(uow: Unit, arrival: Arrival) -> None:
    session = await sessions.session_of(uow, token=arrival.token, touch=False) if arrival.token else None
    if session is not None:
        await sessions.end(uow, session=session)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")


def _signed_in(arrival: Arrival, token: str) -> Response:
    response = JSONResponse({"to": addresses.DESK_HOME})
    return cookies.give(response, arrival.lobby, cookies.PROFESSIONAL, token)


def _entry(door: EntryDoor) -> Endpoint:
    return entry(door, kind=cookies.PROFESSIONAL)


ROUTES = (
    Route(addresses.DESK, _entry(sign_in_page), methods=["GET"]),
    Route(addresses.DESK_OPTIONS, _entry(ask_to_sign_in), methods=["POST"]),
    Route(addresses.DESK_IN, _entry(sign_in), methods=["POST"]),
    Route(addresses.DESK_DEMO, _entry(demo_sign_in), methods=["POST"]),
    Route(addresses.DESK_BEGIN, _entry(begin_page), methods=["GET"]),
    Route(addresses.DESK_BEGIN_OPTIONS, _entry(ask_to_begin), methods=["POST"]),
    Route(addresses.DESK_BEGIN, _entry(begin), methods=["POST"]),
    Route(addresses.DESK_OUT, desk(sign_out), methods=["POST"]),
    Route(addresses.DESK_ACCESS, desk(access), methods=["GET"]),
    Route(addresses.DESK_ACCESS, desk(end_others), methods=["POST"]),
    Route(f"{addresses.DESK_ACCESS}/{{id}}", desk(end_session), methods=["POST"]),
    Route(addresses.DESK_PASSKEY, desk(end_passkey), methods=["POST"]),
)
