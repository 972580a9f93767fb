"""The conversation as its person reads it: newest at the bottom, each message with how far it has honestly come."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.files import FileId
from domain.people import Form
from domain.reading_along import ReadsAlong
from domain.threads import Message, MessageId, MessageKind, Stand
from locales import dates
from locales.catalogue import text
from usecases import own_thread, threads
from usecases.own_thread import Readers
from usecases.threads import PAGE, Conversation
from web import addresses
from web.doorway import family
from web.family.talk import in_words, name_of, talker
from web.pages import page
from web.visits import FamilyVisit

FURTHEST_BACK = 1_000_000
MEDIA = {
    MessageKind.PHOTO: "picture",
    MessageKind.VOICE: "sound",
    MessageKind.DOCUMENT: "document",
    MessageKind.OTHER: "document",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One message on the page. ``media`` is what it carries, ``file`` where that is; None while it is not with us.

    ``line``: a sentence in its place; ``changes`` are later versions, each with its moment.
    """

    at: datetime
    author: str
    own: bool
    words: str
    state: str = ""
    line: str = ""
    media: str = ""
    file: FileId | None = None
    is_coming: bool = False
    changes: tuple[tuple[datetime, str], ...] = ()


async def conversation(visit: FamilyVisit) -> Response:
    """A page of it; what is on the newest one counts as read from now on, and the other side sees that."""
    who, skipped = talker(visit), _skipped(visit)
    found = await threads.converse(visit.uow, who, skipped=skipped)
    readers = await own_thread.readers(visit.uow, who, authors=found.messages)
    promised = found.thread.promised_by
    return page(
        visit,
        "family/thread.html",
        days=_by_day(_said(visit, found, readers)),
        readers=in_words(visit, readers),
        is_closed=readers.is_closed,
        promised_by=promised,
        is_late=promised is not None and promised < visit.uow.now,
        is_newest=skipped == 0,
        newer=_page(max(skipped - PAGE, 0)) if skipped else None,
        older=_page(skipped + PAGE) if found.earlier else None,
        has_unsent=found.unsent is not None,
    )


def _said(visit: FamilyVisit, found: Conversation, readers: Readers) -> list[Said]:
    """The messages in order; a later version stands below the first one, when that is on this page."""
    said: dict[MessageId, Said] = {}
    for message in found.messages:
        first = said.get(message.version_of) if message.version_of else None
        if first is not None and message.version_of is not None:
            change = (message.received_at, message.told)
            # It has come as far as its last version: that the first was read says nothing about what it says now.
            state = _state(visit, message, readers) if message.is_of_person else first.state
            said[message.version_of] = replace(first, changes=(*first.changes, change), state=state)
            continue
        said[message.id] = _one(visit, message, readers)
    return list(said.values())


def _one(visit: FamilyVisit, message: Message, readers: Readers) -> Said:
    form = visit.form
    one = Said(
        at=message.received_at,
        author=_author(message, readers, form),
        own=message.is_of_person,
        words="",
        line=_line(visit, message, readers),
    )
    if one.line:
        return one
    return replace(
        one,
        words=message.told,
        state=_state(visit, message, readers) if message.is_of_person else "",
        media=MEDIA.get(message.kind, ""),
        file=message.file,
        is_coming=message.fetch_after is not None,
    )


def _author(message: Message, readers: Readers, form: Form) -> str:
    which = message.author.professional
    if which is None:
        return text("window.you", form)
    name = name_of(readers, which)
    if which == readers.case_manager:
        return text("inside.thread.case_manager", form, name=name)
    return text(
        "inside.thread.colleague", form, name=name, case_manager=name_of(readers, readers.case_manager)
    )


def _line(visit: FamilyVisit, message: Message, readers: Readers) -> str:
    """What stands in the place of the words, if anything: it was taken back, or it tells who reads along."""
    if message.withdrawn_at is not None:
        return text("inside.thread.withdrawn", visit.form)
    if message.kind is not MessageKind.STAND_IN or message.author.professional is None:
        return ""
    try:
        span, today = ReadsAlong.read(message.body.reveal()), local(visit.uow.now).date()
    except ValueError:
        return text("inside.thread.stand_in_unknown", visit.form)
    return text(
        "inside.thread.stand_in",
        visit.form,
        away=name_of(readers, message.author.professional),
        name=name_of(readers, span.professional),
        first=dates.day_in_full(span.first, today),
        last=dates.day_in_full(span.last, today),
    )


def _state(visit: FamilyVisit, message: Message, readers: Readers) -> str:
    """How far one's own message has come; never more than is known."""
    form = visit.form
    match message.stand(visit.uow.now):
        case Stand.READ if message.read_at is not None:
            moment = dates.moment_in_full(local(message.read_at), local(visit.uow.now).date())
            return text("inside.thread.read", form, moment=moment)
        case Stand.TOLD | Stand.OPENED if readers.standing_in:
            return text("inside.thread.told", form)
        case Stand.TOLD | Stand.OPENED:
            return text("inside.thread.told_to", form, name=name_of(readers, readers.case_manager))
        case _:
            return text("inside.thread.kept", form)


def _by_day(said: list[Said]) -> list[tuple[date, list[Said]]]:
    days: list[tuple[date, list[Said]]] = []
    for one in said:
        day = local(one.at).date()
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(one)
    return days


def _skipped(visit: FamilyVisit) -> int:
    given = visit.request.query_params.get("eerder", "")
    return min(int(given), FURTHEST_BACK) if given.isascii() and given.isdecimal() and len(given) < 8 else 0


def _page(skipped: int) -> str:
    return f"{addresses.THREAD}?eerder={skipped}" if skipped else addresses.THREAD


ROUTES = (Route(addresses.THREAD, family(conversation), methods=["GET"]),)
