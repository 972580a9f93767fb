"""Doors to somebody's own meetings: which moments suit, what to discuss, and is what was agreed with them right?"""

from domain.appointments import AppointmentId
from domain.bsn import without_bsn
from domain.buttons import Awaiting, Press
from domain.errors import Outdated, Refusal
from domain.letters_circle import AgreedLetter, PollLetter
from domain.meetings import MeetingId, Says
from domain.secret import Secret
from handlers.doorway import Visit, as_participant, the_press
from handlers.family.talking import others_look_along, subject_of
from handlers.family.typed import keep_typed
from handlers.presses import expect, no_longer
from handlers.views import appointments as appointment_views
from handlers.views import meetings as views
from handlers.views.choices import Side
from handlers.views.meetings import About
from handlers.views.turn_parts import HIDDEN, Looking
from handlers.views.view import View
from usecases import own_meetings
from usecases.own_meetings import OwnMeeting
from usecases.threads import wipe


async def show(visit: Visit) -> View:
    """How it stands; ready choosing; or the doorbell in front of it again."""
    of, own = await _see(visit)
    match the_press(visit).value:
        case value if value == HIDDEN:
            return views.meeting_bell(of)
        case value if value == views.READY and own.vote is not None:
            return views.voted(of)
        case _:
            return _standing(visit, of, own)


async def vote(visit: Visit) -> View:
    """One moment more or less; every tap is kept."""
    pressed = the_press(visit)
    chosen = views.chosen_in(pressed.value)
    if chosen is None:
        raise Outdated(detail="button")
    which = MeetingId(subject_of(visit))
    try:
        own = await own_meetings.vote(
            visit.uow, as_participant(visit), meeting=which, revision=pressed.version, options=chosen
        )
    except Outdated:
        return _standing(visit, *await _see(visit))
    return _standing(visit, await _about(visit, which), own)


async def sends(visit: Visit) -> View:
    """Ik stuur iets mee: they do not come, and what they send can be typed at once."""
    who, pressed = as_participant(visit), the_press(visit)
    appointment = await own_meetings.sends(
        visit.uow, who, appointment=AppointmentId(subject_of(visit)), version=pressed.version
    )
    for own in await own_meetings.mine(visit.uow, who):
        if own.appointment is not None and own.appointment.id == appointment.id:
            await expect(visit, Awaiting.MEETING_POINT, own.meeting.id)
            return views.sends(await _about(visit, own.meeting.id))
    side = Side.of(appointment, who.person, visit.form, discreet=await others_look_along(visit))
    return appointment_views.answered(side, now=visit.uow.now)


async def point(visit: Visit) -> View:
    """Ik wil iets bespreken: it can be typed."""
    of, _ = await _see(visit)
    await expect(visit, Awaiting.MEETING_POINT, of.meeting)
    return views.point_asked(of)


async def typed_point(visit: Visit) -> View:
    """What somebody would like to discuss, kept for the gezinsmanager and wiped here.

    Words of danger, and what can be no point of that meeting, are kept as something told: nothing is lost.
    """
    expectation = visit.expectation
    if expectation is None or expectation.subject is None:
        raise Outdated(detail="expectation")
    await no_longer(visit, Awaiting.MEETING_POINT)
    if visit.house.alarms(visit.text):
        return await keep_typed(visit)
    which = MeetingId(expectation.subject)
    body, once = Secret(without_bsn(visit.text)), f"update:{visit.update}"
    try:
        await own_meetings.point(visit.uow, as_participant(visit), meeting=which, body=body, once=once)
    except Refusal:
        return await keep_typed(visit)
    await wipe(visit.uow, account=visit.account, chat=visit.chat, message=visit.message, of=visit.recipient)
    return views.point_kept(await _about(visit, which))


async def agreed(visit: Visit) -> View:
    """Klopt, or klopt niet."""
    right = the_press(visit).press is Press.AGREED_RIGHT
    which = MeetingId(subject_of(visit))
    says = Says.RIGHT if right else Says.WRONG
    await own_meetings.say(visit.uow, as_participant(visit), meeting=which, says=says)
    return views.agreed_kept(await _about(visit, which), right=right)


def _standing(visit: Visit, of: About, own: OwnMeeting) -> View:
    now, agreement = visit.uow.now, own.agreement
    if own.can_vote:
        chosen = frozenset() if own.vote is None else own.vote.options
        letter = PollLetter(
            *(of.meeting, own.meeting.revision, own.meeting.options, visit.form),
            discreet=False,
            chosen=chosen,
            answered=own.vote is not None,
        )
        return views.poll(letter, of.looking, now=now)
    if agreement is not None:
        if agreement.says is not None:
            return views.agreed_kept(of, right=agreement.says is Says.RIGHT)
        more = bool(own.decisions)
        return views.agreed(AgreedLetter(of.meeting, own.tasks, more, visit.form, discreet=False), of)
    ahead = own.appointment
    if ahead is not None and not ahead.is_cancelled and now < ahead.starts_at:
        return views.planned(of, ahead.starts_at, now=now)
    return views.over(of)


async def _see(visit: Visit) -> tuple[About, OwnMeeting]:
    which = MeetingId(subject_of(visit))
    own = await own_meetings.see(visit.uow, as_participant(visit), meeting=which)
    return await _about(visit, which), own


async def _about(visit: Visit, which: MeetingId) -> About:
    looking = Looking(visit.form, await others_look_along(visit))
    return About(which, looking, bool(visit.house.window))
