"""A conversation at the desk, line by line, in words: what was said, by whom, and how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from domain.calendar import local
from domain.linking import Recipient
from domain.people import Form, Person, ProfessionalId
from domain.reading_along import ReadsAlong
from domain.threads import Message, MessageId, MessageKind, Stand
from locales import dates
from locales.catalogue import text
from usecases.answers import Opened
from usecases.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``day`` stands alone, so does ``note``; else it is a message.

    ``hold`` is how many seconds an answer can still be taken back unheard; ``take_back`` is the id to do so with.
    ``earlier`` is the anchor of the first version, where it is on this page. ``file`` is how its file is shown.
    """

    day: str = ""
    note: str = ""
    anchor: str = ""
    author: str = ""
    when: str = ""
    said: str = ""
    state: str = ""
    file: str = ""
    href: str = ""
    alt: str = ""
    topic: str = ""
    hold: int = 0
    take_back: str = ""
    earlier: str = ""
    is_version: bool = False
    is_own_side: bool = False
    is_new: bool = False
    is_alarming: bool = False
    is_withdrawn: bool = False


def lines_of(opened: Opened, around: Surroundings, me: ProfessionalId, now: datetime) -> tuple[Line, ...]:
    """Everything on this page of the conversation, oldest first, with a line wherever a day begins."""
    return tuple(_lines(opened, around, me, now))


def _lines(opened: Opened, around: Surroundings, me: ProfessionalId, now: datetime) -> Iterator[Line]:
    today, day = local(now).date(), None
    here = {message.id for message in opened.messages}
    for message in opened.messages:
        if message.kind is MessageKind.STAND_IN and message.withdrawn_at is not None:
            continue
        wall = local(message.received_at)
        if wall.date() != day:
            day = wall.date()
            yield Line(day=dates.relative_day(day, today))
        if message.kind is MessageKind.STAND_IN:
            yield Line(note=_stand_in(message, around, today), anchor=_anchor(message.id))
        else:
            yield _line(message, opened.person, around, Recipient(professional=me), now, here)


def _line(
    message: Message,
    person: Person,
    around: Surroundings,
    me: Recipient,
    now: datetime,
    here: set[MessageId],
) -> Line:
    stand, mine = message.stand(now), message.author == me
    kind, href, alt = _file(message, person)
    may_take_back = mine and stand not in (Stand.READ, Stand.WITHDRAWN)
    first = message.version_of
    return Line(
        anchor=_anchor(message.id),
        author=_author(message, person, around),
        when=dates.clock(local(message.received_at).time()),
        said=message.told.strip("\n"),
        state="" if message.is_of_person else _state(message, stand, person, now),
        file=kind,
        href=href,
        alt=alt,
        topic="" if message.topic is None else text(f"talk.topic.{message.topic.value}", Form.U),
        hold=_seconds(message, now) if mine and stand is Stand.HELD else 0,
        take_back=str(message.id) if may_take_back else "",
        earlier=_anchor(first) if first is not None and first in here else "",
        is_version=first is not None,
        is_own_side=not message.is_of_person,
        is_new=message.is_of_person and message.read_at is None,
        is_alarming=message.alarming,
        is_withdrawn=stand is Stand.WITHDRAWN,
    )


def _anchor(which: MessageId) -> str:
    return f"m{which.hex}"


def _author(message: Message, person: Person, around: Surroundings) -> str:
    if message.author.professional is None:
        return person.name.reveal()
    return around.name_of(message.author.professional) or text("talk.colleague_gone", Form.U)


def _state(message: Message, stand: Stand, person: Person, now: datetime) -> str:
    """How far an answer has come; the person sees the same (security §2.5)."""
    at = message.read_at or message.withdrawn_at
    moment = dates.moment_in_full(local(at), local(now).date()) if at else ""
    return text(f"talk.stand.{stand.value}", Form.U, name=person.name.reveal(), moment=moment)


def _seconds(message: Message, now: datetime) -> int:
    return max(1, ceil((message.leaves_at - now).total_seconds())) if message.leaves_at else 0


def _file(message: Message, person: Person) -> tuple[str, str, str]:
    """How a file is shown, where it is, and what it is called; what only Telegram has says so."""
    if message.kind is MessageKind.TEXT:
        return "", "", ""
    if message.file is None:
        coming = message.fetch_after is not None
        return "missing", "", text("talk.file.coming" if coming else "talk.file.gone", Form.U)
    href = f"/werk/bestand/{person.id}/{message.file}"
    alt = text(f"talk.file.{message.kind.value}", Form.U)
    return message.kind.value, href, alt


def _stand_in(message: Message, around: Surroundings, today: date) -> str:
    try:
        span = ReadsAlong.read(message.body.reveal())
    except ValueError:
        return text("talk.stand_in_unknown", Form.U)
    return text(
        "talk.stand_in",
        Form.U,
        name=around.name_of(span.professional) or text("talk.colleague_gone", Form.U),
        first=dates.day_in_full(span.first, today),
        last=dates.day_in_full(span.last, today),
    )
