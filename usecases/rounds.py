"""The rounds of check-ins by the clock: planned for a week, asked and asked once more, and closed exactly once."""

from collections.abc import Mapping
from dataclasses import replace

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.calendar import local
from domain.checkins import Rhythm, Turn, TurnId
from domain.notices import CheckInAsked, CheckInNudged
from domain.people import FamilyId, Person, PersonId, Role
from domain.plan_views import goals_to_score
from domain.plans import Plan
from domain.rounds import Round, RoundId, closes_at, monday_of, number_of, round_week, week_after
from domain.work_items import WorkKind
from usecases import signals
from usecases.outbox import put_on_list, tell_person
from usecases.permission import allow, family_of, person_of
from usecases.ports import Unit
from usecases.turns import can_be_asked, give_turns

BATCH = 50
"""How many families are planned in one transaction: enough to save trips, few enough to hold nobody up."""


async def due_families(uow: Unit, who: Clockwork, *, limit: int = BATCH) -> tuple[FamilyId, ...]:
    """The families for which a round is to be planned now."""
    allow(who, Action.RUN, Scope())
    return await uow.plans.due_for_round(monday_of(local(uow.now).date()), limit)


async def plan(uow: Unit, who: Clockwork, *, families: tuple[FamilyId, ...]) -> int:
    """Plan the round of this week for these families, with a turn for everybody who is asked; how many rounds.

    A week that went by while nothing worked gets none. Planning twice changes nothing.
    """
    allow(who, Action.RUN, Scope())
    plans = await uow.plans.several(families)
    people = await uow.families.people_in(plans)
    talkers = {family: [p for p in of if p.role is not Role.NETWORK_MEMBER] for family, of in people.items()}
    rhythms = await uow.check_ins.rhythms(person.id for of in talkers.values() for person in of)
    planned = 0
    for family, found in plans.items():
        planned += await _plan_one(uow, found, talkers[family], rhythms)
    return planned


async def due_turns(uow: Unit, who: Clockwork, *, limit: int = 200) -> tuple[TurnId, ...]:
    """The turns whose ladder has something to say now."""
    allow(who, Action.RUN, Scope())
    return await uow.check_ins.due(uow.now, limit)


async def take(uow: Unit, who: Clockwork, *, turn: TurnId) -> bool:
    """Ask, or ask once more; whether anything was said. Who reacted, paused or has no goals hears nothing."""
    allow(who, Action.RUN, Scope())
    found = await uow.check_ins.turn(turn)
    if found is None or found.look_at is None or found.look_at > uow.now:
        return False
    of = await uow.check_ins.round(found.round)
    rested = replace(found, look_at=None)
    if of is None or found.holder.person is None or not await _is_wanted(uow, found, of):
        await uow.check_ins.keep_turn(rested)
        return False
    who_is_asked = found.holder.person
    if found.asked_at is None:
        await uow.check_ins.keep_turn(rested)
        notice, key = CheckInAsked(turn), f"checkin:{turn.hex}"
        await tell_person(uow, who_is_asked, notice, key=key, appointment=None, until=of.closes_at)
    else:
        await uow.check_ins.keep_turn(replace(rested, nudged_at=uow.now))
        nudge, key = CheckInNudged(turn), f"checkin_nudge:{turn.hex}"
        await tell_person(uow, who_is_asked, nudge, key=key, appointment=None, until=of.closes_at)
    return True


async def to_close(uow: Unit, who: Clockwork, *, limit: int = 200) -> tuple[RoundId, ...]:
    """The rounds that are over and not closed yet, earliest first."""
    allow(who, Action.RUN, Scope())
    return await uow.check_ins.to_close(uow.now, limit)


async def close(uow: Unit, who: Clockwork, *, round: RoundId) -> bool:  # noqa: A002 - the word of the house
    """Close it, once, and keep what the rules find in it; False when it was closed already or is not over."""
    allow(who, Action.RUN, Scope())
    of = await uow.check_ins.round(round)
    if of is None or of.closed_at is not None or uow.now < of.closes_at:
        return False
    await uow.check_ins.save_round(replace(of, closed_at=uow.now))
    await signals.look(uow, await family_of(uow, of.family))
    return True


async def set_aside(uow: Unit, who: Clockwork, *, family: FamilyId) -> None:
    """Planning, closing or looking goes wrong for this family again and again: have a person look into it."""
    allow(who, Action.RUN, Scope())
    await put_on_list(
        uow, await family_of(uow, family), WorkKind.CHECK_NOTICE, key=f"aside:plan:{family.hex}"
    )


async def _plan_one(
    uow: Unit, found: Plan, talkers: list[Person], rhythms: Mapping[PersonId, Rhythm]
) -> bool:
    if found.rounds_from is None:
        await uow.plans.save(replace(found, next_round=None))
        return False
    week = round_week(uow.now, found.rounds_from)
    if week > monday_of(local(uow.now).date()):
        await uow.plans.save(replace(found, next_round=week))
        return False
    await uow.plans.save(replace(found, next_round=week_after(week, found.rounds_from)))
    number = number_of(week, found.rounds_from)
    if number is None or not found.open_goals:
        return False
    one = Round(RoundId(uow.new_id()), found.family, week, number, closes_at(week))
    if not await uow.check_ins.add_round(one):
        return False
    await give_turns(uow, found, one, talkers, rhythms)
    return True


async def _is_wanted(uow: Unit, turn: Turn, of: Round) -> bool:
    """Whether this turn still asks for something, as things stand now."""
    if turn.has_spoken or turn.nudged_at is not None or of.closed_at is not None or uow.now >= of.closes_at:
        return False
    assert turn.holder.person is not None  # noqa: S101 - the caller has made sure
    rhythm = await uow.check_ins.rhythm(turn.holder.person)
    person = await person_of(uow, turn.holder.person)
    flags = await uow.families.flags_of(of.family)
    if rhythm.paused_since is not None or person.role is Role.NETWORK_MEMBER:
        return False
    goals = goals_to_score(await uow.plans.of(of.family), person.id, flags)
    return bool(goals) and await can_be_asked(uow, person)
