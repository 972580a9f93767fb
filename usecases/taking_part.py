"""Somebody's own part in a circle: what it is, going on, coming back, rather not, and leaving without a reason."""

from dataclasses import replace

from domain.actions import Action
from domain.actors import NetworkMember
from domain.audit import Mode
from domain.circle import CircleEvent, CircleStep, MemberEnd, Membership, MemberState
from domain.errors import Outdated
from domain.letters_circle import MemberPart
from domain.linking import Recipient
from domain.people import Family, Person
from domain.work_items import WorkKind
from usecases.circle_people import membership_of, part_of, stays_key
from usecases.handing_over import give_back
from usecases.leaving import end_part
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit


async def part(uow: Unit, who: NetworkMember) -> MemberPart:
    """What one takes part for, until when, and the tasks that one has or is asked for, in neutral words."""
    person, _, membership = await _own(uow, who, Mode.READ)
    return await part_of(uow, person, membership)


async def leave(uow: Unit, who: NetworkMember) -> None:
    """Stop taking part at once; no reason is asked, and what one held goes to others. Twice changes nothing."""
    await _end(uow, who, MemberEnd.LEFT, WorkKind.MEMBER_LEFT)


async def decline(uow: Unit, who: NetworkMember) -> None:
    """Rather not take part, said where one would agree; no reason is asked. Twice changes nothing."""
    await _end(uow, who, MemberEnd.DECLINED, WorkKind.MEMBER_DECLINED)


async def answer_stay(uow: Unit, who: NetworkMember, *, goes_on: bool) -> None:
    """Would one go on? The gezinsmanager decides about a yes; another answer replaces this one.

    Raises:
        Outdated: it was not asked, or it has ended.
    """
    person, family, membership = await _own(uow, who, Mode.UPDATE)
    if membership.asked_at is None or membership.state is MemberState.ENDED:
        raise Outdated(detail="membership")
    if membership.goes_on is goes_on:
        return
    await uow.circle.save(replace(membership, goes_on=goes_on))
    if goes_on:
        await put_on_list(uow, family, WorkKind.MEMBER_STAYS, key=stays_key(person.id), person=person.id)
    else:
        await uow.work_items.close_by_key(stays_key(person.id), uow.now)


async def answer_return(uow: Unit, who: NetworkMember, *, comes_back: bool) -> None:
    """Can one take part again? A yes counts at once; a no leaves it with the gezinsmanager, whose list it is on.

    Raises:
        Outdated: it was not asked, or it has ended.
    """
    person, family, membership = await _own(uow, who, Mode.UPDATE)
    if comes_back and membership.state is MemberState.MEMBER:
        return
    if membership.state is not MemberState.STEPPED_BACK or membership.back_asked_at is None:
        raise Outdated(detail="membership")
    if comes_back:
        await uow.circle.save(membership.returned())
        by = Recipient(person=person.id)
        await uow.circle.note(CircleEvent(person.id, family.id, CircleStep.RETURNED, uow.now, by))
        await give_back(uow, family, person.id, by=by)


async def _end(uow: Unit, who: NetworkMember, end: MemberEnd, kind: WorkKind) -> None:
    person, family, membership = await _own(uow, who, Mode.UPDATE)
    if membership.state is MemberState.ENDED:
        return
    await end_part(uow, family, person, membership, end, by=Recipient(person=person.id))
    await put_on_list(uow, family, kind, key=f"{kind.value}:{person.id.hex}", person=person.id)


async def _own(uow: Unit, who: NetworkMember, mode: Mode) -> tuple[Person, Family, Membership]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope, kind = scope_of_family(family, person.id), "membership"
    await permit(uow, who, Action.TAKE_PART, scope, mode=mode, kind=kind, object_id=person.id)
    return person, family, await membership_of(uow, person)
