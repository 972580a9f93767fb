"""The way to the window of a family: from Telegram or by personal link; and out again, at once and without a trace."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import NetworkMember, Parent, Stranger, YoungPerson
from domain.errors import Refusal
from domain.people import PersonId
from domain.window import EntryFailed, Needs, Session
from locales.emergency import Numbers, help_lines
from usecases.hiding import hide
from usecases.ports import Unit
from usecases.roles import Role
from usecases.sessions import end, end_everywhere, form_of, last_known, session_of, who_of
from usecases.window import choices_of_launch, enter_by_launch, enter_by_link, needs
from web import addresses, cookies
from web.doorway import entry, family, go
from web.forms import as_id
from web.pages import page
from web.visits import Arrival, FamilyVisit, says_kept

Coming = Callable[[Unit], Awaitable[str]]
"""One way in: the token of a fresh session."""

CLEARED = '"cache", "cookies", "storage"'
"""What a browser forgets when somebody hides."""


async def welcome(arrival: Arrival) -> Response:
    """The neutral first page; inside Telegram it goes on by itself, elsewhere it tells how to come in."""
    is_known = False
    if arrival.token:
        async with arrival.lobby.archive.reading() as uow:
            is_known = await _session(uow, arrival) is not None
    return page(arrival, "family/entry.html", is_known=is_known, bot=arrival.lobby.bot_username)


async def from_telegram(arrival: Arrival) -> Response:
    """Telegram's own word for who opens the window; who takes part in several families says first in which."""
    launch, key, chosen = arrival.data.get("launch"), arrival.lobby.launch_key, arrival.data.get("kring")

    async def come(uow: Unit) -> str:
        person = PersonId(as_id(chosen)) if chosen else None
        return await enter_by_launch(uow, Stranger(), init_data=launch, key=key, person=person)

    try:
        if not chosen and (roles := await _choices(arrival, launch)):
            return page(arrival, "family/which.html", launch=launch, roles=roles)
        return await _enter(arrival, come)
    except EntryFailed:
        return page(
            arrival, "family/entry.html", 403, is_known=False, has_failed=True, bot=arrival.lobby.bot_username
        )


async def personal_link(arrival: Arrival) -> Response:
    """Where a personal link leads: its key stays in the browser until somebody taps, so no preview can use it."""
    return page(arrival, "family/key.html")


async def from_link(arrival: Arrival) -> Response:
    """The key of a personal link."""

    async def come(uow: Unit) -> str:
        return await enter_by_link(uow, Stranger(), key=arrival.data.secret("key"))

    return await _enter(arrival, come)


async def closed(arrival: Arrival) -> Response:
    """The window is closed: by itself, or because the PIN was wrong too often."""
    is_locked, reader = False, arrival.reader
    if arrival.token:
        async with arrival.lobby.archive.reading() as uow:
            session = await session_of(uow, token=arrival.token, touch=False)
            if session is not None and session.holder.person is not None:
                is_locked = await needs(uow, session=session) is Needs.LOCKED
                reader = arrival.reader_as(await form_of(uow, session))
    return page(reader, "family/lock.html", is_locked=is_locked, is_kept=says_kept(arrival))


async def hide_now(arrival: Arrival) -> Response:
    """Leave at once: the session ends, the chat is wiped, the browser forgets; never a question, never a failure.

    It looks at no token in the form: a page that is too old must hide as well as any other.
    """
    with suppress(Refusal):
        await _leave_no_trace(arrival)
    response = go(addresses.REST)
    response.headers["clear-site-data"] = CLEARED
    return cookies.take_back(response, arrival.lobby, cookies.FAMILY)


async def rest(arrival: Arrival) -> Response:
    """A page on which nothing stands."""
    return page(arrival, "family/rest.html")


async def help_now(arrival: Arrival) -> Response:
    """The help card, from memory: without a session, the database, or anything else that can fail."""
    reader = arrival.reader
    lines = help_lines(Numbers(arrival.lobby.emergency_number), reader.form, young=True)
    return page(reader, "family/help.html", lines=lines)


async def still_here(visit: FamilyVisit) -> Response:
    """Somebody is reading; that it was asked is all that counts."""
    return Response(status_code=204)


async def _enter(arrival: Arrival, come: Coming) -> Response:
    async with arrival.lobby.archive.unit() as uow:
        token = await come(uow)
        # Whoever comes in now may be another person on the same telephone.
        earlier = await _session(uow, arrival)
        if earlier is not None:
            await end(uow, session=earlier)
    return cookies.give(go(addresses.PIN), arrival.lobby, cookies.FAMILY, token)


async def _choices(arrival: Arrival, launch: str) -> tuple[Role, ...]:
    async with arrival.lobby.archive.unit() as uow:
        return await choices_of_launch(uow, Stranger(), init_data=launch, key=arrival.lobby.launch_key)


async def _leave_no_trace(arrival: Arrival) -> None:
    if not arrival.token:
        return
    async with arrival.lobby.archive.unit() as uow:
        session = await last_known(uow, token=arrival.token)
        if session is None:
            return
        await end_everywhere(uow, session=session)
        who = await who_of(uow, session)
        if isinstance(who, Parent | YoungPerson | NetworkMember):
            await hide(uow, who)


async def _session(uow: Unit, arrival: Arrival) -> Session | None:
    return await session_of(uow, token=arrival.token, touch=False) if arrival.token else None


ROUTES = (
    Route(addresses.ENTRY, entry(welcome), methods=["GET"]),
    Route(addresses.LAUNCH, entry(from_telegram), methods=["POST"]),
    Route(addresses.KEY, entry(personal_link), methods=["GET"]),
    Route(addresses.KEY, entry(from_link), methods=["POST"]),
    Route(addresses.LOCK, entry(closed), methods=["GET"]),
    Route(addresses.HIDE, entry(hide_now), methods=["POST"]),
    Route(addresses.REST, entry(rest), methods=["GET"]),
    Route(addresses.HELP, entry(help_now), methods=["GET"]),
    Route(addresses.ALIVE, family(still_here), methods=["GET"]),
)
