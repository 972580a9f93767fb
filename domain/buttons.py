"""Buttons: what a press asks for, without anything in the button itself that could be forged or read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.linking import Recipient

BUTTONS_LIVE = timedelta(days=120)
"""How long a button works; longer than any ladder, so that a late answer still lands somewhere."""


class Press(StrEnum):
    """What a button does; one word per intent, found again in the doors."""

    COMING = "coming"
    CANNOT = "cannot"
    OTHER_TIME = "other_time"
    PROPOSE = "propose"
    TYPE_TIME = "type_time"
    LATE = "late"
    LATE_BY = "late_by"
    SHOW_APPOINTMENT = "show_appointment"
    SHOW_PLACE = "show_place"
    HIDE = "hide"
    REVEAL = "reveal"
    CALENDAR = "calendar"
    WHY = "why"
    ASK_APPOINTMENT = "ask_appointment"
    ASK_CALL = "ask_call"
    DRAFT_TOGGLE = "draft_toggle"
    DRAFT_KIND = "draft_kind"
    DRAFT_TIME = "draft_time"
    DRAFT_PLACE = "draft_place"
    DRAFT_NUMBER = "draft_number"
    DRAFT_OBLIGATORY = "draft_obligatory"
    DRAFT_MINUTES = "draft_minutes"
    DRAFT_CONFIRM = "draft_confirm"
    DRAFT_DROP = "draft_drop"
    MOVE = "move"
    MOVE_TO = "move_to"
    CANCEL = "cancel"
    CANCEL_SURE = "cancel_sure"
    UNDO = "undo"
    DELAY = "delay"
    DELAY_BY = "delay_by"
    HELD = "held"
    NOT_HELD = "not_held"
    ACCEPT_PROPOSAL = "accept_proposal"
    WORK_DONE = "work_done"
    CONSENT = "consent"
    CHOOSE_FORM = "choose_form"
    CHOOSE_QUIET = "choose_quiet"
    CHOOSE_PHONE = "choose_phone"
    CHOOSE_MORNING = "choose_morning"
    SETTINGS = "settings"
    PAUSE = "pause"
    RESUME = "resume"
    SEE_APPOINTMENTS = "see_appointments"
    CHECK_IN = "check_in"
    SCORE = "score"
    CHANGE_SCORES = "change_scores"
    SKIP_ROUND = "skip_round"
    WHY_CHECK_IN = "why_check_in"
    PLAN_FIT = "plan_fit"
    SEE_RHYTHM = "see_rhythm"
    CHOOSE_DAY = "choose_day"
    CHOOSE_TIME = "choose_time"
    CHOOSE_SCALE = "choose_scale"
    PAUSE_ROUNDS = "pause_rounds"
    RESUME_ROUNDS = "resume_rounds"
    SEE_TURNS = "see_turns"
    SHOW_TASK = "show_task"
    SHOW_TURN = "show_turn"
    TURN_DONE = "turn_done"
    TURN_CANNOT = "turn_cannot"
    TURN_HELP = "turn_help"
    TURN_LATER = "turn_later"
    TURN_LATER_TO = "turn_later_to"
    TURN_TAKE = "turn_take"
    TURN_DECLINE = "turn_decline"
    TURN_CORRECT = "turn_correct"
    TURN_SEEN_TO = "turn_seen_to"
    TURN_CALENDAR = "turn_calendar"
    WHY_TURN = "why_turn"
    TASK_FINE = "task_fine"
    TASK_NOT_ME = "task_not_me"
    CHOOSE_TASKS = "choose_tasks"
    MEETING = "meeting"
    VOTE = "vote"
    SENDS = "sends"
    POINT = "point"
    AGREED_RIGHT = "agreed_right"
    AGREED_WRONG = "agreed_wrong"
    STAY = "stay"
    COME_BACK = "come_back"
    PASS_ON = "pass_on"
    LEAVE_CIRCLE = "leave_circle"
    LEAVE_SURE = "leave_sure"
    CHOOSE_CIRCLE = "choose_circle"


@dataclass(frozen=True, slots=True)
class Pressed:
    """One thing a button asks for: the press, what it is about, its version and a small value.

    ``version`` is the appointment's sequence when the button was shown, so that a button of an earlier state
    is recognised; ``value`` is a number, an instant (ISO 8601, UTC) or a code, never a text or a name.
    """

    press: Press
    subject: UUID | None = None
    version: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class ButtonSheet:
    """The buttons under one message, kept here; the message carries only ``id`` and a number.

    ``holder`` is the keyed index of the one Telegram account that may press them, and ``of`` as whom: somebody can
    take part in two families, and what stands under a message of the one never acts in the other.
    """

    id: str
    holder: bytes
    presses: tuple[Pressed, ...]
    expires_at: datetime
    of: Recipient | None = None


class Awaiting(StrEnum):
    """What the next typed text of somebody means; a row, never memory of the process."""

    INVITATION_CODE = "invitation_code"
    CONTROL_WORDS = "control_words"
    PROPOSED_TIME = "proposed_time"
    ASKED_TIME = "asked_time"
    DRAFT_TIME = "draft_time"
    DRAFT_PLACE = "draft_place"
    DRAFT_NUMBER = "draft_number"
    MOVE_TIME = "move_time"
    QUIET_HOURS = "quiet_hours"
    DELAY = "delay"
    TURN_LATER = "turn_later"
    MEETING_POINT = "meeting_point"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Expectation:
    """We are waiting for a text of this account, about this subject, until this instant; ``of`` as in ButtonSheet."""

    holder: bytes
    awaiting: Awaiting
    expires_at: datetime
    subject: UUID | None = None
    version: int = 0
    of: Recipient | None = None
