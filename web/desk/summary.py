"""How it goes with a family, at the desk: a round in full, the lines over time, and the gezinsmanager's own part."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import Response
from starlette.routing import Route

from domain.calendar import local
from domain.checkins import (
    LONGEST_ANSWER,
    RANGE,
    CheckInOver,
    CheckInSettled,
    GoalGone,
    NotOnScale,
    Question,
    Scale,
    Turn,
)
from domain.errors import NotFound, Refusal, Unsuitable
from domain.mentions import Mention
from domain.people import FamilyId, Form
from domain.plans import GoalId, PlanText
from domain.rounds import Round, RoundId
from usecases import checkins, plans, summaries
from usecases.summaries import FamilySummary
from web.desk import signals, summary_words, words
from web.desk.mentioned import mentions_in_words, sure_of
from web.desk.summary_charts import charts
from web.doorway import Words, desk, go
from web.forms import as_id
from web.pages import page, sentence
from web.papers.telling import sentences
from web.refusals import OldPage, status_of
from web.visits import DeskVisit

CANNOT = (GoalGone, NotOnScale, CheckInOver, CheckInSettled, Unsuitable)
REMARK = "opmerking"


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form for one's own part: a score for each goal, and the remark.

    ``found`` is what of others stands in the remark, ``sure`` what "toch opslaan" carries then.
    """

    scores: Mapping[GoalId, str] = field(default_factory=dict)
    remark: str = field(default="", repr=False)
    refusal: Refusal | None = None
    found: tuple[tuple[str, str], ...] = ()
    sure: str = ""


async def look(visit: DeskVisit) -> Response:
    """The newest round that closed, or the one asked for with ``?ronde=``."""
    given = visit.request.query_params.get("ronde", "")
    return await _shown(visit, RoundId(as_id(given)) if given else None)


async def add(visit: DeskVisit) -> Response:
    """The gezinsmanager's own scores and remark; the family can read both."""
    which = RoundId(as_id(visit.data.get("ronde")))
    found = await summaries.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()), round=which)
    filled = _filled(visit, found)
    named = await _named(visit, found)
    if named and visit.data.get("toch") != (sure := sure_of(visit, named)):
        about = replace(filled, found=mentions_in_words(named), sure=sure)
        return await _shown(visit, which, about)
    try:
        await checkins.score_as_professional(
            visit.uow,
            visit.case_manager,
            round=which,
            scores={goal: int(given) for goal, given in filled.scores.items()},
            remark=visit.data.secret(REMARK),
        )
    except CANNOT as refusal:
        return await _shown(visit, which, Filled(filled.scores, filled.remark, refusal))
    return go(f"/werk/gezin/{visit.id()}/cijfers?ronde={which}")


async def once_more(visit: DeskVisit) -> Response:
    """The form of an earlier page: what was typed stays in it."""
    which = RoundId(as_id(visit.data.get("ronde")))
    found = await summaries.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()), round=which)
    filled = _filled(visit, found)
    return await _shown(visit, which, Filled(filled.scores, filled.remark, OldPage()))


async def keep(visit: DeskVisit) -> None:
    """What was sent when the window had closed by itself is kept all the same.

    Raises:
        Refusal: it cannot be; then it is not kept.
    """
    which = RoundId(as_id(visit.data.get("ronde")))
    found = await summaries.see(visit.uow, visit.case_manager, family=FamilyId(visit.id()), round=which)
    scores = {goal: int(given) for goal, given in _filled(visit, found).scores.items()}
    remark = visit.data.secret(REMARK)
    await checkins.score_as_professional(
        visit.uow, visit.case_manager, round=which, scores=scores, remark=remark
    )


