"""An answer in two steps: it is written, then looked over with the name of whom it is for, and only then sent."""

from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from starlette.responses import Response
from starlette.routing import Route

from domain.errors import NotFound, Refusal
from domain.files import FileId, MediaType, Taken
from domain.mentions import MentionKind
from domain.people import Form, PersonId, Role
from domain.secret import Secret
from domain.threads import (
    AnsweredMeanwhile,
    Message,
    MessageEmpty,
    MessageId,
    MessageTooLong,
    TakenBack,
    ThreadClosed,
)
from locales.catalogue import text
from usecases import answers, mentions
from usecases.answers import Answer
from usecases.surroundings import surroundings_of
from usecases.threads import check_words
from web.desk import words
from web.desk.conversation import Typed, head, shown
from web.desk.parcels import MOST_FILES, taking
from web.desk.talk_lines import lines_of
from web.doorway import Words, desk, go
from web.forms import as_id
from web.pages import page
from web.refusals import OldPage
from web.visits import DeskVisit

ONCE_LONGEST = 64
"""Characters of a form's token; ours have 22."""

STOPS_THE_WRITER = (MessageEmpty, MessageTooLong, ThreadClosed)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds. ``seen`` is the newest message that stood above it."""

    once: str
    body: Secret
    seen: MessageId | None
    taken: tuple[Taken, ...]


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
    except TakenBack as refusal:  # A fresh form, so that it can be sent after all.
        return await shown(visit, which, Typed(draft.body.reveal(), refusal))
    return go(f"/werk/gesprek/{which}#laatste")


async def keep(visit: DeskVisit) -> Response:
    """What is being written, kept sealed while it is written."""
    await _keep(visit)
    return Response(status_code=204)


async def once_more(visit: DeskVisit) -> Response:
    """The form of an earlier page: its words stay in the box."""
    typed = Typed(visit.data.get("text"), OldPage(), _once(visit))
    return await shown(visit, PersonId(visit.id("person")), typed)


async def _keep(visit: DeskVisit) -> None:
    body = visit.data.secret("text")
    if body.reveal() or visit.session.is_live(visit.uow.now):
        which = PersonId(visit.id("person"))
        await answers.keep_unsent(visit.uow, visit.case_manager, person=which, body=body)


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


WORDS = Words(_keep, once_more)
ROUTES = (
    Route(
        "/werk/gesprek/{person}/controle",
        desk(look_over, files=True, around=taking, words=WORDS),
        methods=["POST"],
    ),
    Route("/werk/gesprek/{person}/verstuur", desk(send, words=WORDS), methods=["POST"]),
    Route("/werk/gesprek/{person}/concept", desk(keep, words=Words(_keep)), methods=["POST"]),
)
