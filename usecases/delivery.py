"""Delivering: decide at the moment of sending, commit the intent, and settle what came of it (security §6.2)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork
from domain.audit import Mode
from domain.delivery import (
    QUARANTINE,
    Dispatch,
    DispatchId,
    DispatchState,
    Failure,
    held_until,
    may_repeat,
    passes_quiet_hours,
    retry_at,
)
from domain.letters import Letter
from domain.linking import Link, Reachability
from domain.notices import (
    TELEGRAM_CARRIES,
    Welcome,
    klass_of,
)
from domain.people import Person
from domain.secret import Secret
from usecases.bundling import held_back_until, note_push
from usecases.circle_people import has_ended
from usecases.hiding import note_trace
from usecases.letters import appointment_of, compose, is_paused, person_of_dispatch
from usecases.links import set_reach
from usecases.permission import allow, permit
from usecases.ports import Unit
from usecases.told import remember_told, renewed
from usecases.undelivered import put_undelivered_on_list

SENDER = "sender"
LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Ready to leave: intent is committed with the unit that made this. ``chat`` is a Telegram chat id."""

    dispatch: Dispatch
    letter: Letter
    chat: Secret
    account: bytes
    silent: bool


async def take_turn(uow: Unit, who: Clockwork, *, owner: UUID) -> int | None:
    """Become or stay the one sender for half a minute; None when another process is."""
    allow(who, Action.RUN, Scope())
    return await uow.leases.take(SENDER, owner, uow.now, uow.now + LEASE)


async def recover(uow: Unit, who: Clockwork, *, own: Collection[DispatchId] = ()) -> int:
    """Treat what is half-sent and not one's ``own`` as: it may have arrived. Returns how many there were."""
    allow(who, Action.RUN, Scope())
    left = [d for d in await uow.dispatches.in_flight() if d.id not in own]
    for dispatch in left:
        await _doubt(uow, dispatch)
    return len(left)


async def due(uow: Unit, who: Clockwork, *, limit: int = 50) -> tuple[DispatchId, ...]:
    """What may leave now, at most one per recipient, earliest first."""
    allow(who, Action.RUN, Scope())
    return tuple(d.id for d in await uow.dispatches.due(uow.now, limit))


async def begin(uow: Unit, who: Clockwork, *, dispatch_id: DispatchId) -> Outgoing | None:
    """Check everything once more and write down the intent to send; None when it does not leave now.

    Link, consent, rights, pause, quiet hours, lateness, class and budget are decided here, never earlier. What
    does not leave is put off, or settled and put on a list.
    """
    allow(who, Action.RUN, Scope())
    dispatch = await uow.dispatches.get(dispatch_id)
    if dispatch is None or dispatch.state not in (DispatchState.PLANNED, DispatchState.UNKNOWN):
        return None
    if dispatch.state is DispatchState.UNKNOWN and (dispatch.labelled or not may_repeat(dispatch.notice)):
        await _end(uow, dispatch, DispatchState.PARKED)
        return None
    person = await person_of_dispatch(uow, dispatch)
    if person is not None and await has_ended(uow, person):
        # Whoever does not take part any more hears nothing, and nobody is to call about it.
        await uow.dispatches.save(replace(dispatch, state=DispatchState.VOID))
        return None
    if dispatch.valid_until is not None and uow.now >= dispatch.valid_until:
        await _end(uow, dispatch, DispatchState.TOO_LATE)
        return None
    dispatch = await renewed(uow, dispatch)
    link = await uow.links.of(dispatch.recipient)
    if not await _may_leave(uow, dispatch, person, link):
        return None
    letter = await compose(uow, dispatch, person, labelled=dispatch.state is DispatchState.UNKNOWN)
    if letter is None:
        await _let_go(uow, dispatch)
        return None
    if klass_of(dispatch.notice) > TELEGRAM_CARRIES:
        await _end(uow, dispatch, DispatchState.REFUSED)
        return None
    if (free := await held_back_until(uow, dispatch, person)) is not None:
        await _wait(uow, dispatch, free)
        return None
    assert link is not None  # noqa: S101 - _may_leave has made sure
    intent = replace(
        dispatch, state=DispatchState.SENDING, attempts=dispatch.attempts + 1, labelled=letter.labelled
    )
    await uow.dispatches.save(intent)
    await note_push(uow, intent, person)
    silent = dispatch.silent or (
        person is not None and held_until(person.preferences, now=uow.now) is not None
    )
    return Outgoing(intent, letter, link.chat, link.account, silent)


async def sent(uow: Unit, who: Clockwork, *, dispatch_id: DispatchId, message: int) -> None:
    """Telegram has accepted it under this message number."""
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="dispatch", object_id=dispatch_id)
    dispatch = await uow.dispatches.get(dispatch_id)
    if dispatch is None:
        return
    await uow.dispatches.save(replace(dispatch, state=DispatchState.SENT, message=message))
    if dispatch.recipient.person is not None:
        await note_trace(uow, dispatch.recipient.person, message)
    await remember_told(uow, dispatch)


