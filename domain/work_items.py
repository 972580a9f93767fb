"""Work items: what a person has to do because Kring could not, or may not, do it alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.appointments import AppointmentId
from domain.people import FamilyId, PersonId, ProfessionalId, TeamId

WorkItemId = NewType("WorkItemId", UUID)


class WorkKind(StrEnum):
    """What is to be done; the words are the organisation's, in ``locales``."""

    CALL_OR_WRITE = "call_or_write"
    CALL_NOT_REACHED = "call_not_reached"
    CALL_TOO_LATE = "call_too_late"
    CALL_MAYBE_ARRIVED = "call_maybe_arrived"
    CALL_PAUSED = "call_paused"
    CALL_UNCONFIRMED = "call_unconfirmed"
    CALL_LAST_MINUTE = "call_last_minute"
    CALL_BACK = "call_back"
    SEE_CANNOT = "see_cannot"
    SEE_OTHER_TIME = "see_other_time"
    SEE_LATE = "see_late"
    TYPE_WORDS = "type_words"
    PLAN_ASKED = "plan_asked"
    READ_THREAD = "read_thread"
    RECORD_OUTCOME = "record_outcome"
    DELETE_BY_HAND = "delete_by_hand"
    REACH_COLLEAGUE = "reach_colleague"
    CHECK_NOTICE = "check_notice"
    CHECK_UPDATE = "check_update"
    POSSIBLY_URGENT = "possibly_urgent"
    ANSWER_THREAD = "answer_thread"
    CALL_UNREAD = "call_unread"
    RESTORE_PIN = "restore_pin"
    CHECK_FILE = "check_file"
    MEMBER_PROPOSED = "member_proposed"
    MEMBER_DECLINED = "member_declined"
    MEMBER_LEFT = "member_left"
    MEMBER_OVER = "member_over"
    MEMBER_STAYS = "member_stays"
    MEMBER_RETURNS = "member_returns"
    TASK_HELP = "task_help"
    TASK_NOBODY = "task_nobody"
    TASK_UNANSWERED = "task_unanswered"
    TASK_NOT_DONE = "task_not_done"
    TASK_LATER = "task_later"
    TASK_ENDS = "task_ends"
    TASK_APART = "task_apart"
    SERIES_ENDS = "series_ends"
    MEETING_CHOOSE = "meeting_choose"
    MEETING_WRONG = "meeting_wrong"
    MEETING_APART = "meeting_apart"


TELLING = frozenset(
    {
        WorkKind.CALL_OR_WRITE,
        WorkKind.CALL_NOT_REACHED,
        WorkKind.CALL_TOO_LATE,
        WorkKind.CALL_MAYBE_ARRIVED,
        WorkKind.CALL_PAUSED,
        WorkKind.CALL_LAST_MINUTE,
        WorkKind.CHECK_NOTICE,
    }
)
"""Doing one of these about an appointment means that the person has been told how it stands."""


class OnList(StrEnum):
    """On whose list an item stands; always exactly one."""

    CASE_MANAGER = "case_manager"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something on a list until somebody did it.

    ``key`` makes it one: while an item with the same key is open, a second one only adds to ``count``. ``wish`` is
    the moment somebody asked for; a newer wish replaces an older one.
    """

    id: WorkItemId
    key: str
    kind: WorkKind
    on: OnList
    team: TeamId
    case_manager: ProfessionalId | None
    made_at: datetime
    family: FamilyId | None = None
    person: PersonId | None = None
    appointment: AppointmentId | None = None
    wish: datetime | None = None
    urgent: bool = False
    count: int = 1
    closed_at: datetime | None = None
