"""The members' part of the grid in `rights`: who proposes, who decides, and who takes part."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.circle import MemberKind, MemberProposalId, Membership, MemberState
from domain.people import Called, PersonId
from domain.secret import Secret
from tests.usecases.world import World
from usecases import circle

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
circle.see                     circle.see               x      x    -   x   .     .       x     .      x     -   -    -   -   -
proposing.propose              member.propose           x      x    -   x   x     .       -     -      -     -   -    -   -   -
proposing.own_proposals        member.propose           x      x    -   x   x     .       -     -      -     -   -    -   -   -
proposing.agree                circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
proposing.refuse               circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
circle_changes.add_member      circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
circle_changes.change_member   circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
circle_changes.prolong         circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
circle_changes.step_back       circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
circle_changes.bring_back      circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
circle_changes.remove          circle.change            -      -    -   -   -     -       x     .      x     -   -    -   -   -
taking_part.part               circle.take_part         -      -    x   -   -     -       -     -      -     -   -    -   -   -
taking_part.leave              circle.take_part         -      -    x   -   -     -       -     -      -     -   -    -   -   -
taking_part.decline            circle.take_part         -      -    x   -   -     -       -     -      -     -   -    -   -   -
taking_part.answer_stay        circle.take_part         -      -    x   -   -     -       -     -      -     -   -    -   -   -
taking_part.answer_return      circle.take_part         -      -    x   -   -     -       -     -      -     -   -    -   -   -
memberships.due                clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
memberships.look               clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
memberships.set_aside          clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class MemberStage:
    """In family ⭐ Wil takes part and was asked to go on, somebody stepped back, and somebody was proposed."""

    away: PersonId
    proposal: MemberProposalId


UNTIL = date(2027, 6, 30)
NEW: dict[str, Any] = {
    "called": Called.NEIGHBOUR,
    "kind": MemberKind.OWN,
    "purpose": Secret("Boodschappen doen"),
    "until": UNTIL,
}


async def set_members(world: World) -> MemberStage:
    """All three, now."""
    family, wil = world.cast.families["Ster"].id, world.id("wil")
    wish = {"name": Secret("Anouk Prins"), "called": Called.AUNT, "purpose": Secret("mijn zus"), "once": "a"}
    proposed = await world.do(circle.propose, world.who("fatima"), **wish)
    away = await world.do(circle.add_member, world.sanne, family=family, name=Secret("Buurman Bob"), **NEW)
    async with world.unit() as uow:
        part = Membership(wil, family, uow.now, until=UNTIL, state=MemberState.MEMBER)
        await uow.circle.save(part.asked(now=uow.now))
        joined = replace((await uow.circle.membership(away.id)) or part, state=MemberState.MEMBER)
        await uow.circle.save(joined.stepped_back(date(2026, 12, 24)))
    return MemberStage(away.id, proposed.id)


Asked = Callable[["Stage"], dict[str, Any]]


def _wil(**more: Any) -> Asked:
    return lambda stage: {"person": stage.world.id("wil"), **more}


def _proposal(**more: Any) -> Asked:
    return lambda stage: {"proposal": stage.members.proposal, **more}


ASKED: dict[str, Asked] = {
    "circle.see": lambda stage: {"family": stage.appointment.family},
    "proposing.propose": lambda _: {
        "name": Secret("Els"),
        "called": Called.FRIEND,
        "purpose": Secret("maandag"),
        "once": "b",
    },
    "proposing.agree": _proposal(kind=MemberKind.OWN, until=UNTIL, purpose=Secret("Maandag ophalen")),
    "proposing.refuse": _proposal(),
    "circle_changes.add_member": lambda stage: {
        "family": stage.appointment.family,
        "name": Secret("Els de Boer"),
        **NEW,
    },
    "circle_changes.change_member": _wil(purpose=Secret("Ophalen"), until=UNTIL),
    "circle_changes.prolong": _wil(until=UNTIL),
    "circle_changes.step_back": _wil(back_on=date(2026, 12, 24)),
    "circle_changes.bring_back": lambda stage: {"person": stage.members.away},
    "circle_changes.remove": _wil(),
    "taking_part.answer_stay": lambda _: {"goes_on": True},
    "taking_part.answer_return": lambda _: {"comes_back": True},
    "memberships.look": _wil(),
    "memberships.set_aside": _wil(),
}