async def failed(
    uow: Unit,
    who: Clockwork,
    *,
    dispatch_id: DispatchId,
    failure: Failure,
    wait: timedelta | None = None,
    attempt: int | None = None,
) -> None:
    """Telegram did not take it, or we cannot know. ``wait`` is exactly how long Telegram told us to (429).

    Of an ``attempt`` that is not the present one nothing is settled: another machine has taken over since.
    """
    await permit(uow, who, Action.RUN, Scope(), mode=Mode.UPDATE, kind="dispatch", object_id=dispatch_id)
    dispatch = await uow.dispatches.get(dispatch_id)
    if dispatch is None or dispatch.state is not DispatchState.SENDING:
        return
    if attempt is not None and attempt != dispatch.attempts:
        return
    match failure:
        case Failure.RETRY:
            await _try_again(uow, dispatch, wait)
        case Failure.BLOCKED:
            link = await uow.links.of(dispatch.recipient)
            if link is not None:
                await set_reach(uow, link, Reachability.BLOCKED)
            await _end(uow, dispatch, DispatchState.UNREACHABLE)
        case Failure.DEFECT:
            await _end(uow, dispatch, DispatchState.REFUSED)
        case Failure.UNKNOWN:
            await _doubt(uow, dispatch)


async def _try_again(uow: Unit, dispatch: Dispatch, wait: timedelta | None) -> None:
    """Later, unless that would be too late: then a person hears of it now, while there still is time."""
    again = uow.now + wait if wait is not None else retry_at(dispatch.attempts, now=uow.now)
    if dispatch.valid_until is not None and again >= dispatch.valid_until:
        await _end(uow, dispatch, DispatchState.PARKED if dispatch.labelled else DispatchState.TOO_LATE)
        return
    # A labelled copy that was certainly not sent keeps its one chance.
    state = DispatchState.UNKNOWN if dispatch.labelled else DispatchState.PLANNED
    await uow.dispatches.save(replace(dispatch, state=state, not_before=again, labelled=False))


async def _may_leave(uow: Unit, dispatch: Dispatch, person: Person | None, link: Link | None) -> bool:
    if link is None or link.reachability is Reachability.BLOCKED:
        await _end(uow, dispatch, DispatchState.UNREACHABLE)
        return False
    if person is None or isinstance(dispatch.notice, Welcome):
        return True
    if link.consented_at is None:
        await _end(uow, dispatch, DispatchState.UNREACHABLE)
        return False
    if await is_paused(uow, person):
        await _end(uow, dispatch, DispatchState.REFUSED)
        return False
    hold = held_until(person.preferences, now=uow.now)
    if hold is None or dispatch.urgent:
        return True
    return await _in_quiet_hours(uow, dispatch, hold)


async def _in_quiet_hours(uow: Unit, dispatch: Dispatch, hold: datetime) -> bool:
    """In quiet hours: go silently, wait, or — when waiting would be too late — tell the gezinsmanager now."""
    appointment = await appointment_of(uow, dispatch)
    if passes_quiet_hours(dispatch.notice, appointment, now=uow.now):
        await put_undelivered_on_list(uow, dispatch, last_minute=True)
        return True
    if dispatch.state is DispatchState.UNKNOWN:
        # A doubt may not last a night: by morning nobody would know what this person knows.
        await _end(uow, dispatch, DispatchState.PARKED)
    elif dispatch.valid_until is not None and hold >= dispatch.valid_until:
        await _end(uow, dispatch, DispatchState.TOO_LATE)
    else:
        await uow.dispatches.save(replace(dispatch, not_before=hold))
    return False


async def _wait(uow: Unit, dispatch: Dispatch, until: datetime) -> None:
    """Somebody hears enough this week: it waits, or it is not said at all when it would be of no use any more."""
    if dispatch.valid_until is not None and until >= dispatch.valid_until:
        await uow.dispatches.save(replace(dispatch, state=DispatchState.VOID))
    else:
        await uow.dispatches.save(replace(dispatch, not_before=until))


async def _let_go(uow: Unit, dispatch: Dispatch) -> None:
    """The facts have moved on. If it may have arrived before they did, a person sets it right."""
    if dispatch.state is DispatchState.UNKNOWN:
        await _end(uow, dispatch, DispatchState.PARKED)
    else:
        await uow.dispatches.save(replace(dispatch, state=DispatchState.VOID))


async def _doubt(uow: Unit, dispatch: Dispatch) -> None:
    doubtful = replace(dispatch, state=DispatchState.UNKNOWN, not_before=uow.now + QUARANTINE)
    await uow.dispatches.save(doubtful)


async def _end(uow: Unit, dispatch: Dispatch, state: DispatchState) -> None:
    ended = replace(dispatch, state=state)
    await uow.dispatches.save(ended)
    await put_undelivered_on_list(uow, ended)