async def _shown(visit: DeskVisit, which: RoundId | None, filled: Filled | None = None) -> Response:
    family = FamilyId(visit.id())
    found = await summaries.see(visit.uow, visit.case_manager, family=family, round=which)
    if found.summary is None and found.history.rounds:
        newest = found.history.rounds[-1].id
        found = await summaries.see(visit.uow, visit.case_manager, family=family, round=newest)
    summary, today = found.summary, local(visit.uow.now).date()
    mine = _mine(visit, found)
    filled = filled or _of_turn(mine)
    drawn, goals = charts(found), {goal.id: goal for goal in found.goals}
    return page(
        visit,
        "desk/summary.html",
        status_of(filled.refusal) if filled.refusal else 200,
        family=found.family,
        here=f"/werk/gezin/{family}",
        summary=summary,
        sw=summary_words,
        today=today,
        error=sentence(filled.refusal, Form.U) if filled.refusal else "",
        signals=signals.signal_rows(
            found.family, [one for one in found.signals if one.is_open], found.people, found.goals
        ),
        who=summary_words.who_rows(found, summary) if summary else (),
        goals=summary_words.goal_rows(found, summary) if summary else (),
        strengths=summary_words.said_rows(found, summary, summary_words.STRENGTHS) if summary else (),
        concerns=summary_words.said_rows(found, summary, summary_words.CONCERNS) if summary else (),
        remarks=summary_words.said_rows(found, summary, summary_words.REMARKS) if summary else (),
        steps=summary_words.step_rows(found, summary) if summary else (),
        pictures=[(goals[which], sentences(chart, Form.U)) for which, chart in drawn.items()],
        rounds=tuple(reversed(found.history.rounds)),
        own_goals=found.plan.open_goals if found.plan and summary and _is_open(visit, summary.round) else (),
        settled=_settled(visit, mine),
        filled=filled,
        range=RANGE[Scale.NUMBERS],
        most=LONGEST_ANSWER,
        words=words,
    )


def _filled(visit: DeskVisit, found: FamilySummary) -> Filled:
    goals = found.plan.open_goals if found.plan else ()
    given = {goal.id: visit.data.get(f"doel_{goal.id.hex}") for goal in goals}
    wrong = [said for said in given.values() if said and not _is_number(said)]
    if wrong:
        raise NotFound(detail="score")
    return Filled({goal: said for goal, said in given.items() if said}, visit.data.get(REMARK))


async def _named(visit: DeskVisit, found: FamilySummary) -> tuple[Mention, ...]:
    """What of others stands in a remark that is new: everybody with whom the plan is shared reads it."""
    remark, plan = visit.data.secret(REMARK), found.plan
    if not remark or remark.reveal() == _of_turn(_mine(visit, found)).remark:
        return ()
    readers = plan.established.text.people if plan and plan.established else frozenset()
    text = PlanText(strengths=remark, people=readers)
    return await plans.warnings(visit.uow, visit.case_manager, family=found.family.id, text=text)


def _mine(visit: DeskVisit, found: FamilySummary) -> Turn | None:
    """One's own part in the round that is shown."""
    if found.summary is None:
        return None
    turns = found.history.turns.get(found.summary.round.id, ())
    own = visit.case_manager.professional
    return next((turn for turn in turns if turn.holder.professional == own), None)


def _of_turn(mine: Turn | None) -> Filled:
    if mine is None:
        return Filled()
    said = mine.words.get(Question.REMARK)
    return Filled({goal: str(one.value) for goal, one in mine.scores.items()}, said.reveal() if said else "")


def _settled(visit: DeskVisit, mine: Turn | None) -> Mapping[GoalId, int]:
    """One's own scores that can no longer change: they were given on an earlier day."""
    today = local(visit.uow.now).date()
    given = mine.scores if mine else {}
    return {goal: one.value for goal, one in given.items() if local(one.given_at).date() != today}


def _is_open(visit: DeskVisit, one: Round) -> bool:
    return one.takes_answers(visit.uow.now)


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < 3


_HERE = "/werk/gezin/{id}/cijfers"
ROUTES = (
    Route(_HERE, desk(look), methods=["GET"]),
    Route(_HERE, desk(add, words=Words(keep, once_more)), methods=["POST"]),
)
