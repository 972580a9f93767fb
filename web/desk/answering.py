"""An answer in two steps: it is written, then looked over with the name of whom it is for, and only then sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import CaseManager
from domain.errors import NotFound, Refusal
from domain.files import MOST_BYTES, FileId, FileNotAccepted, MediaType, Taken
from domain.mentions import MentionKind
from domain.people import Form, PersonId, Role
from domain.secret import Secret
from domain.threads import AnsweredMeanwhile, Message, MessageEmpty, MessageId, MessageTooLong, ThreadClosed
from locales.catalogue import text
from usecases import answers, mentions
from usecases.answers import Answer
from usecases.surroundings import surroundings_of
from usecases.threads import check_words
from web.desk import words
from web.desk.conversation import Typed, head, shown
from web.desk.talk_lines import lines_of
from web.doorway import desk, go
from web.forms import as_id
from web.pages import page
from web.uploads import sent_files
from web.visits import DeskVisit, Early

ONCE_LONGEST = 64
"""Characters of a form's token; ours have 22."""

MOST_FILES = 5
STOPS_THE_WRITER = (MessageEmpty, MessageTooLong, ThreadClosed)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds. ``seen`` is the newest message that stood above it."""

    once: str
    body: Secret
    seen: MessageId | None
    taken: tuple[Taken, ...]


@dataclass(slots=True)
class Parcel:
    """The files that came along, sealed already; ``refusal`` tells why one was not taken, and then none is."""

    taken: tuple[Taken, ...] = ()
    refusal: Refusal | None = None


@asynccontextmanager
async def taking(early: Early) -> AsyncIterator[object]:
    """Seal what comes along before the transaction begins.

    It waits for the second step; what never gets there is nobody's, and swept after a day.
    """
    parcel = await _take(early)
    try:
        yield parcel
    except BaseException:
        await _remove(early, parcel.taken)
        raise


async def look_over(visit: DeskVisit) -> Response:
    """The first step: keep what was written, and show whom it is for and what to think about."""
    which, parcel = PersonId(visit.id("person")), visit.prepared
    draft = Draft(_once(visit), visit.data.secret("text"), _seen(visit), parcel.taken)
    refusal = parcel.refusal or _refusal(draft)
    if refusal is not None:
        return await shown(visit, which, Typed(draft.body.reveal(), refusal, draft.once))
    await answers.keep_unsent(visit.uow, visit.case_manager, person=which, body=draft.body)
    return await _card(visit, which, draft)


async def send(visit: DeskVisit) -> Response:
    """The second step. What was said meanwhile is shown first, and nothing is lost."""
    which = PersonId(visit.id("person"))
    draft = Draft(_once(visit), visit.data.secret("text"), _seen(visit), _given(visit, which))
    try:
        await _send(visit, which, draft, sure=visit.data.get("sure") == "1")
    except AnsweredMeanwhile:
        await answers.keep_unsent(visit.uow, visit.case_manager, person=which, body=draft.body)
        return await _card(visit, which, draft, meanwhile=True)
    except STOPS_THE_WRITER as refusal:
        return await shown(visit, which, Typed(draft.body.reveal(), refusal, draft.once))
    return go(f"/werk/gesprek/{which}#laatste")


async def keep(visit: DeskVisit) -> Response:
    """What is being written, kept sealed while it is written."""
    await answers.keep_unsent(
        visit.uow, visit.case_manager, person=PersonId(visit.id("person")), body=visit.data.secret("text")
    )
    return Response(status_code=204)


def _refusal(draft: Draft) -> Refusal | None:
    """Why the words cannot be sent like this."""
    try:
        check_words(draft.body, with_file=bool(draft.taken))
    except (MessageEmpty, MessageTooLong) as refusal:
        return refusal
    return None


async def _send(visit: DeskVisit, which: PersonId, draft: Draft, *, sure: bool) -> None:
    """One message, and one more for each further file; all of them or none."""
    files: tuple[Taken | None, ...] = draft.taken or (None,)
    # A form that was changed before it was sent again is another message, so that nothing is lost.
    content = "\n".join((draft.once, *(taken.id.hex for taken in draft.taken), draft.body.reveal()))
    source = visit.uow.index("form", content).hex()
    for n, file in enumerate(files):
        said = Answer(
            source=f"{source}:{n}",
            body=draft.body if n == 0 else Secret(""),
            file=file,
            seen=draft.seen,
            sure=sure or n > 0,
        )
        await answers.answer(visit.uow, visit.case_manager, person=which, said=said)


async def _card(visit: DeskVisit, which: PersonId, draft: Draft, *, meanwhile: bool = False) -> Response:
    """Name, role and colour of whom it is for, the words, and every reason to look twice."""
    looked = await mentions.look_over(visit.uow, visit.case_manager, person=which, body=draft.body)
    if looked.person.role is Role.NETWORK_MEMBER:
        raise NotFound(detail="network")
    since, seen = await _since(visit, which, draft.seen) if meanwhile else ((), draft.seen)
    found = [
        (kind.value, sorted({m.said.reveal() for m in looked.mentions if m.kind is kind}))
        for kind in MentionKind
    ]
    sealed = [(taken, _seal(visit, which, taken)) for taken in draft.taken]
    return page(
        visit,
        "desk/answer_check.html",
        409 if meanwhile else 200,
        **head(looked.person, looked.people),
        family=words.family(looked.family),
        said=draft.body.reveal(),
        files=[(text(f"talk.file.{t.media_type.kind.value}", Form.U), seal) for t, seal in sealed],
        found=[(text(f"talk.mention.{kind}", Form.U), said) for kind, said in found if said],
        since=since,
        once=draft.once,
        seen=str(seen) if seen else "",
        meanwhile=meanwhile,
    )


async def _since(
    visit: DeskVisit, which: PersonId, seen: MessageId | None
) -> tuple[tuple[object, ...], MessageId | None]:
    """What was said since the page of the writer was made, and the newest of it."""
    opened = await answers.open_thread(visit.uow, visit.case_manager, person=which)
    around = await surroundings_of(visit.uow, opened.family)
    after = {f"m{m.id.hex}" for m in opened.messages if seen is None or m.id > seen}
    lines = lines_of(opened, around, visit.case_manager.professional, visit.uow.now)
    newest: Message | None = opened.messages[-1] if opened.messages else None
    return tuple(line for line in lines if line.anchor in after), newest.id if newest else seen


async def _take(early: Early) -> Parcel:
    sent = sent_files(early.data)
    if not sent or not isinstance(early.who, CaseManager):
        return Parcel()
    if len(sent) > MOST_FILES:
        return Parcel(refusal=FileNotAccepted(detail="many"))
    person = PersonId(as_id(early.request.path_params["person"]))
    async with early.lobby.archive.unit() as uow:
        thread, ids = await answers.make_room(uow, early.who, person=person, files=len(sent))
    taken: tuple[Taken, ...] = ()
    try:
        for which, one in zip(ids, sent, strict=True):
            stream = one.stream()
            taken += (
                await early.lobby.files.take(file=which, thread=thread, stream=stream, limit=MOST_BYTES),
            )
    except BaseException as failure:
        await _remove(early, taken)
        if isinstance(failure, Refusal):
            return Parcel(refusal=failure)
        raise
    return Parcel(taken)


async def _remove(early: Early, files: tuple[Taken, ...]) -> None:
    for taken in files:
        await early.lobby.files.remove(taken.id)


def _seal(visit: DeskVisit, which: PersonId, taken: Taken) -> str:
    """A file as the check page hands it on: only we can have written it, and only for this writer and this person."""
    plain = f"{taken.id.hex}.{taken.media_type.value}.{taken.size}"
    mark = visit.uow.index("answer.file", f"{visit.case_manager.professional.hex}.{which.hex}.{plain}")
    return f"{plain}.{mark.hex()}"


def _given(visit: DeskVisit, which: PersonId) -> tuple[Taken, ...]:
    """The files that the check page handed on.

    Raises:
        NotFound: somebody else wrote that.
    """
    return tuple(_opened(visit, which, sealed) for sealed in visit.data.all("taken")[:MOST_FILES])


def _opened(visit: DeskVisit, which: PersonId, sealed: str) -> Taken:
    try:
        file, media_type, size, _ = sealed.split(".")
        taken = Taken(FileId(UUID(file)), MediaType(media_type), int(size))
    except ValueError:
        raise NotFound(detail="file") from None
    if not compare_digest(_seal(visit, which, taken).encode(), sealed.encode()):
        raise NotFound(detail="file")
    return taken


def _once(visit: DeskVisit) -> str:
    return visit.data.get("once")[:ONCE_LONGEST] or visit.uow.new_token()


def _seen(visit: DeskVisit) -> MessageId | None:
    given = visit.data.get("seen")
    return MessageId(as_id(given)) if given else None


ROUTES = (
    Route("/werk/gesprek/{person}/controle", desk(look_over, files=True, around=taking), methods=["POST"]),
    Route("/werk/gesprek/{person}/verstuur", desk(send), methods=["POST"]),
    Route("/werk/gesprek/{person}/concept", desk(keep), methods=["POST"]),
)
