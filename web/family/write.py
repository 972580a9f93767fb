"""Writing to the gezinsmanager: chosen what it is about, told who reads it, sent once, and never lost."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from domain.bsn import without_bsn
from domain.errors import Refusal
from domain.secret import Secret
from domain.threads import LONGEST, MessageTooLong, Topic
from locales.catalogue import text
from usecases import own_thread, threads
from usecases.threads import Receipt, Written
from web import addresses
from web.doorway import Words, family
from web.family.complaint import COMPLAINT, complaint
from web.family.talk import help_card_lines, in_words, once_of, source_of, talker
from web.forms import Data
from web.pages import page, sentence
from web.refusals import OldPage, status_of
from web.uploads import Parcel, sent_files, taking
from web.visits import FamilyVisit

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form as it came, and why it was not sent; ``where`` is the field that it is about."""

    once: str
    words: str = ""
    topic: str = ""
    alarming: bool = False
    where: str = ""
    mistake: str = ""


async def write_page(visit: FamilyVisit) -> Response:
    """The form, with what they were writing before."""
    who = talker(visit)
    words = (await own_thread.unsent_of(visit.uow, who)).reveal()
    return await _form(visit, who, Attempt(visit.uow.new_token(), words), 200, is_earlier=bool(words))


async def send(visit: FamilyVisit) -> Response:
    """Send it. A complaint is not sent; whatever cannot be sent stays in the form, and is kept."""
    who = talker(visit)
    words = visit.data.get("text")
    attempt = Attempt(
        once=once_of(visit),
        words=words,
        topic=visit.data.get("topic"),
        # What is longer is not sent as it is, and looking it all through would keep everybody waiting.
        alarming=visit.lobby.phrases.alarms(words[: 2 * LONGEST]),
    )
    if attempt.topic == COMPLAINT:
        return await complaint(visit, who, words, alarming=attempt.alarming)
    parcel = visit.prepared if isinstance(visit.prepared, Parcel) else Parcel()
    if parcel.refusal is not None:
        return await _again(visit, who, attempt, parcel.refusal, "file")
    topic = _topic(attempt)
    if topic is None:
        said = text("inside.write.choose_topic", visit.form)
        return await _again(visit, who, attempt, None, "topic", said)
    try:
        receipt = await _send(visit, who, attempt, topic, parcel)
    except Refusal as refusal:
        return await _again(visit, who, attempt, refusal, "text")
    return _sent(visit, attempt, receipt)


async def keep_unsent(visit: FamilyVisit) -> Response:
    """What they are writing, kept while they write."""
    await _keep(visit)
    return Response(status_code=204)


async def once_more(visit: FamilyVisit) -> Response:
    """The form of an earlier page: its words stay on this one. They may be those of whoever was here before."""
    said = sentence(OldPage(), visit.form)
    where = "file" if sent_files(visit.data) else "text"
    words, topic = visit.data.get("text"), visit.data.get("topic")
    attempt = Attempt(once_of(visit), words, topic, where=where, mistake=said)
    return await _form(visit, talker(visit), attempt, status_of(OldPage()))


async def _keep(visit: FamilyVisit) -> None:
    words = without_bsn(visit.data.get("text"))
    if words or visit.session.is_live(visit.uow.now):
        await own_thread.keep_unsent(visit.uow, talker(visit), body=Secret(words))


async def _send(visit: FamilyVisit, who: Talker, attempt: Attempt, topic: Topic, parcel: Parcel) -> Receipt:
    """Write it down: the words with the first file, and each further file by itself."""
    contents = tuple(hashlib.sha256(sent.content).digest() for sent in sent_files(visit.data))
    source = source_of(visit, attempt.once, topic.value.encode(), attempt.words.encode(), *contents)
    written = Written(
        source=source,
        body=Secret(without_bsn(attempt.words)),
        topic=topic,
        file=parcel.taken[0] if parcel.taken else None,
        alarming=attempt.alarming,
    )
    receipt = await threads.write(visit.uow, who, written=written)
    for number, file in enumerate(parcel.taken[1:], start=1):
        more = replace(written, source=f"{source}:{number}", body=Secret(""), file=file, alarming=False)
        await threads.write(visit.uow, who, written=more)
    for file in parcel.taken:
        if await own_thread.is_kept(visit.uow, who, file=file.id):
            parcel.kept.add(file.id)
    return receipt


def _sent(visit: FamilyVisit, attempt: Attempt, receipt: Receipt) -> Response:
    return page(
        visit,
        "family/sent.html",
        promised_by=receipt.promised_by,
        somebody_reads=receipt.somebody_reads,
        alarming=receipt.alarming,
        without_number=without_bsn(attempt.words) != attempt.words,
        lines=help_card_lines(visit),
        emergency_number=visit.lobby.emergency_number,
    )


async def _again(
    visit: FamilyVisit, who: Talker, attempt: Attempt, refusal: Refusal | None, where: str, mistake: str = ""
) -> Response:
    """The form again with all that was typed, and a sentence about what is needed."""
    # What is far too long even to keep stands in the page itself.
    with suppress(MessageTooLong):
        await own_thread.keep_unsent(visit.uow, who, body=Secret(without_bsn(attempt.words)))
    said = sentence(refusal, visit.form) if refusal is not None else mistake
    status = UNPROCESSABLE if refusal is None or isinstance(refusal, MessageTooLong) else status_of(refusal)
    return await _form(visit, who, replace(attempt, where=where, mistake=said), status)


async def _form(
    visit: FamilyVisit, who: Talker, attempt: Attempt, status: int, *, is_earlier: bool = False
) -> Response:
    readers = await own_thread.readers(visit.uow, who)
    return page(
        visit,
        "family/write.html",
        status,
        attempt=attempt,
        is_earlier=is_earlier,
        longest=LONGEST,
        lines=help_card_lines(visit),
        readers=in_words(visit, readers),
        is_closed=readers.is_closed,
    )


def _topic(attempt: Attempt) -> Topic | None:
    """What it is about. Words of danger are not kept back for want of a choice."""
    if attempt.topic in tuple(Topic):
        return Topic(attempt.topic)
    return Topic.DISCUSS if attempt.alarming else None


def _is_to_be_sent(data: Data) -> bool:
    return data.get("topic") != COMPLAINT


ROUTES = (
    Route(addresses.WRITE, family(write_page), methods=["GET"]),
    Route(
        addresses.WRITE,
        family(send, files=True, around=taking(_is_to_be_sent), words=Words(_keep, once_more)),
        methods=["POST"],
    ),
    Route(addresses.UNSENT, family(keep_unsent, words=Words(_keep)), methods=["POST"]),
)
