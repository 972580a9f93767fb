"""One conversation at the desk: who it is with, what was said, and the box for the answer."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import CaseManager
from domain.calendar import local
from domain.errors import Refusal
from domain.files import FileId
from domain.people import Flag, FlagKind, Form, Person, PersonId, Role, has_flag
from domain.threads import LONGEST, MessageId, NoLonger
from locales import dates
from locales.catalogue import text
from usecases import answers
from usecases.answers import PAGE, Opened
from usecases.surroundings import Surroundings, surroundings_of
from web.desk import words
from web.desk.inbox import answer_clock, inbox_rows
from web.desk.talk_lines import lines_of
from web.doorway import desk, go
from web.files import file_answer
from web.forms import as_id
from web.pages import page, sentence
from web.refusals import status_of
from web.visits import DeskVisit

TEMPLATES = (
    "confirmed", "call_tomorrow", "read", "finding_out", "thanks", "when_call", "together", "heavy", "colleague",
    "document", "received",
)  # fmt: skip
"""Answers that are often given; each is two entries in ``locales``: what it is called and what it says."""

COLOURS = 8
"""The stylesheet has so many; within a family they differ, so that two people are never taken for each other."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the box holds when the page is shown again, and why it is."""

    said: str
    refusal: Refusal | None = None
    once: str = ""


async def conversation(visit: DeskVisit) -> Response:
    """The newest page, or an earlier one with ``?eerder=2``."""
    return await shown(visit, PersonId(visit.id("person")))


async def shown(visit: DeskVisit, which: PersonId, typed: Typed | None = None) -> Response:
    """The conversation, with what was typed still in the box and one sentence beside it when it was refused."""
    earlier = _earlier(visit)
    who = visit.case_manager
    rows = await inbox_rows(visit, who, here=which)
    opened = await answers.open_thread(visit.uow, who, person=which, skipped=earlier * PAGE)
    around = await surroundings_of(visit.uow, opened.family)
    refusal = typed.refusal if typed else None
    return page(
        visit,
        "desk/conversation.html",
        status_of(refusal) if refusal else 200,
        rows=rows,
        asked="",
        **head(opened.person, around.people),
        family=words.family(opened.family),
        family_url=f"/werk/gezin/{opened.family.id}",
        lines=lines_of(opened, around, who.professional, visit.uow.now),
        seen=str(opened.messages[-1].id) if opened.messages else "",
        clock=_clock(visit, opened),
        warnings=_warnings(opened.person, around),
        reads_along=_reads_along(visit, who, opened, around),
        older=_page_url(which, earlier + 1) if opened.earlier else None,
        newer=_page_url(which, earlier - 1) if earlier else None,
        is_newest=earlier == 0,
        is_network=opened.person.role is Role.NETWORK_MEMBER,
        is_closed=opened.thread.closed_at is not None,
        said=_said(visit, opened, typed),
        refusal=sentence(refusal, visit.form) if refusal else "",
        once=(typed.once if typed else "") or visit.uow.new_token(),
        most=LONGEST,
        templates=[(name, text(f"talk.template.{name}.title", Form.U)) for name in TEMPLATES],
    )


def head(person: Person, people: tuple[Person, ...]) -> dict[str, object]:
    """Whom it is with: the same name, word and colour wherever an answer to them is made."""
    called = words.called(person.called)
    return {
        "url": f"/werk/gesprek/{person.id}",
        "name": person.name.reveal(),
        "called": called,
        "colour": [one.id for one in people].index(person.id) % COLOURS + 1,
        "answer_to": text("talk.answer_to", Form.U, name=person.name.reveal(), called=called),
    }


async def settle(visit: DeskVisit) -> Response:
    """They were called, or it is done."""
    seen = MessageId(as_id(visit.data.get("seen")))
    await answers.settle(visit.uow, visit.case_manager, person=PersonId(visit.id("person")), seen=seen)
    return go(_url(visit))


async def close(visit: DeskVisit) -> Response:
    """Nothing more is written in the window."""
    await answers.close(visit.uow, visit.case_manager, person=PersonId(visit.id("person")))
    return go(_url(visit))


async def reopen(visit: DeskVisit) -> Response:
    """It goes on."""
    await answers.reopen(visit.uow, visit.case_manager, person=PersonId(visit.id("person")))
    return go(_url(visit))


