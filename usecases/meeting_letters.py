"""Composing the letters about meetings: which moments suit you, and is what was agreed with you right."""

from domain.letters_circle import AgreedLetter, PollLetter
from domain.meetings import Meeting, MeetingState
from domain.notices_circle import AboutMeeting, MeetingAgreed, MeetingPolled
from domain.people import Person
from usecases.circle_people import circle_mark
from usecases.own_meeting_views import agreed
from usecases.ports import Unit


async def meeting_letter(
    uow: Unit, notice: AboutMeeting, person: Person, *, discreet: bool
) -> PollLetter | AgreedLetter | None:
    """The question as things stand now; None when it was answered, or does not concern this person any more."""
    meeting = await uow.meetings.get(notice.meeting)
    if meeting is None or person.id not in meeting.people:
        return None
    match notice:
        case MeetingPolled():
            return await _poll(uow, notice, meeting, person, discreet=discreet)
        case MeetingAgreed():
            return await _agreed(uow, meeting, person, discreet=discreet)


async def _poll(
    uow: Unit, notice: MeetingPolled, meeting: Meeting, person: Person, *, discreet: bool
) -> PollLetter | None:
    is_off = meeting.state is MeetingState.CALLED_OFF
    if meeting.revision != notice.revision or not (is_off or meeting.is_polling(uow.now)):
        return None
    own = next((vote for vote in await uow.meetings.votes(meeting.id) if vote.person == person.id), None)
    return PollLetter(
        meeting.id,
        meeting.revision,
        meeting.options,
        person.preferences.form,
        discreet,
        await circle_mark(uow, person),
        chosen=frozenset() if own is None else own.options,
        answered=own is not None,
        is_off=is_off,
    )


async def _agreed(uow: Unit, meeting: Meeting, person: Person, *, discreet: bool) -> AgreedLetter | None:
    agreements = await uow.meetings.agreements(meeting.id)
    own = next((one for one in agreements if one.person == person.id), None)
    if own is None or own.says is not None:
        return None
    flags = await uow.families.flags_of(meeting.family)
    tasks, decisions = await agreed(uow, person, meeting.id, flags)
    if not tasks and not decisions:
        return None
    return AgreedLetter(
        meeting.id,
        tasks,
        more=len(decisions) > len(tasks),
        form=person.preferences.form,
        discreet=discreet,
        circle=await circle_mark(uow, person),
    )
