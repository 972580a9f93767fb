"""The check-ins' part of the grid in `rights`: who is asked, who answers, and who lets the rounds go round."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.checkins import Question, Scale, Turn, TurnId
from domain.plan_questions import Fits, PlanQuestion, PlanQuestionId
from domain.plans import GoalId
from domain.rounds import Round, RoundId, closes_at
from domain.secret import Secret
from tests.support.plans_made import establish_in
from tests.usecases.world import World

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
checkins.see                   checkin.answer           x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
checkins.see/fatima            checkin.answer           x      .    -   .   .     .       ~     -      ~     -   -    -   -   -
checkins.waits                 checkin.answer           x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
checkins.score                 checkin.answer           x      .    -   .   .     .       ~     -      ~     -   -    -   -   -
checkins.skip                  checkin.answer           x      .    -   .   .     .       ~     -      ~     -   -    -   -   -
checkins.say                   checkin.answer           x      .    -   .   .     .       ~     -      ~     -   -    -   -   -
checkins.answer                checkin.answer           x      .    -   .   .     .       ~     -      ~     -   -    -   -   -
checkins.score_as_professional checkin.answer           ~      ~    -   -   -     -       x     .      x     -   -    -   -   -
rhythms.see                    checkin.answer           x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
rhythms.change                 checkin.answer           x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
rhythms.pause                  checkin.answer           x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
rhythms.resume                 checkin.answer           x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
plan_questions.waiting         plan.respond             x      x    -   x   x     .       -     -      -     -   -    -   -   -
plan_questions.answer          plan.respond             x      .    -   .   .     .       -     -      -     -   -    -   -   -
plan_questions.due             clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
plan_questions.look            clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
rounds.due_families            clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
rounds.plan                    clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
rounds.due_turns               clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
rounds.take                    clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
rounds.to_close                clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
rounds.close                   clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
rounds.set_aside               clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class RoundStage:
    """The round of this week in family ⭐, with Fatima's turn in it, and what she is asked about the plan."""

    goal: GoalId
    round: RoundId
    turn: TurnId
    question: PlanQuestionId


async def set_rounds(world: World) -> RoundStage:
    """A plan that is asked about, now."""
    family, fatima = world.cast.families["Ster"].id, world.cast.recipient("fatima")
    async with world.unit() as uow:
        plan = await uow.plans.of(family)
        if plan is None or plan.established is None:
            plan = await establish_in(uow, world.cast)
        assert plan.established is not None
        week = date(2026, 11, 23)
        one = Round(RoundId(uow.new_id()), family, week, 1, closes_at(week))
        await uow.check_ins.add_round(one)
        turn = Turn(TurnId(uow.new_id()), one.id, fatima, asked_at=uow.now)
        await uow.check_ins.keep_turn(turn)
        question = PlanQuestion(
            PlanQuestionId(uow.new_id()), family, plan.established.id, world.id("fatima"), 1, made_at=uow.now
        )
        await uow.plan_copies.keep_question(question)
    hers = next(g.id for g in plan.established.text.goals if world.id("fatima") in g.people)
    return RoundStage(hers, one.id, turn.id, question.id)


Asked = Callable[["Stage"], dict[str, Any]]
WORDS = {Question.WELL: Secret("fijn")}


def _turn(**more: Any) -> Asked:
    return lambda stage: {"turn": stage.rounds.turn, **more}


ASKED: dict[str, Asked] = {
    "checkins.see/fatima": _turn(),
    "checkins.score": lambda stage: {
        "turn": stage.rounds.turn,
        "goal": stage.rounds.goal,
        "scale": Scale.NUMBERS,
        "value": 6,
    },
    "checkins.skip": _turn(),
    "checkins.say": _turn(words=WORDS),
    "checkins.answer": lambda stage: {
        "turn": stage.rounds.turn,
        "scores": {stage.rounds.goal: 6},
        "words": WORDS,
    },
    "checkins.score_as_professional": lambda stage: {
        "round": stage.rounds.round,
        "scores": {stage.rounds.goal: 6},
        "remark": Secret("fijn"),
    },
    "plan_questions.answer": lambda stage: {"question": stage.rounds.question, "fits": Fits.FITS},
    "plan_questions.look": lambda stage: {"family": stage.world.cast.families["Ster"].id},
    "rounds.plan": lambda stage: {"families": (stage.world.cast.families["Ster"].id,)},
    "rounds.take": _turn(),
    "rounds.close": lambda stage: {"round": stage.rounds.round},
    "rounds.set_aside": lambda stage: {"family": stage.world.cast.families["Ster"].id},
}
