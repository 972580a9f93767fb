"""Proposing something for the plan: a new goal, or a change; the gezinsmanager talks about it with whoever proposes."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from domain.errors import Refusal
from domain.plans import LONGEST_TEXT, GoalId
from domain.secret import Secret
from locales.catalogue import text
from usecases import own_plan
from web import addresses
from web.doorway import Words, family
from web.family import begun
from web.family.begun import PROPOSAL
from web.family.talk import help_card_lines, once_of, source_of, talker
from web.forms import as_id
from web.pages import page, sentence
from web.refusals import OldPage, status_of
from web.visits import FamilyVisit

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value
ADDRESS = f"{addresses.PLAN}/voorstel"
CONCEPT = f"{ADDRESS}/concept"


@dataclass(frozen=True, slots=True)
class Attempt:
    """The form as it came, and why it was not kept; ``goal`` is what it is about, empty for the plan at large."""

    once: str
    words: str = ""
    goal: str = ""
    mistake: str = ""
    alarming: bool = False
    is_earlier: bool = False


async def propose_page(visit: FamilyVisit) -> Response:
    """The form, with what they were typing before."""
    who = talker(visit)
    words = (await begun.begun(visit, who, PROPOSAL)).get(PROPOSAL, "")
    return await _form(visit, who, Attempt(visit.uow.new_token(), words, is_earlier=bool(words)), 200)


async def propose(visit: FamilyVisit) -> Response:
    """Kept once, however often the form comes."""
    who, attempt = talker(visit), _sent(visit)
    if not attempt.words:
        said = text("ownplan.propose.empty", visit.form)
        return await _again(visit, who, replace(attempt, mistake=said), UNPROCESSABLE)
    if len(attempt.words) > LONGEST_TEXT:
        said = text("asking.too_long", visit.form, most=LONGEST_TEXT)
        return await _again(visit, who, replace(attempt, mistake=said), UNPROCESSABLE)
    source = source_of(visit, attempt.once, attempt.goal.encode(), attempt.words.encode())
    goal = GoalId(as_id(attempt.goal)) if attempt.goal else None
    try:
        await own_plan.propose(
            visit.uow,
            who,
            body=Secret(attempt.words),
            goal=goal,
            once=source,
            alarming=attempt.alarming,
        )
    except Refusal as refusal:
        said = sentence(refusal, visit.form)
        return await _again(visit, who, replace(attempt, mistake=said), status_of(refusal))
    await begun.keep(visit, who, {PROPOSAL: ""})
    return page(visit, "family/proposed.html", alarming=attempt.alarming, lines=help_card_lines(visit))


async def keep_unsent(visit: FamilyVisit) -> Response:
    """What they are typing, kept while they type."""
    await _keep_words(visit)
    return Response(status_code=204)


async def once_more(visit: FamilyVisit) -> Response:
    """The form of an earlier page: what stands in it stays on this one."""
    attempt = replace(_sent(visit), mistake=sentence(OldPage(), visit.form))
    return await _form(visit, talker(visit), attempt, status_of(OldPage()))


async def _keep_words(visit: FamilyVisit) -> None:
    await begun.keep_typed(visit, talker(visit), PROPOSAL)


def _sent(visit: FamilyVisit) -> Attempt:
    words = begun.typed_in(visit, PROPOSAL)[PROPOSAL]
    alarming = visit.lobby.phrases.alarms(words[: 2 * LONGEST_TEXT])
    return Attempt(once_of(visit), words, visit.data.get("goal"), alarming=alarming)


async def _again(visit: FamilyVisit, who: Talker, attempt: Attempt, status: int) -> Response:
    await begun.keep(visit, who, {PROPOSAL: attempt.words})
    return await _form(visit, who, attempt, status)


async def _form(visit: FamilyVisit, who: Talker, attempt: Attempt, status: int) -> Response:
    own = await own_plan.see(visit.uow, who, in_full=False)
    version = own.current or own.waiting
    return page(
        visit,
        "family/propose.html",
        status,
        attempt=attempt,
        goals=version.text.goals if version else (),
        action=ADDRESS,
        concept=CONCEPT,
        lines=help_card_lines(visit),
    )


ROUTES = (
    Route(ADDRESS, family(propose_page), methods=["GET"]),
    Route(ADDRESS, family(propose, words=Words(_keep_words, once_more)), methods=["POST"]),
    Route(CONCEPT, family(keep_unsent, words=Words(_keep_words)), methods=["POST"]),
)
