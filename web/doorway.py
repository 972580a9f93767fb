"""The doorway: one request becomes one visit — who is it, may they, one transaction, one door, one answer.

Every door stands behind it, so a forgotten check is impossible rather than unlikely.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.errors import Refusal
from domain.window import Needs, Session
from usecases.ports import Unit
from usecases.sessions import faded
from usecases.window import needs as needs_of
from web import addresses, cookies
from web.forms import Data, read_form
from web.known import Elsewhere, check_form, desk_session, desk_visit, family_session, family_visit
from web.lobby import Lobby, lobby_of
from web.pages import refused
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

VisitT = TypeVar("VisitT", FamilyVisit, DeskVisit)


@dataclass(frozen=True, slots=True)
class Words(Generic[VisitT]):
    """What becomes of the words in a form that cannot be taken.

    ``keep`` them when the window had closed by itself; show them ``again`` when the page was of before the last PIN.
    """

    keep: Callable[[VisitT], Awaitable[None]]
    again: Callable[[VisitT], Awaitable[Response]] | None = None


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
    words: Words[FamilyVisit] | None = None,
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

    return _endpoint(_Steps(visit, family_visit, door, around, files, words))


def desk(
    door: DeskDoor,
    *,
    alive: bool = True,
    files: bool = False,
    around: Around | None = None,
    words: Words[DeskVisit] | None = None,
) -> Endpoint:
    """A door for professionals, behind their passkey; the rest as for a family."""

    async def visit(uow: Unit, arrival: Arrival, prepared: object) -> DeskVisit:
        return await desk_visit(uow, arrival, await desk_session(uow, arrival, alive=alive), prepared)

    return _endpoint(_Steps(visit, desk_visit, door, around, files, words))


def go(path: str) -> Response:
    """On to another page, with GET."""
    return RedirectResponse(path, 303)


def takes_files(endpoint: object) -> bool:
    """Whether the form of this door may hold files, so that its body may be large."""
    return endpoint in _WITH_FILES


_WITH_FILES: set[Endpoint] = set()


@dataclass(frozen=True, slots=True)
class _Steps(Generic[VisitT]):
    visit: Callable[[Unit, Arrival, object], Awaitable[VisitT]]
    visit_of: Callable[[Unit, Arrival, Session, object], Awaitable[VisitT]]
    door: Callable[[VisitT], Awaitable[Response]]
    around: Around | None
    files: bool
    words: Words[VisitT] | None

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

    async def once_more(self, arrival: Arrival) -> Response:
        """The form again, with the words of one that is from an earlier page.

        Raises:
            ForeignForm: this door holds no words.
        """
        if self.words is None or self.words.again is None:
            raise ForeignForm
        async with arrival.lobby.archive.unit() as uow:
            return await self.words.again(await self.visit(uow, arrival, None))

    async def rescue(self, arrival: Arrival) -> bool:
        """Keep the words of a form whose window had closed by itself meanwhile; whether that was done."""
        if self.words is None or arrival.request.method == "GET" or not arrival.token:
            return False
        async with arrival.lobby.archive.reading() as uow:
            if await faded(uow, token=arrival.token) is None:
                return False
        if not arrival.data.fields:
            arrival = replace(arrival, data=await _data(arrival.request))
        with suppress(Refusal, Elsewhere):
            check_form(arrival)
            async with arrival.lobby.archive.unit() as uow:
                session = await faded(uow, token=arrival.token)
                if session is not None:
                    await self.words.keep(await self.visit_of(uow, arrival, session, None))
                    return True
        return False


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
            try:
                async with steps.prepared(arrival) as prepared, lobby.archive.unit() as uow:
                    visit = await steps.visit(uow, arrival, prepared)
                    reader = visit.reader
                    check_form(arrival)
                    response = await steps.door(visit)
            except ForeignForm:
                response = await steps.once_more(arrival)
        except Elsewhere as away:
            return _sent_away(lobby, away, kept=await steps.rescue(arrival))
        except Refusal as refusal:
            return refused(reader, refusal, status_of(refusal))
        if request.method != "GET":
            lobby.wake()
        return response

    if steps.files:
        _WITH_FILES.add(endpoint)
    return endpoint


def _sent_away(lobby: Lobby, away: Elsewhere, *, kept: bool = False) -> Response:
    response = go(f"{away.path}?{addresses.KEPT}" if kept else away.path)
    return cookies.take_back(response, lobby, away.forget) if away.forget else response


async def _data(request: Request) -> Data:
    return await read_form(request) if request.method == "POST" else Data()
