"""Who stands at the door: the live session of a request, and the visit that follows from it."""

from domain.actors import CaseManager, NetworkMember, Parent, TeamLeader, YoungPerson
from domain.people import Form
from domain.window import Session
from usecases.ports import Unit
from usecases.sessions import form_of, session_of, who_of
from web import addresses, cookies
from web.pages import Reader
from web.refusals import ForeignForm
from web.visits import Arrival, DeskVisit, FamilyVisit


class Elsewhere(Exception):
    """They have to be somewhere else first; the transaction is undone. ``forget`` is a cookie to take back."""

    def __init__(self, path: str, forget: str = "") -> None:
        super().__init__(path)
        self.path = path
        self.forget = forget


async def family_session(uow: Unit, arrival: Arrival, *, alive: bool = True) -> Session:
    """The live session of somebody of a family, whatever they still have to show.

    Raises:
        Elsewhere: there is none; to the closed window if there was one.
    """
    session = await session_of(uow, token=arrival.token, touch=alive) if arrival.token else None
    if session is None:
        # The cookie stays: by it Verberg, on the page of the closed window, still knows whose chat to wipe.
        raise Elsewhere(addresses.LOCK if arrival.token else addresses.ENTRY)
    if session.holder.person is None:
        raise Elsewhere(addresses.LOCK, cookies.FAMILY)
    return session


def check_form(arrival: Arrival) -> None:
    """Refuse a form that is not from a page of this very session.

    Raises:
        ForeignForm: it is not.
    """
    if arrival.request.method != "GET" and not cookies.is_csrf_token(arrival.token, arrival.data.get("csrf")):
        raise ForeignForm


async def family_visit(uow: Unit, arrival: Arrival, session: Session, prepared: object) -> FamilyVisit:
    """Somebody of a family, in the words and form of address that are theirs.

    Raises:
        Elsewhere: they are not of a family any more.
    """
    who = await who_of(uow, session)
    if not isinstance(who, Parent | YoungPerson | NetworkMember):
        raise Elsewhere(addresses.ENTRY, cookies.FAMILY)
    form = await form_of(uow, session)
    path = arrival.request.url.path
    alive_url = addresses.ALIVE if session.is_open else ""
    return FamilyVisit(
        uow=uow,
        who=who,
        form=form,
        session=session,
        lobby=arrival.lobby,
        request=arrival.request,
        data=arrival.data,
        reader=Reader(form, path, cookies.csrf_token(arrival.token), uow.now, alive_url),
        prepared=prepared,
    )


async def desk_session(uow: Unit, arrival: Arrival, *, alive: bool = True) -> Session:
    """The live session of a professional.

    Raises:
        Elsewhere: there is none.
    """
    session = await session_of(uow, token=arrival.token, touch=alive) if arrival.token else None
    if session is None or session.holder.professional is None or not session.is_open:
        raise Elsewhere(addresses.DESK, cookies.PROFESSIONAL)
    return session


async def desk_visit(uow: Unit, arrival: Arrival, session: Session, prepared: object) -> DeskVisit:
    """A professional at the desk.

    Raises:
        Elsewhere: they are none any more.
    """
    who = await who_of(uow, session)
    if not isinstance(who, CaseManager | TeamLeader):
        raise Elsewhere(addresses.DESK, cookies.PROFESSIONAL)
    path = arrival.request.url.path
    return DeskVisit(
        uow=uow,
        who=who,
        session=session,
        lobby=arrival.lobby,
        request=arrival.request,
        data=arrival.data,
        reader=Reader(Form.U, path, cookies.csrf_token(arrival.token), uow.now),
        prepared=prepared,
    )
