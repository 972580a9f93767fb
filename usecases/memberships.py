"""Taking part by the clock: asked once whether to go on, asked back after stepping back, and ended on its last day."""

from datetime import datetime

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.circle import MemberEnd, Membership, MemberState
from domain.notices import Notice
from domain.notices_circle import ReturnAsked, StayAsked
from domain.people import Family, Person, PersonId
from domain.work_items import WorkKind
from usecases.circle_people import returns_key
from usecases.handing_over import release
from usecases.leaving import end_part
from usecases.outbox import put_on_list, tell_person
from usecases.permission import allow, family_of, person_of
from usecases.ports import Unit


async def due(uow: Unit, who: Clockwork, *, limit: int = 200) -> tuple[PersonId, ...]:
    """Whose part in a circle has something to say now."""
    allow(who, Action.RUN, Scope())
    return await uow.circle.due(uow.now, limit)


async def look(uow: Unit, who: Clockwork, *, person: PersonId) -> bool:
    """End it, ask whether to go on, or ask back, whichever is due; whether anything was done.

    Looking twice, late, or on two machines changes nothing.
    """
    allow(who, Action.RUN, Scope())
    membership = await uow.circle.membership(person)
    if membership is None or membership.look_at is None or membership.look_at > uow.now:
        return False
    someone = await person_of(uow, person)
    family = await family_of(uow, someone.family)
    if _is_past(uow, membership.over_at):
        await _end(uow, family, someone, membership)
        return True
    if _is_past(uow, membership.return_asked_at):
        membership = await _ask_back(uow, family, membership)
    if _is_past(uow, membership.stay_asked_at):
        await _ask_to_stay(uow, membership)
    return True


async def set_aside(uow: Unit, who: Clockwork, *, person: PersonId) -> None:
    """Looking goes wrong for this member again and again: have a person look into it."""
    allow(who, Action.RUN, Scope())
    family = await family_of(uow, (await person_of(uow, person)).family)
    key = f"aside:member:{person.hex}"
    await put_on_list(uow, family, WorkKind.CHECK_NOTICE, key=key, person=person)


def _is_past(uow: Unit, at: datetime | None) -> bool:
    return at is not None and at <= uow.now


async def _end(uow: Unit, family: Family, person: Person, membership: Membership) -> None:
    await end_part(uow, family, person, membership, MemberEnd.OVER, by=None)
    if membership.state is not MemberState.INVITED:
        key = f"{WorkKind.MEMBER_OVER.value}:{person.id.hex}"
        await put_on_list(uow, family, WorkKind.MEMBER_OVER, key=key, person=person.id)


async def _ask_to_stay(uow: Unit, membership: Membership) -> None:
    assert membership.until is not None  # noqa: S101 - the caller looked
    await uow.circle.save(membership.asked(now=uow.now))
    notice = StayAsked(membership.person, membership.until)
    await _tell(uow, membership, notice, key=f"stay:{membership.until.isoformat()}")


async def _ask_back(uow: Unit, family: Family, membership: Membership) -> Membership:
    assert membership.back_on is not None  # noqa: S101 - the caller looked
    asked = membership.asked_back(now=uow.now)
    await uow.circle.save(asked)
    notice = ReturnAsked(membership.person, membership.back_on)
    await _tell(uow, membership, notice, key=f"return:{membership.back_on.isoformat()}")
    who = membership.person
    # Until they say yes others do what was theirs; then what nobody took is theirs again.
    await release(uow, family, who, by=None)
    await put_on_list(uow, family, WorkKind.MEMBER_RETURNS, key=returns_key(who), person=who)
    return asked


async def _tell(uow: Unit, membership: Membership, notice: Notice, *, key: str) -> None:
    """It is worth asking as long as they take part."""
    until = membership.over_at
    await tell_person(uow, membership.person, notice, key=key, appointment=None, until=until)
