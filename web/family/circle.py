"""De kring in the window: for the family who helps and whom they propose; for whoever helps their own part in it."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import NetworkMember, Talker
from domain.circle import CALLED_OF_MEMBERS, LONGEST_PURPOSE
from domain.errors import NotFound, Outdated, Unsuitable
from domain.people import LONGEST_NAME, Called
from domain.secret import Secret
from locales.catalogue import text
from usecases import circle
from web import addresses
from web.doorway import Words, family
from web.family import begun
from web.family.begun import PROPOSED_FOR
from web.family.talk import once_of, source_of, talker
from web.pages import page, sentence
from web.refusals import OldPage, status_of
from web.visits import FamilyVisit

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value
PROPOSE = f"{addresses.CIRCLE}/voorstel"
CONCEPT = f"{PROPOSE}/concept"
LEAVE = f"{addresses.CIRCLE}/stop"


@dataclass(frozen=True, slots=True)
class Attempt:
    """The form as it came, and why it was not kept, by field."""

    once: str
    name: str = ""
    called: str = ""
    purpose: str = ""
    wrong: tuple[tuple[str, str], ...] = ()
    is_earlier: bool = False


async def see(visit: FamilyVisit) -> Response:
    """Who helps; or one's own part."""
    if isinstance(visit.who, NetworkMember):
        return await _part(visit, visit.who)
    return await _circle(visit, visit.who)


async def propose_page(visit: FamilyVisit) -> Response:
    """The form, with what they were typing before."""
    who = talker(visit)
    purpose = (await begun.begun(visit, who, PROPOSED_FOR)).get(PROPOSED_FOR, "")
    attempt = Attempt(visit.uow.new_token(), purpose=purpose, is_earlier=bool(purpose))
    return _form(visit, attempt, 200)


async def propose(visit: FamilyVisit) -> Response:
    """Kept once, however often the form comes."""
    who, attempt = talker(visit), _sent(visit)
    wrong = _wrong(visit, attempt)
    if wrong:
        return await _again(visit, who, replace(attempt, wrong=wrong), UNPROCESSABLE)
    words = (attempt.name, attempt.called, attempt.purpose)
    try:
        await circle.propose(
            visit.uow,
            who,
            name=Secret(attempt.name),
            called=Called(attempt.called),
            purpose=Secret(attempt.purpose),
            once=source_of(visit, attempt.once, *(one.encode() for one in words)),
        )
    except Unsuitable as refusal:
        wrong = ((PROPOSED_FOR, sentence(refusal, visit.form)),)
        return await _again(visit, who, replace(attempt, wrong=wrong), status_of(refusal))
    await begun.keep(visit, who, {PROPOSED_FOR: ""})
    return await _circle(visit, who, text("owncircle.proposed", visit.form))


async def keep_unsent(visit: FamilyVisit) -> Response:
    """What they are typing, kept while they type."""
    await _keep_words(visit)
    return Response(status_code=204)


async def once_more(visit: FamilyVisit) -> Response:
    """The form of an earlier page: what stands in it stays on this one."""
    wrong = ((PROPOSED_FOR, sentence(OldPage(), visit.form)),)
    return _form(visit, replace(_sent(visit), wrong=wrong), status_of(OldPage()))


async def answer_stay(visit: FamilyVisit) -> Response:
    """Would they go on after the last day?"""
    who, goes_on = _member(visit), visit.data.get("said") == "yes"
    try:
        await circle.answer_stay(visit.uow, who, goes_on=goes_on)
    except Outdated as refusal:
        return await _part(visit, who, sentence(refusal, visit.form), status_of(refusal))
    return await _part(visit, who, text("circle.stay.yes" if goes_on else "circle.stay.no", visit.form))


async def answer_return(visit: FamilyVisit) -> Response:
    """Can they take part again?"""
    who, comes_back = _member(visit), visit.data.get("said") == "yes"
    try:
        await circle.answer_return(visit.uow, who, comes_back=comes_back)
    except Outdated as refusal:
        return await _part(visit, who, sentence(refusal, visit.form), status_of(refusal))
    return await _part(
        visit, who, text("circle.return.yes" if comes_back else "circle.return.no", visit.form)
    )


async def leave_page(visit: FamilyVisit) -> Response:
    """Sure? No reason is asked."""
    _member(visit)
    return page(visit, "family/leave.html", action=LEAVE)


async def leave(visit: FamilyVisit) -> Response:
    """They take part no more; this is the last page of theirs."""
    await circle.leave(visit.uow, _member(visit))
    return page(visit, "family/left.html")


async def _circle(visit: FamilyVisit, who: Talker, said: str = "") -> Response:
    found = await circle.see(visit.uow, who, family=who.family)
    return page(visit, "family/circle.html", circle=found, said=said, propose=PROPOSE)


async def _part(visit: FamilyVisit, who: NetworkMember, said: str = "", status: int = 200) -> Response:
    part = await circle.part(visit.uow, who)
    return page(
        visit,
        "family/part.html",
        status,
        part=part,
        said=said,
        is_refused=status != HTTPStatus.OK,
        leave=LEAVE,
    )


async def _again(visit: FamilyVisit, who: Talker, attempt: Attempt, status: int) -> Response:
    await begun.keep(visit, who, {PROPOSED_FOR: attempt.purpose})
    return _form(visit, attempt, status)


def _form(visit: FamilyVisit, attempt: Attempt, status: int) -> Response:
    return page(
        visit,
        "family/propose_member.html",
        status,
        attempt=attempt,
        wrong=dict(attempt.wrong),
        called=tuple(one.value for one in CALLED_OF_MEMBERS),
        action=PROPOSE,
        concept=CONCEPT,
        longest=LONGEST_PURPOSE,
    )


def _sent(visit: FamilyVisit) -> Attempt:
    purpose = begun.typed_in(visit, PROPOSED_FOR)[PROPOSED_FOR]
    return Attempt(once_of(visit), visit.data.get("name"), visit.data.get("called"), purpose)


def _wrong(visit: FamilyVisit, attempt: Attempt) -> tuple[tuple[str, str], ...]:
    """A sentence for each field that does not make a proposal."""
    tests = {
        "name": 1 <= len(attempt.name) <= LONGEST_NAME,
        "called": attempt.called in CALLED_OF_MEMBERS,
        PROPOSED_FOR: 1 <= len(attempt.purpose) <= LONGEST_PURPOSE,
    }
    return tuple(
        (name, text(f"owncircle.propose.wrong.{name}", visit.form))
        for name, fits in tests.items()
        if not fits
    )


async def _keep_words(visit: FamilyVisit) -> None:
    await begun.keep_typed(visit, talker(visit), PROPOSED_FOR)


def _member(visit: FamilyVisit) -> NetworkMember:
    """Whoever stands here, as somebody who helps.

    Raises:
        NotFound: somebody of the family itself.
    """
    if isinstance(visit.who, NetworkMember):
        return visit.who
    raise NotFound(detail="membership")


ROUTES = (
    Route(addresses.CIRCLE, family(see), methods=["GET"]),
    Route(PROPOSE, family(propose_page), methods=["GET"]),
    Route(PROPOSE, family(propose, words=Words(_keep_words, once_more)), methods=["POST"]),
    Route(CONCEPT, family(keep_unsent, words=Words(_keep_words)), methods=["POST"]),
    Route(f"{addresses.CIRCLE}/verder", family(answer_stay), methods=["POST"]),
    Route(f"{addresses.CIRCLE}/terug", family(answer_return), methods=["POST"]),
    Route(LEAVE, family(leave_page), methods=["GET"]),
    Route(LEAVE, family(leave), methods=["POST"]),
)
