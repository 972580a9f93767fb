"""Buttons: what a press asks for, without anything in the button itself that could be forged or read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

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

    ``holder`` is the keyed index of the one Telegram account that may press them.
    """

    id: str
    holder: bytes
    presses: tuple[Pressed, ...]
    expires_at: datetime


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


@dataclass(frozen=True, slots=True)
class Expectation:
    """We are waiting for a text of this account, about this subject, until this instant."""

    holder: bytes
    awaiting: Awaiting
    expires_at: datetime
    subject: UUID | None = None
    version: int = 0
