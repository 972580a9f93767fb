"""Hoe gaat het?: each goal with a number or a face, then words if somebody likes; or not this week."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import Talker
from domain.checkins import LONGEST_ANSWER, OWN_QUESTIONS, RANGE, Question, Scale, TurnId
from domain.errors import NotFound, Refusal
from domain.plans import Goal, GoalId
from domain.secret import Secret
from locales.catalogue import text
from usecases import checkins, own_thread, plan_questions
from usecases.checkins import OwnRound
from web import addresses
from web.doorway import Words, family
from web.family import begun
from web.family.talk import help_card_lines, in_words, talker
from web.forms import as_id
from web.pages import page, sentence
from web.refusals import OldPage, status_of
from web.visits import FamilyVisit

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY.value
GOAL = "doel-"
"""How the field of a goal begins; its id follows."""

FIELDS = tuple(question.value for question in OWN_QUESTIONS)
SKIP = "skip"
CONCEPT = f"{addresses.CHECK_IN}/concept"


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it is shown: which value each goal has, and what stands under each question.

    ``mistake`` tells why it was not kept, about the field ``where``. ``is_earlier``: words were typed before, and
    are not sent yet.
    """

    scores: Mapping[GoalId, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    mistake: str = ""
    where: str = ""
    alarming: bool = False
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One goal on the page. ``given`` is what was answered when it cannot change any more; None when it can."""

    goal: Goal
    chosen: int | None
    given: int | None
    scale: Scale


async def check_in(visit: FamilyVisit) -> Response:
    """The newest round, or the one of this turn, with what was answered and typed before."""
    who = talker(visit)
    which = TurnId(visit.id()) if "id" in visit.request.path_params else None
    own = await checkins.see(visit.uow, who, turn=which)
    if own is None or not own.goals:
        return page(visit, "family/no_check_in.html")
    earlier = await begun.begun(visit, who, *FIELDS)
    return await _form(visit, who, own, replace(_of(own, earlier), is_earlier=bool(earlier)), 200)


async def answer(visit: FamilyVisit) -> Response:
    """Keep it all; whatever cannot be kept stays in the form."""
    who = talker(visit)
    own = await _asked_for(visit, who)
    filled = _sent(visit, own)
    if not (filled.scores or any(filled.words.values()) or visit.data.get("what") == SKIP):
        said = text("asking.nothing_chosen", visit.form)
        return await _again(visit, who, own, replace(filled, mistake=said, where=_first(own)), UNPROCESSABLE)
    too_long = next((name for name, words in filled.words.items() if len(words) > LONGEST_ANSWER), "")
    if too_long:
        said = text("asking.too_long", visit.form, most=LONGEST_ANSWER)
        return await _again(visit, who, own, replace(filled, mistake=said, where=too_long), UNPROCESSABLE)
    try:
        kept = await _keep(visit, who, own, filled)
    except Refusal as refusal:
        said = sentence(refusal, visit.form)
        return await _again(visit, who, own, replace(filled, mistake=said), status_of(refusal))
    await begun.keep(visit, who, dict.fromkeys(FIELDS, ""))
    return await _thanks(visit, who, kept, alarming=filled.alarming)


async def keep_unsent(visit: FamilyVisit) -> Response:
    """What they are typing, kept while they type."""
    await _keep_words(visit)
    return Response(status_code=204)


async def once_more(visit: FamilyVisit) -> Response:
    """The form of an earlier page: what stands in it stays on this one."""
    who = talker(visit)
    own = await _asked_for(visit, who)
    said = sentence(OldPage(), visit.form)
    return await _form(visit, who, own, replace(_sent(visit, own), mistake=said), status_of(OldPage()))


async def _keep_words(visit: FamilyVisit) -> None:
    await begun.keep_typed(visit, talker(visit), *FIELDS)


async def _keep(visit: FamilyVisit, who: Talker, own: OwnRound, filled: Filled) -> OwnRound:
    turn = own.turn.id
    said = {
        Question(name): Secret(words) for name, words in filled.words.items() if _is_news(own, name, words)
    }
    if visit.data.get("what") != SKIP:
        return await checkins.answer(
            visit.uow,
            who,
            turn=turn,
            scores=filled.scores,
            words=said,
            # A three on one scale is not a three on the other, and the choice may have changed since the page came.
            scale=_scale(visit, own),
            alarming=filled.alarming,
        )
    if said:
        return await checkins.say(visit.uow, who, turn=turn, words=said, alarming=filled.alarming)
    return await checkins.skip(visit.uow, who, turn=turn)


async def _thanks(visit: FamilyVisit, who: Talker, own: OwnRound, *, alarming: bool) -> Response:
    """What was kept, what may help, and the one question about the plan that may wait."""
    scores = own.turn.scores.values()
    return page(
        visit,
        "family/checked.html",
        own=own,
        is_skipped=own.turn.skipped_at is not None and not (own.turn.scores or own.turn.words),
        is_low=any(score.is_low for score in scores),
        alarming=alarming,
        lines=help_card_lines(visit),
        question=await plan_questions.waiting(visit.uow, who),
    )


async def _again(visit: FamilyVisit, who: Talker, own: OwnRound, filled: Filled, status: int) -> Response:
    await begun.keep(visit, who, filled.words)
    return await _form(visit, who, own, filled, status)


async def _form(visit: FamilyVisit, who: Talker, own: OwnRound, filled: Filled, status: int) -> Response:
    readers = await own_thread.readers(visit.uow, who)
    return page(
        visit,
        "family/checkin.html",
        status,
        own=own,
        asked=[_asked(own, goal, filled) for goal in own.goals],
        filled=filled,
        values=tuple(RANGE[own.rhythm.scale]),
        concept=CONCEPT,
        lines=help_card_lines(visit),
        readers=in_words(visit, readers),
    )


async def _asked_for(visit: FamilyVisit, who: Talker) -> OwnRound:
    """The round that a form of ours is about.

    Raises:
        NotFound: there is none.
    """
    own = await checkins.see(visit.uow, who, turn=TurnId(as_id(visit.data.get("turn"))))
    if own is None:
        raise NotFound(detail="turn")
    return own


def _of(own: OwnRound, earlier: Mapping[str, str]) -> Filled:
    """What was answered, with the words that were typed since."""
    scores = {goal: one.value for goal, one in own.turn.scores.items() if one.scale is own.rhythm.scale}
    said = {question.value: words.reveal() for question, words in own.turn.words.items()}
    return Filled(scores, {**said, **earlier})


def _sent(visit: FamilyVisit, own: OwnRound) -> Filled:
    """What the form holds. A goal that is in it no more comes along: it is told which ones did not count."""
    words = begun.typed_in(visit, *FIELDS)
    values = {
        name.removeprefix(GOAL): visit.data.get(name) for name in visit.data.fields if name.startswith(GOAL)
    }
    scores = {GoalId(as_id(which)): _number(value) for which, value in values.items()}
    # What is too long is not kept as it is, and looking it all through would keep everybody waiting.
    everything = "\n".join(one[: 2 * LONGEST_ANSWER] for one in words.values() if one)
    return Filled(scores, words, alarming=visit.lobby.phrases.alarms(everything))


def _asked(own: OwnRound, goal: Goal, filled: Filled) -> Asked:
    before = own.turn.scores.get(goal.id)
    if before is not None and (goal.id in own.settled or not own.can_change):
        return Asked(goal, None, before.value, before.scale)
    return Asked(goal, filled.scores.get(goal.id), None, own.rhythm.scale)


def _is_news(own: OwnRound, name: str, words: str) -> bool:
    """Whether something else stands there than was said before; what was emptied is news too."""
    before = own.turn.words.get(Question(name))
    return words != (before.reveal() if before is not None else "")


def _first(own: OwnRound) -> str:
    return f"{GOAL}{own.goals[0].id}" if own.goals else FIELDS[0]


def _scale(visit: FamilyVisit, own: OwnRound) -> Scale:
    given = visit.data.get("scale")
    return Scale(given) if given in tuple(Scale) else own.rhythm.scale


def _number(value: str) -> int:
    """A value of a scale; what is none of any is told as such by the scale itself."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 4 else -1


_WORDS = Words(_keep_words, once_more)

ROUTES = (
    Route(addresses.CHECK_IN, family(check_in), methods=["GET"]),
    Route(addresses.CHECK_IN, family(answer, words=_WORDS), methods=["POST"]),
    Route(CONCEPT, family(keep_unsent, words=Words(_keep_words)), methods=["POST"]),
    Route(f"{addresses.CHECK_IN}/{{id}}", family(check_in), methods=["GET"]),
)
