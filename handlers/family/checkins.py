"""A person's doors to the rounds: one tap a goal, by changing one message; what is said in words goes elsewhere."""

from domain.actors import NetworkMember
from domain.checkins import CheckInOver, GoalGone, Scale, TurnId
from domain.errors import Outdated
from domain.letters import CheckInLetter
from domain.plan_questions import Fits, PlanQuestionId
from domain.plans import Goal, GoalId
from handlers.doorway import Visit, as_participant, the_press
from handlers.family.talking import as_talker, others_look_along, subject_of, uuid_in
from handlers.presses import number
from handlers.views import checkins as views
from handlers.views import planfit, public
from handlers.views.checkins import Asking
from handlers.views.planfit import Fitting
from handlers.views.view import View
from usecases import checkins, plan_questions
from usecases.checkins import OwnRound


async def newest(visit: Visit) -> View:
    """`/doelen`: the round that is open, or that there is nothing to ask."""
    if isinstance(as_participant(visit), NetworkMember):
        return public.unknown_command(visit.form)
    own = await checkins.see(visit.uow, as_talker(visit))
    if own is None or not own.goals:
        return views.nothing(visit.form, window=bool(visit.house.window))
    return await _standing(visit, own)


async def show(visit: Visit) -> View:
    """How somebody's part stands: behind the doorbell, after Waarom, or once more after it was let go."""
    pressed = the_press(visit)
    own = await _own(visit)
    of = await _asking(visit, own)
    match pressed.value:
        case views.HIDDEN:
            return views.doorbell(of.turn, of.form)
        case views.ANSWER:
            return _next_or_thanks(visit, own, of)
        case _:
            return await _standing(visit, own)


async def score(visit: Visit) -> View:
    """One goal answered; the next one follows in the same message, and at the end perhaps what the plan asks."""
    goal, scale, value = _read(the_press(visit).value)
    who, turn = as_talker(visit), TurnId(subject_of(visit))
    try:
        own = await checkins.score(visit.uow, who, turn=turn, goal=goal, scale=scale, value=value)
    except GoalGone:
        own = await _own(visit)
        return await _follow(visit, own, before=views.gone(visit.form))
    return await _follow(visit, own)


async def change(visit: Visit) -> View:
    """Antwoord veranderen: which one, and then that question once more."""
    own = await _own(visit)
    of = await _asking(visit, own)
    goals = tuple(goal for goal in own.goals if goal.id not in own.settled)
    if not own.can_change or not goals:
        return _next_or_thanks(visit, own, of)
    chosen = goals[0] if len(goals) == 1 else _goal(goals, the_press(visit).value)
    return views.which(of, goals) if chosen is None else views.question(_letter(own, chosen, of), of)


async def skip(visit: Visit) -> View:
    """Deze week niet; who answered already keeps their answer."""
    own = await checkins.skip(visit.uow, as_talker(visit), turn=TurnId(subject_of(visit)))
    return await _standing(visit, own)


async def why(visit: Visit) -> View:
    """Waarom krijg ik dit?"""
    return views.why(await _asking(visit, await _own(visit)))


async def plan_fits(visit: Visit) -> View:
    """Does what was agreed still fit: answered, hidden, or shown again."""
    choice, _, after = the_press(visit).value.partition(".")
    of = Fitting(
        PlanQuestionId(subject_of(visit)),
        visit.form,
        await others_look_along(visit),
        uuid_in(after) if after else None,
    )
    if choice == planfit.HIDDEN:
        return planfit.doorbell(of)
    if choice == planfit.SHOWN:
        waiting = await plan_questions.waiting(visit.uow, as_talker(visit))
        is_open = waiting is not None and waiting.id == of.question
        return planfit.question(of) if is_open else planfit.over(of)
    if choice not in tuple(Fits):
        raise Outdated(detail="button")
    fits = Fits(choice)
    await plan_questions.answer(visit.uow, as_talker(visit), question=of.question, fits=fits)
    own = await checkins.see(visit.uow, as_talker(visit), turn=TurnId(of.turn)) if of.turn else None
    if own is None:
        return planfit.kept(of, fits, window=bool(visit.house.window))
    return _next_or_thanks(visit, own, await _asking(visit, own), before=planfit.said(fits, visit.form))


async def _follow(visit: Visit, own: OwnRound, *, before: str = "") -> View:
    """What comes after an answer: the next goal, then a question about the plan that waits, then thanks."""
    of = await _asking(visit, own)
    if own.next is None:
        waiting = await plan_questions.waiting(visit.uow, as_talker(visit))
        if waiting is not None:
            fitting = Fitting(waiting.id, visit.form, of.discreet, own.turn.id)
            return planfit.question(
                fitting, before=views.kept(visit.form), under=views.low_row(of.form) if of.is_low else ()
            )
    return _next_or_thanks(visit, own, of, before=before)


async def _standing(visit: Visit, own: OwnRound) -> View:
    of = await _asking(visit, own)
    if own.turn.skipped_at is not None and not own.turn.has_answered:
        return views.skipped(of)
    return _next_or_thanks(visit, own, of)


def _next_or_thanks(visit: Visit, own: OwnRound, of: Asking, *, before: str = "") -> View:
    """How it goes on.

    Raises:
        CheckInOver: the round is too long ago, so there is nothing left to ask.
    """
    if not own.round.takes_answers(visit.uow.now):
        raise CheckInOver(detail="round")
    if not own.goals:
        return views.nothing(visit.form, window=of.window)
    if own.next is not None:
        return views.question(_letter(own, own.next, of), of, before=before)
    return views.thanks(of, can_change=own.can_change, before=before, helped=bool(own.tips))


def _letter(own: OwnRound, goal: Goal, of: Asking) -> CheckInLetter:
    """The question about a goal, with as much of it as a chat may show."""
    return CheckInLetter(
        turn=own.turn.id,
        goal=goal.id,
        symbol=goal.symbol,
        nickname=goal.nickname,
        number=own.goals.index(goal) + 1,
        of=len(own.goals),
        scale=own.rhythm.scale,
        form=of.form,
        discreet=of.discreet,
    )


async def _asking(visit: Visit, own: OwnRound) -> Asking:
    return Asking(
        turn=own.turn.id,
        form=visit.form,
        discreet=await others_look_along(visit),
        week=own.round.week if own.is_late else None,
        is_low=any(score.is_low for score in own.turn.scores.values()),
        window=bool(visit.house.window),
    )


async def _own(visit: Visit) -> OwnRound:
    own = await checkins.see(visit.uow, as_talker(visit), turn=TurnId(subject_of(visit)))
    if own is None:
        raise Outdated(detail="round")
    return own


def _goal(goals: tuple[Goal, ...], value: str) -> Goal | None:
    return next((goal for goal in goals if goal.id.hex == value), None)


def _read(value: str) -> tuple[GoalId, Scale, int]:
    """What the button of an answer carries."""
    goal, _, rest = value.partition(".")
    scale, _, given = rest.partition(".")
    if scale not in tuple(Scale):
        raise Outdated(detail="button")
    return GoalId(uuid_in(goal)), Scale(scale), number(given)
