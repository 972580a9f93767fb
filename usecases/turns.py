"""A turn in a round as the machine sees it: it was asked, or could not be."""

from dataclasses import replace

from domain.checkins import TurnId, nudge_moment
from domain.linking import Recipient
from domain.people import Person, PersonId
from usecases.letters import is_paused
from usecases.ports import Unit

CHECK_IN, PLAN = "checkin", "plan"
"""What a list item is about when something of this kind did not arrive."""


def undelivered_check_in_key(person: PersonId) -> str:
    """Under which key it stands on a list that a question did not arrive: once per person, whichever round it was."""
    return f"undelivered:{CHECK_IN}:{person.hex}"


def undelivered_plan_key(person: PersonId) -> str:
    """Under which key it stands on a list that it did not arrive that a plan stands ready."""
    return f"undelivered:{PLAN}:{person.hex}"


async def note_asked(uow: Unit, which: TurnId) -> None:
    """The question arrived, or may have; who does not react hears of it once more, the next day."""
    turn = await uow.check_ins.turn(which)
    if turn is None or turn.holder.person is None or turn.asked_at is not None:
        return
    of = await uow.check_ins.round(turn.round)
    rhythm = await uow.check_ins.rhythm(turn.holder.person)
    nudge = None if of is None or turn.has_spoken else nudge_moment(uow.now, rhythm.at, of.closes_at)
    await uow.check_ins.keep_turn(replace(turn, asked_at=uow.now, look_at=nudge))


async def can_be_asked(uow: Unit, person: Person) -> bool:
    """Whether anything would arrive: linked and agreed, and nothing paused.

    Who is not is no work for anybody: that they were not asked stands in the summary, and the window is open to them.
    """
    link = await uow.links.of(Recipient(person=person.id))
    return link is not None and link.consented_at is not None and not await is_paused(uow, person)
