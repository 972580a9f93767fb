"""Iets doorgeven: whoever helps leaves the gezinsmanager a remark; what that means is said before it is written."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import NetworkMember
from domain.bsn import without_bsn
from domain.errors import NotFound, Refusal
from domain.secret import Secret
from domain.threads import LONGEST, MessageTooLong, Topic
from locales.catalogue import text
from locales.emergency import Numbers
from usecases import threads
from usecases.threads import Receipt, Written
from web import addresses
from web.doorway import Words, family
from web.family import begun
from web.family.begun import REMARK
from web.family.talk import help_card_lines, once_of, source_of
from web.pages import page, sentence
from web.refusals import OldPage, status_of
from web.visits import FamilyVisit

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value
CONCEPT = f"{addresses.REMARKS}/concept"
ABOUT = "over"
SAFETY, OTHER = "veiligheid", "iets"
"""What it is about, asked first: whoever worries about safety reads whom to call before anything else."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The form as it came, and why it was not kept."""

    once: str
    about: str
    words: str = ""
    mistake: str = ""
    alarming: bool = False
    is_earlier: bool = False


async def remark_page(visit: FamilyVisit) -> Response:
    """First what it is about; then what it means to leave a remark, and where it is written."""
    who = _member(visit)
    about = visit.request.query_params.get(ABOUT, "")
    words = (await begun.begun(visit, who, REMARK)).get(REMARK, "")
    return _form(visit, Attempt(visit.uow.new_token(), about, words, is_earlier=bool(words)), 200)


async def leave_remark(visit: FamilyVisit) -> Response:
    """Kept once, however often the form comes; a worry about safety stands before the gezinsmanager at once."""
    who, attempt = _member(visit), _sent(visit)
    if not attempt.words:
        mistake = text("passon.empty", visit.form)
        return await _again(visit, attempt, mistake, UNPROCESSABLE)
    source = source_of(visit, attempt.once, attempt.words.encode())
    body = Secret(without_bsn(attempt.words))
    alarming = attempt.alarming or attempt.about == SAFETY
    written = Written(source, body, Topic.DISCUSS, alarming=alarming)
    try:
        receipt = await threads.write(visit.uow, who, written=written)
    except Refusal as refusal:
        status = UNPROCESSABLE if isinstance(refusal, MessageTooLong) else status_of(refusal)
        return await _again(visit, attempt, sentence(refusal, visit.form), status)
    await begun.keep(visit, who, {REMARK: ""})
    return _left(visit, attempt, receipt)


async def keep_unsent(visit: FamilyVisit) -> Response:
    """What they are typing, kept while they type."""
    await _keep_words(visit)
    return Response(status_code=204)


async def once_more(visit: FamilyVisit) -> Response:
    """The form of an earlier page: what stands in it stays on this one."""
    _member(visit)
    said = sentence(OldPage(), visit.form)
    return await _again(visit, _sent(visit), said, status_of(OldPage()))


def _left(visit: FamilyVisit, attempt: Attempt, receipt: Receipt) -> Response:
    return page(
        visit,
        "family/remark_left.html",
        alarming=attempt.alarming or attempt.about == SAFETY,
        somebody_reads=receipt.somebody_reads,
        lines=help_card_lines(visit),
        number=visit.lobby.emergency_number,
    )


async def _again(visit: FamilyVisit, attempt: Attempt, mistake: str, status: int) -> Response:
    await begun.keep(visit, visit.who, {REMARK: attempt.words})
    again = Attempt(attempt.once, attempt.about or OTHER, attempt.words, mistake, attempt.alarming)
    return _form(visit, again, status)


def _form(visit: FamilyVisit, attempt: Attempt, status: int) -> Response:
    numbers = Numbers(visit.lobby.emergency_number)
    return page(
        visit,
        "family/remark.html",
        status,
        attempt=attempt,
        worries=attempt.about == SAFETY or attempt.alarming,
        is_asked_first=attempt.about not in (SAFETY, OTHER),
        advice=numbers.safe_home,
        acute=numbers.acute,
        action=addresses.REMARKS,
        concept=CONCEPT,
        longest=LONGEST,
    )


def _sent(visit: FamilyVisit) -> Attempt:
    words = begun.typed_in(visit, REMARK)[REMARK]
    # What is far too long is not sent as it is, and looking it all through would keep everybody waiting.
    alarming = visit.lobby.phrases.alarms(words[: 2 * LONGEST])
    return Attempt(once_of(visit), visit.data.get(ABOUT), words, alarming=alarming)


async def _keep_words(visit: FamilyVisit) -> None:
    await begun.keep_typed(visit, _member(visit), REMARK)


def _member(visit: FamilyVisit) -> NetworkMember:
    """Whoever stands here, as somebody who helps.

    Raises:
        NotFound: somebody of the family itself, who has a conversation for this.
    """
    if isinstance(visit.who, NetworkMember):
        return visit.who
    raise NotFound(detail="remark")


ROUTES = (
    Route(addresses.REMARKS, family(remark_page), methods=["GET"]),
    Route(addresses.REMARKS, family(leave_remark, words=Words(_keep_words, once_more)), methods=["POST"]),
    Route(CONCEPT, family(keep_unsent, words=Words(_keep_words)), methods=["POST"]),
)
