"""Reading what a button carries: whom or what it is about, and its small value."""

from datetime import datetime, timedelta
from uuid import UUID

from domain.appointments import AppointmentId
from domain.buttons import Awaiting, Expectation, Pressed
from domain.drafts import DraftId
from domain.errors import Outdated
from handlers.doorway import Visit, the_press

WAITS = timedelta(hours=12)


def appointment_id(pressed: Pressed) -> AppointmentId:
    """The appointment a button is about.

    Raises:
        Outdated: it is about nothing.
    """
    return AppointmentId(_subject(pressed.subject))


def draft_id(visit: Visit) -> DraftId:
    """The draft that a button, or the awaited text, is about.

    Raises:
        Outdated: it is about nothing.
    """
    if visit.pressed is None and visit.expectation is not None:
        return DraftId(_subject(visit.expectation.subject))
    return DraftId(_subject(the_press(visit).subject))


def moment(value: str) -> datetime:
    """The instant (UTC) that a button carries.

    Raises:
        Outdated: it carries none.
    """
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise Outdated(detail="button") from None


def number(value: str) -> int:
    """The number that a button carries.

    Raises:
        Outdated: it carries none.
    """
    if not (value.isascii() and value.isdecimal()):
        raise Outdated(detail="button")
    return int(value)


async def expect(visit: Visit, awaiting: Awaiting, subject: UUID | None = None, version: int = 0) -> None:
    """The next text of this account means this, for half a day."""
    until = visit.uow.now + WAITS
    await visit.uow.expectations.set(
        Expectation(visit.account, awaiting, until, subject, version, visit.recipient)
    )


async def no_longer(visit: Visit, *awaiting: Awaiting) -> None:
    """Stop waiting for this: it came by button, or somebody went on to something else."""
    present = await visit.uow.expectations.get(visit.account)
    if present is not None and present.awaiting in awaiting:
        await visit.uow.expectations.clear(visit.account)


def _subject(which: UUID | None) -> UUID:
    if which is None:
        raise Outdated(detail="button")
    return which
