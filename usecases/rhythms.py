"""When and how somebody is asked about the goals: their own day, time and scale, and whether at all."""

from dataclasses import replace
from datetime import time

from domain.actions import Action
from domain.actors import Talker
from domain.audit import Mode
from domain.checkins import DAYTIMES, Rhythm, Scale, ask_moment
from domain.errors import Unsuitable
from domain.linking import Recipient
from domain.people import Family, Person
from domain.rounds import Round
from usecases.own_rounds import around, unasked_turn
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit

DAYS = range(7)


async def see(uow: Unit, who: Talker) -> Rhythm:
    """The present choices."""
    person, _ = await _permitted(uow, who, Mode.READ)
    return await uow.check_ins.rhythm(person.id)


async def change(
    uow: Unit,
    who: Talker,
    *,
    weekday: int | None = None,
    at: time | None = None,
    scale: Scale | None = None,
    shares_lines: bool | None = None,
) -> Rhythm:
    """Change what is given and leave the rest; who was not asked yet this week is asked at the new moment.

    Raises:
        Unsuitable: no day of the week, or a time that cannot be chosen.
    """
    if weekday is not None and weekday not in DAYS:
        raise Unsuitable(detail="weekday")
    if at is not None and at not in DAYTIMES:
        raise Unsuitable(detail="at")
    person, family = await _permitted(uow, who, Mode.UPDATE)
    old = await uow.check_ins.rhythm(person.id)
    new = replace(
        old,
        weekday=old.weekday if weekday is None else weekday,
        at=old.at if at is None else at,
        scale=old.scale if scale is None else scale,
        shares_lines=old.shares_lines if shares_lines is None else shares_lines,
    )
    if new != old:
        await uow.check_ins.save_rhythm(new)
        await _move_turn(uow, family, new)
    return new


async def pause(uow: Unit, who: Talker) -> Rhythm:
    """Ask nothing about the goals until further notice; all the rest goes on, and no reason is asked."""
    person, _ = await _permitted(uow, who, Mode.UPDATE)
    old = await uow.check_ins.rhythm(person.id)
    if old.paused_since is not None:
        return old
    paused = replace(old, paused_since=uow.now)
    await uow.check_ins.save_rhythm(paused)
    return paused


async def resume(uow: Unit, who: Talker) -> Rhythm:
    """Ask again, in this week too: when its moment is past, from the next morning on."""
    person, family = await _permitted(uow, who, Mode.UPDATE)
    old = await uow.check_ins.rhythm(person.id)
    if old.paused_since is None:
        return old
    again = replace(old, paused_since=None)
    await uow.check_ins.save_rhythm(again)
    await _take_up(uow, person, family, again)
    return again


async def _move_turn(uow: Unit, family: Family, rhythm: Rhythm) -> None:
    """Ask at the new moment in the round that is open, unless it was asked or that moment is past."""
    of = await _open_round(uow, family)
    if of is None:
        return
    turn = await uow.check_ins.turn_of(of.id, Recipient(person=rhythm.person))
    if turn is None or turn.asked_at is not None or turn.look_at is None:
        return
    moment = ask_moment(rhythm, of.week, of.closes_at)
    if moment > uow.now:
        await uow.check_ins.keep_turn(replace(turn, ask_at=moment, look_at=moment))


async def _take_up(uow: Unit, person: Person, family: Family, rhythm: Rhythm) -> None:
    of = await _open_round(uow, family)
    if of is None or not (await around(uow, person, family)).goals:
        return
    turn = await uow.check_ins.turn_of(of.id, Recipient(person=person.id))
    moment = ask_moment(rhythm, of.week, of.closes_at)
    if moment <= uow.now or (turn is not None and (turn.has_spoken or turn.asked_at is not None)):
        return
    own = turn or unasked_turn(uow, of, person)
    await uow.check_ins.keep_turn(replace(own, ask_at=moment, look_at=moment))


async def _open_round(uow: Unit, family: Family) -> Round | None:
    newest = await uow.check_ins.newest_round(family.id)
    return newest if newest is not None and newest.is_open(uow.now) else None


async def _permitted(uow: Unit, who: Talker, mode: Mode) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.ANSWER_CHECK_IN, scope, mode=mode, kind="rhythm")
    return person, family
