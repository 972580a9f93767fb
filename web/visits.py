"""Visits: what a door is given, from a request at the doorstep to somebody known with an open transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request

from domain.actors import CaseManager, Colleague, Participant
from domain.errors import NotAllowed
from domain.people import Form
from domain.window import Session
from usecases.ports import Unit
from web import addresses, cookies
from web.forms import Data, as_id
from web.lobby import Lobby
from web.pages import Reader


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request whose form has been read, before any transaction; ``token`` is empty without a cookie."""

    lobby: Lobby
    request: Request
    data: Data
    token: str = field(repr=False)

    @property
    def reader(self) -> Reader:
        """For a page of somebody whom we do not know yet."""
        return self.reader_as(Form.U)

    def reader_as(self, form: Form, now: datetime | None = None) -> Reader:
        """For a page of somebody on their way in, in their own form of address."""
        return Reader(form, self.request.url.path, cookies.csrf_token(self.token), now)


@dataclass(frozen=True, slots=True)
class Early:
    """Somebody whose session and form were found right, while no transaction is open."""

    lobby: Lobby
    request: Request
    data: Data
    session: Session
    who: Participant | Colleague
    form: Form


@dataclass(frozen=True, slots=True)
class FamilyVisit:
    """Somebody of a family at the door, with the open transaction.

    ``prepared`` is what ``around`` made before the transaction began, such as files that were taken in.
    """

    uow: Unit
    who: Participant
    form: Form
    session: Session
    lobby: Lobby
    request: Request
    data: Data
    reader: Reader
    prepared: Any = None

    def id(self, name: str = "id") -> UUID:
        """The id in the address, as in ``/berichten/{id}``.

        Raises:
            NotFound: it is none.
        """
        return _id(self.request, name)


@dataclass(frozen=True, slots=True)
class DeskVisit:
    """A professional at the door, with the open transaction; ``prepared`` as in `FamilyVisit`."""

    uow: Unit
    who: Colleague
    session: Session
    lobby: Lobby
    request: Request
    data: Data
    reader: Reader
    prepared: Any = None
    form: Form = Form.U

    @property
    def case_manager(self) -> CaseManager:
        """Whoever stands here, as a gezinsmanager.

        Raises:
            NotAllowed: it is somebody else.
        """
        if isinstance(self.who, CaseManager):
            return self.who
        raise NotAllowed(detail="door")

    def id(self, name: str = "id") -> UUID:
        """The id in the address.

        Raises:
            NotFound: it is none.
        """
        return _id(self.request, name)


def says_kept(arrival: Arrival) -> bool:
    """Whether somebody was sent here while what they wrote was kept."""
    return arrival.request.url.query == addresses.KEPT


def _id(request: Request, name: str) -> UUID:
    return as_id(request.path_params.get(name, ""))
