"""The gezinsmanager's doors to an appointment that exists: move, cancel, take back, come later, record."""

from domain.appointments import Outcome
from domain.buttons import Awaiting, Press, Pressed
from domain.errors import Outdated
from domain.spoken import Doubt, Moment, Unread, read_delay, read_moment
from handlers.doorway import Visit, as_case_manager, the_press
from handlers.presses import appointment_id, expect, moment, number
from handlers.views import changes, planned, times
from handlers.views.view import View
from usecases import appointments
from usecases.appointments import Shown


async def overview(visit: Visit) -> View:
    """`/afspraken`."""
    return planned.overview(await appointments.overview(visit.uow, as_case_manager(visit)), now=visit.uow.now)


async def show(visit: Visit) -> View:
    """One appointment with everybody's answer."""
    await visit.uow.expectations.clear(visit.account)
    return planned.one(await _look(visit), now=visit.uow.now)


async def move(visit: Visit) -> View:
    """Wait for the new moment."""
    pressed = the_press(visit)
    shown = await _look(visit)
    await expect(visit, Awaiting.MOVE_TIME, pressed.subject, pressed.version)
    return changes.move(shown.family, shown.appointment, now=visit.uow.now)


async def typed_move(visit: Visit) -> View:
    """A typed new moment, said back in full."""
    pressed = _awaited(visit)
    shown = await appointments.show(visit.uow, as_case_manager(visit), appointment_id=appointment_id(pressed))
    match read_moment(visit.text, now=visit.uow.now):
        case Moment(starts_at=to):
            return changes.move_sure(shown.family, shown.appointment, to, now=visit.uow.now)
        case Doubt() as doubt:
            choose = Pressed(Press.MOVE_TO, pressed.subject, pressed.version)
            again = Pressed(Press.MOVE, pressed.subject, pressed.version)
            return times.doubt(doubt, choose, again, visit.form, now=visit.uow.now)
        case Unread() as unread:
            return times.unread(unread, visit.form)


async def move_to(visit: Visit) -> View:
    """Move it, by button: a confirmed moment, or one that a participant asked for."""
    pressed = the_press(visit)
    await visit.uow.expectations.clear(visit.account)
    changed = await appointments.move(
        visit.uow,
        as_case_manager(visit),
        appointment_id=appointment_id(pressed),
        version=pressed.version,
        to=moment(pressed.value),
    )
    return changes.moved(changed, now=visit.uow.now)


async def cancel(visit: Visit) -> View:
    """The question before it is called off."""
    shown = await _look(visit)
    return changes.cancel_sure(shown.family, shown.appointment, now=visit.uow.now)


async def cancel_sure(visit: Visit) -> View:
    """Call it off."""
    return changes.cancelled(await _cancel(visit), now=visit.uow.now)


async def undo(visit: Visit) -> View:
    """Toch niet: take back what was just made, moved or cancelled."""
    pressed, who = the_press(visit), as_case_manager(visit)
    if pressed.value == changes.WITHDRAW:
        return changes.withdrawn(await _cancel(visit), now=visit.uow.now)
    if pressed.value == changes.RESTORE:
        changed = await appointments.restore(
            visit.uow, who, appointment_id=appointment_id(pressed), version=pressed.version
        )
        return changes.restored(changed, now=visit.uow.now)
    return await move_to(visit)


async def delay(visit: Visit) -> View:
    """How much later?"""
    pressed = the_press(visit)
    shown = await _look(visit)
    await expect(visit, Awaiting.DELAY, pressed.subject, pressed.version)
    return changes.delay(shown.family, shown.appointment, now=visit.uow.now)


async def delay_by(visit: Visit) -> View:
    """So many minutes later, by button."""
    pressed = the_press(visit)
    return await _delay(visit, pressed, number(pressed.value))


async def typed_delay(visit: Visit) -> View:
    """A typed length, such as twenty minutes later."""
    minutes = read_delay(visit.text)
    if minutes is None:
        return times.delay_unread(visit.form)
    return await _delay(visit, _awaited(visit), minutes)


async def record(visit: Visit) -> View:
    """Whether it took place."""
    pressed = the_press(visit)
    outcome = Outcome.HELD if pressed.press is Press.HELD else Outcome.NOT_HELD
    appointment = await appointments.record_outcome(
        visit.uow, as_case_manager(visit), appointment_id=appointment_id(pressed), outcome=outcome
    )
    shown = await _look(visit)
    return changes.outcome(shown.family, appointment, now=visit.uow.now)


async def _look(visit: Visit) -> Shown:
    which = appointment_id(the_press(visit))
    return await appointments.show(visit.uow, as_case_manager(visit), appointment_id=which)


async def _cancel(visit: Visit) -> appointments.Changed:
    pressed = the_press(visit)
    return await appointments.cancel(
        visit.uow,
        as_case_manager(visit),
        appointment_id=appointment_id(pressed),
        version=pressed.version,
    )


async def _delay(visit: Visit, pressed: Pressed, minutes: int) -> View:
    shown = await appointments.delay(
        visit.uow,
        as_case_manager(visit),
        appointment_id=appointment_id(pressed),
        version=pressed.version,
        minutes=minutes,
    )
    await visit.uow.expectations.clear(visit.account)
    return changes.delay_told(shown, minutes, now=visit.uow.now)


def _awaited(visit: Visit) -> Pressed:
    """What the awaited text is about, in the shape of a button."""
    if visit.expectation is None:
        raise Outdated(detail="expectation")
    return Pressed(Press.MOVE, visit.expectation.subject, visit.expectation.version)
