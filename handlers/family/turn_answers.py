"""Doors for what somebody says of a turn by one tap: done, cannot, help, later, I do it, or that it was not so."""

from collections.abc import Awaitable, Callable

from domain.buttons import Awaiting, Press, Pressed
from domain.errors import Outdated, Unsuitable
from domain.notices_circle import TurnTrouble
from domain.tasks import TurnEnded, TurnState
from handlers.doorway import Visit, as_participant, the_press
from handlers.family.appointments import read_time
from handlers.family.talking import as_talker
from handlers.family.turn_pages import looking, page, see, turn_of
from handlers.presses import expect, moment, no_longer
from handlers.views import notices_turns, times
from handlers.views import turns as views
from handlers.views.turns import TYPE
from handlers.views.view import View
from usecases import own_turns
from usecases.own_turns import OwnTurn

Says = Callable[[Visit], Awaitable[View]]


def _or_as_it_stands(door: Says) -> Says:
    """A button of before the turn changed says how it stands now; what ended or was taken says so itself."""

    async def kindly(visit: Visit) -> View:
        try:
            return await door(visit)
        except Outdated as outdated:
            if outdated.code != Outdated.code or outdated.detail != "turn":
                raise
            return views.one(await page(visit, await see(visit)), now=visit.uow.now)

    return kindly


@_or_as_it_stands
async def done(visit: Visit) -> View:
    """Gedaan."""
    own = await own_turns.done(
        visit.uow, as_participant(visit), turn=turn_of(visit), sequence=_version(visit)
    )
    return views.thanks(await page(visit, own), now=visit.uow.now)


@_or_as_it_stands
async def cannot(visit: Visit) -> View:
    """Lukt niet."""
    own = await own_turns.cannot(
        visit.uow, as_participant(visit), turn=turn_of(visit), sequence=_version(visit)
    )
    return await _said_no(visit, own)


@_or_as_it_stands
async def decline(visit: Visit) -> View:
    """Somebody who was asked cannot."""
    own = await own_turns.decline(
        visit.uow, as_participant(visit), turn=turn_of(visit), sequence=_version(visit)
    )
    return await _said_no(visit, own)


@_or_as_it_stands
async def ask_help(visit: Visit) -> View:
    """Hulp nodig."""
    own = await own_turns.ask_help(
        visit.uow, as_participant(visit), turn=turn_of(visit), sequence=_version(visit)
    )
    return views.help_asked(await page(visit, own), now=visit.uow.now)


@_or_as_it_stands
async def take(visit: Visit) -> View:
    """Ja, ik doe het; whoever comes second is told kindly that it is arranged."""
    own = await own_turns.take(
        visit.uow, as_participant(visit), turn=turn_of(visit), sequence=_version(visit)
    )
    return views.taken(await page(visit, own), now=visit.uow.now)


async def correct(visit: Visit) -> View:
    """Toch niet, or toch wel: on the same day what was said can be taken back."""
    own = await own_turns.correct(visit.uow, as_participant(visit), turn=turn_of(visit))
    shown = await page(visit, own)
    if own.turn.state is TurnState.DONE:
        return views.thanks(shown, now=visit.uow.now)
    return views.corrected(shown, now=visit.uow.now)


@_or_as_it_stands
async def later(visit: Visit) -> View:
    """Later: some moments to choose from, or to type."""
    pressed = the_press(visit)
    own = await see(visit)
    if not own.can_answer:
        return views.one(await page(visit, own), now=visit.uow.now)
    # The page invites to type, so what is typed next is a time if it reads as one.
    await expect(visit, Awaiting.TURN_LATER, pressed.subject, own.turn.sequence)
    if pressed.value == TYPE:
        return times.asked(visit.form)
    return views.later(await page(visit, own), now=visit.uow.now)


@_or_as_it_stands
async def later_to(visit: Visit) -> View:
    """The moment to which it is put off, said back in full."""
    who, which, at = as_participant(visit), turn_of(visit), moment(the_press(visit).value)
    try:
        own = await own_turns.later(visit.uow, who, turn=which, sequence=_version(visit), starts_at=at)
    except Unsuitable:
        return views.later(await page(visit, await see(visit)), now=visit.uow.now, too_far=True)
    await no_longer(visit, Awaiting.TURN_LATER)
    return views.put_off(await page(visit, own), now=visit.uow.now)


async def typed_later(visit: Visit) -> View:
    """A typed time to put it off to, said back in full before anything is done with it."""
    expectation = visit.expectation
    if expectation is None:
        raise Outdated(detail="expectation")
    choose = Pressed(Press.TURN_LATER_TO, expectation.subject, expectation.version)
    again = Pressed(Press.TURN_LATER, expectation.subject, expectation.version, TYPE)
    return await read_time(visit, choose, again)


async def seen_to(visit: Visit) -> View:
    """Ik regel het, of the contact whom the family chose."""
    value = the_press(visit).value
    if value not in tuple(TurnTrouble):
        raise Outdated(detail="button")
    who, which = as_talker(visit), turn_of(visit)
    try:
        own = await own_turns.seen_to(visit.uow, who, turn=which, trouble=TurnTrouble(value))
    except TurnEnded:
        own = await see(visit)
        return notices_turns.seen_to(views.line_of(own), await looking(visit), over=True)
    return notices_turns.seen_to(views.line_of(own), await looking(visit))


async def _said_no(visit: Visit, own: OwnTurn) -> View:
    shown = await page(visit, own)
    is_over = own.turn.state is TurnState.NOT_DONE
    return views.one(shown, now=visit.uow.now) if is_over else views.refused(shown)


def _version(visit: Visit) -> int:
    return the_press(visit).version
