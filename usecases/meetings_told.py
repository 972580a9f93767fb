"""What about a meeting arrived or did not: what arrived needs no call any more."""

from domain.delivery import Dispatch, DispatchState
from domain.notices_circle import AboutMeeting, MeetingPolled
from domain.people import PersonId
from usecases.ports import Unit


async def remember_meeting(uow: Unit, notice: AboutMeeting, person: PersonId) -> None:
    """Whoever was to call about what did not arrive need not any more."""
    await uow.work_items.close_by_key(undelivered_meeting_key(notice, person), uow.now)


def undelivered_meeting_key(notice: AboutMeeting, person: PersonId) -> str:
    """Under which key it stands on a list that something about this meeting did not arrive."""
    return f"undelivered:{notice.meeting.hex}:{person.hex}"


def needs_no_call(notice: AboutMeeting, dispatch: Dispatch) -> bool:
    """A poll that is over asks nobody to call: who did not answer stands with it on the gezinsmanager's list."""
    return isinstance(notice, MeetingPolled) and dispatch.state is DispatchState.TOO_LATE
