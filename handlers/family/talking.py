"""What the doors of the check-ins share: somebody with a conversation of their own, and whether others look along."""

from uuid import UUID

from domain.actors import Parent, Talker, YoungPerson
from domain.errors import NotAllowed, Outdated
from handlers.doorway import Visit, as_participant, the_press
from usecases.letters import is_discreet
from usecases.permission import person_of


def as_talker(visit: Visit) -> Talker:
    """Whoever stands here, as a parent or young person.

    Raises:
        NotAllowed: it is somebody else; nobody from the network is asked about goals.
    """
    if isinstance(visit.who, Parent | YoungPerson):
        return visit.who
    raise NotAllowed(detail="door")


async def others_look_along(visit: Visit) -> bool:
    """Whether nothing may show on this phone until a tap."""
    return await is_discreet(visit.uow, await person_of(visit.uow, as_participant(visit).person))


def subject_of(visit: Visit) -> UUID:
    """What the pressed button is about.

    Raises:
        Outdated: it is about nothing.
    """
    which = the_press(visit).subject
    if which is None:
        raise Outdated(detail="button")
    return which


def uuid_in(value: str) -> UUID:
    """The id that stands in the value of a button.

    Raises:
        Outdated: there is none.
    """
    try:
        return UUID(value)
    except ValueError:
        raise Outdated(detail="button") from None
