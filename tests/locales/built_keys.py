"""Keys that the rooms build, with every ending they can get."""

from domain.appointments import SHOWN_IN_CHAT, Answer, Kind
from domain.files import FileKind
from domain.keyrings import PICTURES
from domain.mentions import MentionKind
from domain.people import Called, FlagKind, Role
from domain.reach import Reach, WindowState
from domain.spoken.outcomes import DoubtReason, UnreadReason
from domain.threads import MessageKind, Stand, Topic
from domain.window import Via
from domain.work_items import Task
from handlers.views.menus import EVERYBODY
from web.desk.conversation import TEMPLATES

AS_FILES = ("photo", "document", "voice", "other")
NOT_BY_THE_DESK = {Via.TELEGRAM, Via.LINK}

BUILT: dict[str, tuple[str, ...]] = {
    "appointments.kind.{}": tuple(SHOWN_IN_CHAT),
    "appointments.agenda.answer.{}": tuple(Answer),
    "appointments.known.{}": tuple(set(Answer) - {Answer.NONE}),
    "appointments.why.{}": ("made", "reminder", "morning", "moved", "cancelled", "delayed", "general"),
    "away.weekday.{}": tuple("0123456"),
    "called.{}": tuple(Called),
    "household.flag.{}": tuple(FlagKind),
    "household.flag.effect.{}": tuple(FlagKind),
    "household.person.wrong.{}": ("naam", "rol", "gezag"),
    "household.reach.{}": tuple(Reach),
    "household.role.{}": tuple(Role),
    "household.window.{}": tuple(WindowState),
    "inside.kind.{}": tuple(Kind),
    "menus.command.{}": EVERYBODY,
    "planning.answer.{}": tuple(Answer),
    "planning.kind.{}": tuple(Kind),
    "professional.command.{}": ("afspraak", "afspraken", "lijst", "bevestig"),
    "signin.access.via.{}": tuple(set(Via) - NOT_BY_THE_DESK),
    "talk.file.{}": (*AS_FILES, *FileKind),
    "talk.mention.{}": tuple(MentionKind),
    "talk.stand.{}": tuple(Stand),
    "talk.template.{}.text": TEMPLATES,
    "talk.template.{}.title": TEMPLATES,
    "talk.topic.{}": tuple(Topic),
    "times.doubt.{}": tuple(DoubtReason),
    "times.unread.{}": tuple(UnreadReason),
    "typed.{}": ("kept", "edit_kept", "bsn"),
    "typed.danger.{}": ("somebody", "nobody"),
    "window.picture.{}": PICTURES,
    "work.task.{}": tuple(Task),
}


def built(*patterns: str) -> set[str]:
    """Every key that comes of these patterns, or of all."""
    return {pattern.format(ending) for pattern in patterns or BUILT for ending in BUILT[pattern]}


assert set(AS_FILES) < set(MessageKind)
