"""Making the summary of a round from raw answers: who answered, what changed, where people differ, what was said."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from domain.checkins import Question, Turn
from domain.histories import History, Line, lines
from domain.people import PersonId
from domain.plans import GoalId, StepId
from domain.rounds import Round
from domain.summaries import APART, CheckInSummary, GoalSummary, SaidInRound, Scored, Silence

STRENGTHS_FIRST = (
    Question.WELL,
    Question.WENT_WELL,
    Question.KEEP_UP,
    Question.WORRY,
    Question.NEEDED,
    Question.REMARK,
)

NO_STEPS: Mapping[StepId, datetime] = MappingProxyType({})


def summarise(
    history: History, which: Round, *, steps: Mapping[StepId, datetime] = NO_STEPS
) -> CheckInSummary:
    """The summary of this round; rounds after it say nothing in it, an answer that came late counts for its own.

    While a round is open nobody in it is silent yet.
    ``steps`` are all steps of the family that were taken, with when (UTC).
    """
    turns = history.turns.get(which.id, ())
    own = _of_people(turns)
    asked, answered = who_answered(history, which)
    rows = silences(history, up_to=which) if which.closed_at is not None else {}
    return CheckInSummary(
        round=which,
        asked=asked,
        answered=answered,
        skipped=tuple(person for person, turn in own if turn.has_spoken and not (turn.scores or turn.words)),
        silent=tuple(Silence(person, len(rows[person])) for person in asked if person in rows),
        goals=_goals(history, which),
        said=_said(turns),
        steps=_taken(history, which, steps),
        unasked=tuple(person for person, turn in own if not was_asked(turn)),
    )


def who_answered(history: History, which: Round) -> tuple[tuple[PersonId, ...], tuple[PersonId, ...]]:
    """Whom the question of this round reached, or who answered without it; and those who answered."""
    own = _of_people(history.turns.get(which.id, ()))
    asked = tuple(person for person, turn in own if was_asked(turn))
    return asked, tuple(person for person, turn in own if turn.scores or turn.words)


def was_asked(turn: Turn) -> bool:
    """Whether the question reached somebody, or they answered without it."""
    return turn.asked_at is not None or turn.has_spoken


def silences(history: History, *, up_to: Round | None = None) -> dict[PersonId, tuple[Round, ...]]:
    """Who did not react, and in which rounds in a row, oldest first; the last of these is their latest round.

    A round in which somebody was not asked says nothing about them: it neither counts nor breaks the row. Without
    ``up_to`` only rounds that are closed count, with it those up to and including that one.
    """
    found: dict[PersonId, tuple[Round, ...]] = {}
    for one in history.rounds:
        if (up_to is None and one.closed_at is None) or (up_to is not None and one.week > up_to.week):
            continue
        for turn in history.turns.get(one.id, ()):
            person = turn.holder.person
            if person is None or not was_asked(turn):
                continue
            if turn.has_spoken:
                found.pop(person, None)
            else:
                found[person] = (*found.get(person, ()), one)
    if up_to is None:
        return found
    return {person: rows for person, rows in found.items() if rows[-1].id == up_to.id}


def _of_people(turns: tuple[Turn, ...]) -> list[tuple[PersonId, Turn]]:
    return [(turn.holder.person, turn) for turn in turns if turn.holder.person is not None]


def _goals(history: History, which: Round) -> tuple[GoalSummary, ...]:
    by_goal: dict[GoalId, list[Scored]] = {}
    for line in lines(history):
        scored = _scored(line, which)
        if scored is not None:
            by_goal.setdefault(line.goal, []).append(scored)
    return tuple(GoalSummary(goal, tuple(scored), _apart(scored)) for goal, scored in by_goal.items())


def _scored(line: Line, which: Round) -> Scored | None:
    points = [point for point in line.points if point.week <= which.week]
    if not points or points[-1].week != which.week:
        return None
    score, before = points[-1].score, points[:-1]
    return Scored(
        holder=line.holder,
        score=score,
        since_last=score.value - before[-1].score.value if before else None,
        since_start=score.value - before[0].score.value if before else None,
    )


def _apart(scored: list[Scored]) -> tuple[Scored, Scored] | None:
    """The lowest and the highest of one scale, when they differ so much that a conversation can start there."""
    for scale, much in APART.items():
        same = sorted((one for one in scored if one.score.scale is scale), key=lambda one: one.score.value)
        if same and same[-1].score.value - same[0].score.value >= much:
            return same[0], same[-1]
    return None


def _said(turns: tuple[Turn, ...]) -> tuple[SaidInRound, ...]:
    return tuple(
        SaidInRound(turn.holder, question, turn.words[question])
        for question in STRENGTHS_FIRST
        for turn in turns
        if turn.words.get(question)
    )


def _taken(
    history: History, which: Round, steps: Mapping[StepId, datetime]
) -> tuple[tuple[StepId, datetime], ...]:
    before = [one.closes_at for one in history.rounds if one.week < which.week]
    since = max(before) if before else None
    taken = [
        (step, at) for step, at in steps.items() if at <= which.closes_at and (since is None or at > since)
    ]
    return tuple(sorted(taken, key=lambda one: (one[1], one[0])))