async def take_back(visit: DeskVisit) -> Response:
    """An answer of one's own; when it was read meanwhile, the page says so."""
    try:
        await answers.withdraw(visit.uow, visit.case_manager, message_id=MessageId(visit.id("message")))
    except NoLonger as refusal:
        return await shown(visit, PersonId(visit.id("person")), Typed("", refusal))
    return go(_url(visit))


async def kept_file(visit: DeskVisit) -> Response:
    """A file of the conversation: pictures and sound are shown, a document is only ever saved."""
    file = FileId(visit.id("file"))
    thread, media_type, size = await answers.file_of(
        visit.uow, visit.case_manager, person=PersonId(visit.id("person")), file=file
    )
    return await file_answer(
        visit.request, visit.lobby.files, file=file, thread=thread, media_type=media_type, size=size
    )


def _said(visit: DeskVisit, opened: Opened, typed: Typed | None) -> str:
    """What stands in the box: what was just typed, or what was left unsent, and the template that was chosen."""
    if typed is not None and typed.said:
        return typed.said
    said = opened.unsent.reveal() if opened.unsent else ""
    chosen = visit.request.query_params.get("sjabloon", "")
    if chosen not in TEMPLATES:
        return said
    template = text(f"talk.template.{chosen}.text", Form.U)
    return f"{said.rstrip()}\n\n{template}" if said.strip() else template


def _clock(visit: DeskVisit, opened: Opened) -> tuple[str, str] | None:
    thread = opened.thread
    if thread.waiting_since is None or thread.promised_by is None:
        return None
    return answer_clock(thread.promised_by, visit.uow.now)


def _warnings(person: Person, around: Surroundings) -> list[str]:
    """What whoever answers must know first."""
    own, prefers = around.flags_of(person.id), person.preferences
    said = [text("talk.flag.no_contact", Form.U, name=name) for name in _apart_from(person, own, around)]
    if has_flag(around.flags, FlagKind.SECRET_ADDRESS, person.id):
        said.append(text("talk.flag.secret_address", Form.U))
    if prefers.shared_phone or has_flag(own, FlagKind.SHARED_PHONE, person.id):
        said.append(text("talk.flag.shared_phone", Form.U))
    if prefers.paused_since is not None or has_flag(own, FlagKind.PAUSED, person.id):
        said.append(text("talk.flag.paused", Form.U))
    return said


def _apart_from(person: Person, own: tuple[Flag, ...], around: Surroundings) -> list[str]:
    others = {
        which for flag in own if flag.kind is FlagKind.NO_CONTACT for which in (flag.person, flag.other)
    }
    return [words.who(one) for one in around.people if one.id in others and one.id != person.id]


def _reads_along(visit: DeskVisit, who: CaseManager, opened: Opened, around: Surroundings) -> str:
    """On whose behalf this is read, or who reads along with the gezinsmanager."""
    if around.stand_in is None:
        return ""
    today = local(visit.uow.now).date()
    last = next(span.last for span in around.standing_in if span.first <= today)
    until = dates.day_in_full(last, today)
    if opened.family.case_manager == who.professional:
        return text("talk.reads_along", Form.U, name=around.name_of(around.stand_in), last=until)
    return text("talk.instead_of", Form.U, name=around.name_of(opened.family.case_manager), last=until)


def _earlier(visit: DeskVisit) -> int:
    asked = visit.request.query_params.get("eerder", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 0


def _url(visit: DeskVisit) -> str:
    return f"/werk/gesprek/{visit.id('person')}"


def _page_url(which: PersonId, earlier: int) -> str:
    return f"/werk/gesprek/{which}" + (f"?{urlencode({'eerder': earlier})}" if earlier else "")


ROUTES = (
    Route("/werk/gesprek/{person}", desk(conversation), methods=["GET"]),
    Route("/werk/gesprek/{person}/klaar", desk(settle), methods=["POST"]),
    Route("/werk/gesprek/{person}/sluit", desk(close), methods=["POST"]),
    Route("/werk/gesprek/{person}/open", desk(reopen), methods=["POST"]),
    Route("/werk/gesprek/{person}/terug/{message}", desk(take_back), methods=["POST"]),
    Route("/werk/bestand/{person}/{file}", desk(kept_file), methods=["GET"]),
)
