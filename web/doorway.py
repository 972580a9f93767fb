"""The doorway: one request becomes one visit — who is it, may they, one transaction, one door, one answer.

Every door stands behind it, so a forgotten check is impossible rather than unlikely.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.actors import CaseManager, NetworkMember, Parent, TeamLeader, YoungPerson
from domain.errors import Refusal
from domain.people import Form
from domain.window import Needs, Session
from usecases.ports import Unit
from usecases.sessions import form_of, session_of, who_of
from usecases.window import needs as needs_of
from web import addresses, cookies
from web.forms import Data, read_form
from web.lobby import Lobby, lobby_of
from web.pages import Reader, refused
from web.refusals import ForeignForm, status_of
from web.visits import Arrival, DeskVisit, Early, FamilyVisit


Endpoint = Callable[[Request], Awaitable[Response]]
EntryDoor = Callable[[Arrival], Awaitable[Response]]
FamilyDoor = Callable[[FamilyVisit], Awaitable[Response]]
DeskDoor = Callable[[DeskVisit], Awaitable[Response]]
Around = Callable[[Early], AbstractAsyncContextManager[object]]
"""What takes too long for the door's transaction, such as taking in files; it gives the visit's ``prepared``.

It is entered before the transaction and left after it, and a failure comes through it, so that it can clean up.
"""

ROOMS: dict[Needs, str] = {
    Needs.CODE: addresses.CODE,
    Needs.NEW_PIN: addresses.NEW_PIN,
    Needs.PIN: addresses.PIN,
    Needs.LOCKED: addresses.LOCK,
}
"""Where somebody goes whose session is not open yet."""


def entry(door: EntryDoor, *, kind: str = cookies.FAMILY) -> Endpoint:
    """A door for people who are not in yet; it opens its own transactions, one or several."""

    async def endpoint(request: Request) -> Response:
        lobby = lobby_of(request)
        arrival = Arrival(lobby, request, await _data(request), cookies.session_token(request, kind))
        try:
            response = await door(arrival)
        except Elsewhere as away:
            return _sent_away(lobby, away)
        except Refusal as refusal:
            return refused(arrival, refusal, status_of(refusal))
        lobby.wake()
        return response

    return endpoint


def family(
    door: FamilyDoor,
    *,
    needs: Needs | None = Needs.NOTHING,
    fresh: bool = False,
    alive: bool = True,
    files: bool = False,
    around: Around | None = None,
) -> Endpoint:
    """A door for a family, behind the PIN.

    With another ``needs`` it opens for whoever is just there in their way in; with None for everybody with a live
    session, also when locked out. ``fresh``: the PIN was typed in the last two minutes. Without ``alive`` the
    visit does not count as activity (a page that asks by itself). ``files``: its form may hold files.
    """

    async def visit(uow: Unit, arrival: Arrival, prepared: object) -> FamilyVisit:
        session = await family_session(uow, arrival, alive=alive)
        if needs is not None:
            if (still := await needs_of(uow, session=session)) is not needs:
                raise Elsewhere(ROOMS.get(still, addresses.HOME))
            if fresh and not session.is_fresh(uow.now):
                raise Elsewhere(addresses.PIN)
        return await family_visit(uow, arrival, session, prepared)

    return _endpoint(_Steps(visit, door, around, files))


def desk(
    door: DeskDoor, *, alive: bool = True, files: bool = False, around: Around | None = None
) -> Endpoint:
    """A door for professionals, behind their passkey; the rest as for a family."""

    async def visit(uow: Unit, arrival: Arrival, prepared: object) -> DeskVisit:
        return await desk_visit(uow, arrival, prepared, alive=alive)

    return _endpoint(_Steps(visit, door, around, files))


def go(path: str) -> Response:
    """On to another page, with GET."""
    return RedirectResponse(path, 303)


def takes_files(endpoint: object) -> bool:
    """Whether the form of this door may hold files, so that its body may be large."""
    return endpoint in _WITH_FILES


_WITH_FILES: set[Endpoint] = set()
VisitT = TypeVar("VisitT", FamilyVisit, DeskVisit)


@dataclass(frozen=True, slots=True)
class _Steps(Generic[VisitT]):
    visit: Callable[[Unit, Arrival, object], Awaitable[VisitT]]
    door: Callable[[VisitT], Awaitable[Response]]
    around: Around | None
    files: bool

    async def look(self, arrival: Arrival) -> Early:
        """Find session and person right in a transaction of its own."""
        async with arrival.lobby.archive.unit() as uow:
            visit = await self.visit(uow, arrival, None)
        return Early(visit.lobby, visit.request, visit.data, visit.session, visit.who, visit.form)

    @asynccontextmanager
    async def prepared(self, arrival: Arrival) -> AsyncIterator[object]:
        """What ``around`` gives, if there is one."""
        if self.around is None:
            yield None
        else:
            check_form(arrival)
            async with self.around(await self.look(arrival)) as prepared:
                yield prepared


def _endpoint(steps: _Steps[VisitT]) -> Endpoint:
    """The way through: cookie, form, what is prepared, transaction, door, answer."""

    async def endpoint(request: Request) -> Response:
        lobby = lobby_of(request)
        kind = cookies.PROFESSIONAL if addresses.is_desk(request.url.path) else cookies.FAMILY
        arrival = Arrival(lobby, request, Data(), cookies.session_token(request, kind))
        reader = arrival.reader
        try:
            if steps.files:  # Nobody's large body is read before they are known.
                await steps.look(arrival)
            arrival = replace(arrival, data=await _data(request))
            async with steps.prepared(arrival) as prepared, lobby.archive.unit() as uow:
                visit = await steps.visit(uow, arrival, prepared)
                reader = visit.reader
                check_form(arrival)
                response = await steps.door(visit)
        except Elsewhere as away:
            return _sent_away(lobby, away)
        except Refusal as refusal:
            return refused(reader, refusal, status_of(refusal))
        if request.method != "GET":
            lobby.wake()
        return response

    if steps.files:
        _WITH_FILES.add(endpoint)
    return endpoint


def _sent_away(lobby: Lobby, away: Elsewhere) -> Response:
    response = go(away.path)
    return cookies.take_back(response, lobby, away.forget) if away.forget else response


async def _data(request: Request) -> Data:
    return await read_form(request) if request.method == "POST" else Data()
