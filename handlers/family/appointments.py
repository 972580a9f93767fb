"""A participant's doors to their appointments: look, answer, propose, be late, ask."""

from domain.appointments import Answer, Appointment
from domain.buttons import Awaiting, Press, Pressed
from domain.errors import Outdated
from domain.proposals import other_moments
from domain.spoken import Doubt, Moment, Unread, UnreadReason, read_moment
from handlers.doorway import Visit, as_participant, the_press
from handlers.family.typed import keep_typed
from handlers.presses import appointment_id, expect, moment, no_longer, number
from handlers.views import appointments as views
from handlers.views import calendar_file, notices_family, times
from handlers.views.choices import OF_THE_PLACE, Side
from handlers.views.view import View
from usecases import attendance, repeating
from usecases.letters import is_discreet
from usecases.permission import person_of
from usecases.series_letters import goes_on
from usecases.threads import wipe


async def agenda(visit: Visit) -> View:
    """`/afspraken`."""
    who = as_participant(visit)
    coming = await attendance.agenda(visit.uow, who)
    return views.agenda(coming, who.person, visit.form, now=visit.uow.now)


async def show(visit: Visit) -> View:
    """One appointment."""
    return views.one(await _look(visit), now=visit.uow.now)


async def reveal(visit: Visit) -> View:
    """On a phone that others look at: what the doorbell was about."""
    side, value = await _look(visit), the_press(visit).value
    series = await goes_on(visit.uow, side.appointment) if notices_family.tells_of_series(value) else None
    return notices_family.revealed(side, value, series, now=visit.uow.now)


async def place(visit: Visit) -> View:
    """Where it is, until hidden again."""
    return views.place(await _look(visit), now=visit.uow.now)


async def hide(visit: Visit) -> View:
    """Hide the place again, or the whole message."""
    side = await _look(visit)
    if the_press(visit).value == OF_THE_PLACE:
        return views.one(side, now=visit.uow.now)
    return views.doorbell(side.appointment, visit.form)


async def calendar(visit: Visit) -> View:
    """The appointment as a file for an agenda, and of one that repeats the whole series."""
    side = await _look(visit)
    series = await repeating.own_series(visit.uow, as_participant(visit), appointment_id=side.appointment.id)
    if series is not None:
        is_off = side.appointment.is_cancelled
        return calendar_file.series_view(series, visit.form, is_off=is_off, now=visit.uow.now)
    return calendar_file.calendar_view(side.appointment, visit.form, now=visit.uow.now)


async def why(visit: Visit) -> View:
    """Waarom krijg ik dit?"""
    pressed = the_press(visit)
    return views.why(pressed.value, visit.form, pressed)


async def answer(visit: Visit) -> View:
    """Ik kom, or ik kan niet."""
    said = Answer.COMING if the_press(visit).press is Press.COMING else Answer.CANNOT
    return views.answered(await _say(visit, said), now=visit.uow.now)


async def other_time(visit: Visit) -> View:
    """Andere tijd: kept at once, with some moments to choose from."""
    side = await _say(visit, Answer.OTHER_TIME)
    # The page invites to type, so what is typed next is a time if it reads as one.
    await expect(visit, Awaiting.PROPOSED_TIME, side.appointment.id, side.appointment.sequence)
    return views.propose(
        side, other_moments(side.appointment.starts_at, now=visit.uow.now), now=visit.uow.now
    )


async def propose(visit: Visit) -> View:
    """A moment chosen by button."""
    who, pressed = as_participant(visit), the_press(visit)
    appointment = await attendance.propose(
        visit.uow,
        who,
        appointment_id=appointment_id(pressed),
        version=pressed.version,
        moment=moment(pressed.value),
    )
    await no_longer(visit, Awaiting.PROPOSED_TIME)
    return views.answered(await _side(visit, appointment), now=visit.uow.now)


async def type_time(visit: Visit) -> View:
    """Wait for a typed time."""
    pressed = the_press(visit)
    await expect(visit, Awaiting.PROPOSED_TIME, pressed.subject, pressed.version)
    return times.asked(visit.form)


async def late(visit: Visit) -> View:
    """Ik ben later: by how much?"""
    return views.late(await _look(visit))


async def late_by(visit: Visit) -> View:
    """So many minutes later; the gezinsmanager hears at once."""
    who, pressed = as_participant(visit), the_press(visit)
    appointment = await attendance.say_late(
        visit.uow,
        who,
        appointment_id=appointment_id(pressed),
        version=pressed.version,
        minutes=number(pressed.value),
    )
    return views.late_kept(await _side(visit, appointment))


async def ask(visit: Visit) -> View:
    """Ask for an appointment: first the wish, then it is kept."""
    who, value = as_participant(visit), the_press(visit).value
    if not value:
        await expect(visit, Awaiting.ASKED_TIME)
        return views.ask(visit.form)
    wish = None if value == views.WHENEVER else moment(value)
    await attendance.ask_appointment(visit.uow, who, moment=wish)
    await no_longer(visit, Awaiting.ASKED_TIME)
    return views.ask_kept(visit.form, wish=wish, now=visit.uow.now)


async def ask_call(visit: Visit) -> View:
    """Bel mij terug."""
    await attendance.ask_call(visit.uow, as_participant(visit))
    return views.call_kept(visit.form, number=visit.house.emergency_number)


async def typed_time(visit: Visit) -> View:
    """A typed time, said back in full before anything is done with it."""
    expectation = visit.expectation
    if expectation is None:
        raise Outdated(detail="expectation")
    if expectation.awaiting is Awaiting.PROPOSED_TIME:
        choose = Pressed(Press.PROPOSE, expectation.subject, expectation.version)
        again = Pressed(Press.TYPE_TIME, expectation.subject, expectation.version)
    else:
        choose = again = Pressed(Press.ASK_APPOINTMENT)
    return await read_time(visit, choose, again)


async def read_time(visit: Visit, choose: Pressed, again: Pressed) -> View:
    """The moment in a typed text, as a button that presses ``choose``; ``again`` is to type once more.

    What is no time at all is kept as something told, and where others look along a time disappears as well.
    """
    reading = read_moment(visit.text, now=visit.uow.now)
    if reading == Unread(UnreadReason.NOT_UNDERSTOOD):
        return await keep_typed(visit)
    if await is_discreet(visit.uow, await person_of(visit.uow, as_participant(visit).person)):
        await wipe(
            visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient
        )
    match reading:
        case Moment(starts_at=instant):
            return times.sure(instant, choose, again, visit.form, now=visit.uow.now)
        case Doubt() as doubt:
            return times.doubt(doubt, choose, again, visit.form, now=visit.uow.now)
        case Unread() as unread:
            return times.unread(unread, visit.form)


async def _say(visit: Visit, said: Answer) -> Side:
    who, pressed = as_participant(visit), the_press(visit)
    appointment = await attendance.answer(
        visit.uow, who, appointment_id=appointment_id(pressed), version=pressed.version, said=said
    )
    await no_longer(visit, Awaiting.PROPOSED_TIME)
    return await _side(visit, appointment)


async def _look(visit: Visit) -> Side:
    which = appointment_id(the_press(visit))
    return await _side(
        visit, await attendance.look_at(visit.uow, as_participant(visit), appointment_id=which)
    )


async def _side(visit: Visit, appointment: Appointment) -> Side:
    person = await person_of(visit.uow, as_participant(visit).person)
    discreet = await is_discreet(visit.uow, person)
    return Side.of(appointment, person.id, visit.form, discreet=discreet)
