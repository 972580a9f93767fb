"""A family's own plan: to read, to agree with, to say something of one's own about, and to take steps in."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from domain.errors import Outdated, Refusal
from domain.plan_questions import Fits, PlanQuestionId
from domain.plans import LONGEST_TEXT, PlanVersionId, StepId
from domain.secret import Secret
from locales.catalogue import text
from usecases import own_plan, plan_questions
from usecases.own_plan import OwnPlan
from web import addresses
from web.doorway import Words, family
from web.family import begun
from web.family.begun import REACTION
from web.family.plan_words import in_words
from web.family.talk import help_card_lines, talker
from web.forms import as_id
from web.pages import page, sentence
from web.refusals import OldPage, status_of
from web.visits import FamilyVisit

YES, NO = "yes", "no"
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value
CONCEPT = f"{addresses.PLAN}/reactie/concept"


@dataclass(frozen=True, slots=True)
class Said:
    """The form for one's own view as it is shown, and a sentence about what was just done, if anything was."""

    words: str = ""
    shared: str = NO
    mistake: str = ""
    is_earlier: bool = False
    alarming: bool = False
    done: str = ""


async def plan(visit: FamilyVisit) -> Response:
    """The plan in full, with what is new about it."""
    return await _page(visit, talker(visit), 200)


async def agree(visit: FamilyVisit) -> Response:
    """I agree; or no longer."""
    agrees = visit.data.get("agrees")
    if agrees not in (YES, NO):
        raise Outdated(detail="button")
    who = talker(visit)
    await own_plan.agree(visit.uow, who, version=_version(visit), agrees=agrees == YES)
    return await _page(visit, who, 200, Said(done=text("ownplan.done.kept", visit.form)))


async def react(visit: FamilyVisit) -> Response:
    """One's own view; whoever may read it is a choice."""
    who = talker(visit)
    said = _sent(visit)
    if said.shared not in (YES, NO):
        mistake = text("ownplan.reaction.choose", visit.form)
        return await _again(visit, who, said, mistake, UNPROCESSABLE)
    if len(said.words) > LONGEST_TEXT:
        mistake = text("asking.too_long", visit.form, most=LONGEST_TEXT)
        return await _again(visit, who, said, mistake, UNPROCESSABLE)
    try:
        await own_plan.react(
            visit.uow,
            who,
            version=_version(visit),
            body=Secret(said.words),
            shared=said.shared == YES,
            alarming=said.alarming,
        )
    except Refusal as refusal:
        return await _again(visit, who, said, sentence(refusal, visit.form), status_of(refusal))
    await begun.keep(visit, who, {REACTION: ""})
    done = text("ownplan.done.kept", visit.form)
    return await _page(visit, who, 200, Said(alarming=said.alarming, done=done))


async def take_step(visit: FamilyVisit) -> Response:
    """A small step was taken, or was not after all."""
    who, done = talker(visit), visit.data.get("done")
    if done not in (YES, NO):
        raise Outdated(detail="button")
    step = StepId(as_id(visit.data.get("step")))
    await own_plan.take_step(visit.uow, who, step=step, done=done == YES)
    told = "ownplan.done.step" if done == YES else "ownplan.done.kept"
    return await _page(visit, who, 200, Said(done=text(told, visit.form)))


async def say_fits(visit: FamilyVisit) -> Response:
    """Leeft het plan nog?: one tap."""
    fits = visit.data.get("fits")
    if fits not in tuple(Fits):
        raise Outdated(detail="button")
    who = talker(visit)
    which = PlanQuestionId(as_id(visit.data.get("question")))
    await plan_questions.answer(visit.uow, who, question=which, fits=Fits(fits))
    return await _page(visit, who, 200, Said(done=text(f"planfit.kept.{fits}", visit.form)))


async def keep_unsent(visit: FamilyVisit) -> Response:
    """What they are typing, kept while they type."""
    await _keep_words(visit)
    return Response(status_code=204)


async def once_more(visit: FamilyVisit) -> Response:
    """The form of an earlier page: what stands in it stays on this one."""
    return await _again(
        visit, talker(visit), _sent(visit), sentence(OldPage(), visit.form), status_of(OldPage()), keep=False
    )


async def _keep_words(visit: FamilyVisit) -> None:
    await begun.keep_typed(visit, talker(visit), REACTION)


def _sent(visit: FamilyVisit) -> Said:
    words = begun.typed_in(visit, REACTION)[REACTION]
    alarming = visit.lobby.phrases.alarms(words[: 2 * LONGEST_TEXT])
    return Said(words, visit.data.get("shared"), alarming=alarming)


async def _again(
    visit: FamilyVisit, who: Talker, said: Said, mistake: str, status: int, *, keep: bool = True
) -> Response:
    if keep:
        await begun.keep(visit, who, {REACTION: said.words})
    shown = Said(said.words, said.shared, mistake, alarming=said.alarming)
    return await _page(visit, who, status, shown)


async def _page(visit: FamilyVisit, who: Talker, status: int, said: Said | None = None) -> Response:
    own = await own_plan.see(visit.uow, who)
    version = own.waiting or own.current
    if version is None:
        done = said.done if said else ""
        return page(visit, "family/no_plan.html", status, own=own, done=done)
    earlier = (await begun.begun(visit, who, REACTION)).get(REACTION, "")
    return page(
        visit,
        "family/plan.html",
        status,
        own=own,
        version=version,
        copy=own.waiting_copy if own.waiting else own.copy,
        changed_groups=in_words(visit, own.changes),
        nicknames={goal.id: goal.nickname for goal in version.text.goals},
        said=_shown(own, said or Said(), earlier),
        longest=LONGEST_TEXT,
        # Whether the old one still fits is no question while a new one lies before them.
        question=None if own.waiting else await plan_questions.waiting(visit.uow, who),
        stands={stand.goal: stand for stand in own.plan.stands} if own.plan else {},
        done_steps=own.plan.done_steps if own.plan else {},
        lines=help_card_lines(visit),
        concept=CONCEPT,
    )


def _shown(own: OwnPlan, said: Said, earlier: str) -> Said:
    """The form with what was typed: just now, before and not sent, or said before."""
    if said.mistake:
        return said
    copy = own.waiting_copy if own.waiting else own.copy
    before = copy.reaction.reveal() if copy is not None and copy.reaction is not None else ""
    shared = YES if copy is not None and copy.reaction_shared else NO
    return Said(earlier or before, shared, is_earlier=bool(earlier), alarming=said.alarming, done=said.done)


def _version(visit: FamilyVisit) -> PlanVersionId:
    return PlanVersionId(as_id(visit.data.get("version")))


ROUTES = (
    Route(addresses.PLAN, family(plan), methods=["GET"]),
    Route(f"{addresses.PLAN}/akkoord", family(agree), methods=["POST"]),
    Route(f"{addresses.PLAN}/reactie", family(react, words=Words(_keep_words, once_more)), methods=["POST"]),
    Route(CONCEPT, family(keep_unsent, words=Words(_keep_words)), methods=["POST"]),
    Route(f"{addresses.PLAN}/stap", family(take_step), methods=["POST"]),
    Route(f"{addresses.PLAN}/klopt", family(say_fits), methods=["POST"]),
)
