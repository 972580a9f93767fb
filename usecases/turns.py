"""A turn in a round as the machine sees it: it is there, and was asked, or could not be."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from domain.checkins import Rhythm, Turn, TurnId, ask_moment, nudge_moment
from domain.linking import Recipient
from domain.people import Person, PersonId, Role
from domain.plan_views import goals_to_score
from domain.plans import Plan
from domain.rounds import Round
from usecases.letters import is_paused
from usecases.ports import Unit

NOBODY: Mapping[PersonId, Turn | None] = MappingProxyType({})

CHECK_IN, PLAN = "checkin", "plan"
"""What a list item is about when something of this kind did not arrive."""


def undelivered_check_in_key(person: PersonId) -> str:
    """Under which key it stands on a list that a question did not arrive: once per person, whichever round it was."""
    return f"undelivered:{CHECK_IN}:{person.hex}"


def undelivered_plan_key(person: PersonId) -> str:
    """Under which key it stands on a list that it did not arrive that a plan stands ready."""
    return f"undelivered:{PLAN}:{person.hex}"


async def give_turns(
    uow: Unit,
    plan: Plan,
    of: Round,
    people: Iterable[Person],
    rhythms: Mapping[PersonId, Rhythm],
    there: Mapping[PersonId, Turn | None] = NOBODY,
) -> None:
    """A turn in this round for everybody with goals to score who is not paused, on their own day and time.

    When that is past they are asked at once. Of the turns that are ``there`` already only those are woken in which
    nothing was asked yet; what was once put in the outbox is not put there again, and what cannot be read stays.
    """
    flags = await uow.families.flags_of(of.family)
    for person in people:
        rhythm = rhythms[person.id]
        if rhythm.paused_since is not None or not goals_to_score(plan, person.id, flags):
            continue
        if person.id not in there:
            turn = Turn(TurnId(uow.new_id()), of.id, Recipient(person=person.id))
        elif (found := there[person.id]) and found.is_unasked and await can_be_asked(uow, person):
            turn = found
        else:
            continue
        moment = max(ask_moment(rhythm, of.week, of.closes_at), uow.now)
        await uow.check_ins.keep_turn(replace(turn, ask_at=moment, look_at=moment))


async def take_in(uow: Unit, plan: Plan) -> None:
    """Give a turn in the open round to everybody who is to be asked by now and was not when it was planned."""
    of = await uow.check_ins.newest_round(plan.family)
    if of is None or not of.is_open(uow.now):
        return
    people = [one for one in await uow.families.people_of(plan.family) if one.role is not Role.NETWORK_MEMBER]
    there = await uow.check_ins.turns_in(of.id)
    rhythms = await uow.check_ins.rhythms(person.id for person in people)
    await give_turns(uow, plan, of, people, rhythms, there)


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
