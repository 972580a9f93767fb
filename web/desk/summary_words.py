"""A round of check-ins in the words of the desk: who answered, every score with its change, where people differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.checkins import OWN_QUESTIONS, Question, Scale, Score
from domain.linking import Recipient
from domain.people import Form, Person, PersonId
from domain.plans import Goal, StepId
from domain.rounds import Round
from domain.summaries import CheckInSummary, GoalSummary, Scored
from locales import dates
from locales.catalogue import plural, text
from usecases.summaries import FamilySummary
from web.desk import words

STRENGTHS = (Question.WELL, Question.WENT_WELL, Question.KEEP_UP)
CONCERNS = (Question.WORRY, Question.NEEDED)
REMARKS = (Question.REMARK,)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What one person gave, in words, with the change since the last time and since the first."""

    name: str
    said: str
    last: str
    start: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal in a round; ``apart`` is the sentence about people who differ much, empty when nobody does."""

    goal: Goal
    name: str
    scores: tuple[ScoreRow, ...]
    apart: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What somebody told in words, under which question."""

    name: str
    question: str
    said: str = field(repr=False)


def name_of(holder: Recipient | None, people: Mapping[PersonId, Person]) -> str:
    """'Samira Haddad (moeder)', or 'gezinsmanager' for the professionals."""
    if holder is None or holder.person is None:
        return text("summary.professional", Form.U)
    person = people.get(holder.person)
    return words.who(person) if person else text("called.somebody", Form.U)


def short_name(holder: Recipient | None, people: Mapping[PersonId, Person]) -> str:
    """The first name, for the end of a line; in full where two have the same one."""
    person = people.get(holder.person) if holder is not None and holder.person else None
    if person is None:
        return name_of(holder, people)
    name = person.name.reveal()
    first = name.partition(" ")[0]
    same = [one for one in people.values() if one.name.reveal().partition(" ")[0] == first]
    return first if len(same) == 1 else name


def score(given: Score) -> str:
    """'7', or the face in words."""
    return value(given.scale, given.value)


def value(scale: Scale, given: int) -> str:
    """The same, of a score of which nothing else is known."""
    return text(f"checkins.face.{given}", Form.U) if scale is Scale.FACES else str(given)


def change(since: int | None) -> str:
    """'2 omhoog'; for a first score that there was none before."""
    if since is None:
        return text("summary.first", Form.U)
    if since == 0:
        return text("summary.same", Form.U)
    return text("summary.up" if since > 0 else "summary.down", Form.U, count=abs(since))


def week(one: Round, today: date) -> str:
    """'maandag 2 november tot en met zondag 8 november'."""
    last = one.week + timedelta(days=6)
    return text(
        "summary.week",
        Form.U,
        first=dates.day_in_full(one.week, today),
        last=dates.day_in_full(last, today),
    )


def goal_rows(found: FamilySummary, summary: CheckInSummary) -> tuple[GoalRow, ...]:
    """The goals that were scored in this round, in the order of the plan."""
    goals = {goal.id: goal for goal in found.goals}
    by_goal = {one.goal: one for one in summary.goals}
    return tuple(_goal_row(goals[which], by_goal[which], found.people) for which in goals if which in by_goal)


def said_rows(
    found: FamilySummary, summary: CheckInSummary, questions: tuple[Question, ...]
) -> tuple[SaidRow, ...]:
    """What was told under these questions."""
    return tuple(
        SaidRow(
            name_of(one.holder, found.people) if one.holder.person is not None else "",
            text(f"summary.question.{one.question.value}", Form.U) if one.question in OWN_QUESTIONS else "",
            one.words.reveal(),
        )
        for one in summary.said
        if one.question in questions
    )


def who_rows(found: FamilySummary, summary: CheckInSummary) -> tuple[tuple[str, str, str], ...]:
    """Everybody of this round: by name, what they did in words, and the look of the badge."""
    silent = {one.person: one.rounds for one in summary.silent}
    rows = [(p, text("summary.answered", Form.U), "good") for p in summary.answered]
    rows += [(p, text("summary.skipped", Form.U), "plain") for p in summary.skipped]
    rows += [(p, _silence(summary, rounds), "warn") for p, rounds in silent.items()]
    rows += [(p, text("summary.unasked", Form.U), "plain") for p in summary.unasked]
    return tuple((name_of(Recipient(person=p), found.people), said, kind) for p, said, kind in rows)


def step_rows(found: FamilySummary, summary: CheckInSummary) -> tuple[tuple[str, str], ...]:
    """The steps that were taken: the goal, and the step."""
    known: dict[StepId, tuple[str, str]] = {
        step.id: (f"{goal.symbol} {goal.nickname}", step.words.reveal())
        for goal in found.goals
        for step in goal.steps
    }
    return tuple(known[which] for which, _ in summary.steps if which in known)


def told(found: FamilySummary, questions: tuple[Question, ...]) -> tuple[str, ...]:
    """What was told under these questions, a line each, for paper."""
    rows = said_rows(found, found.summary, questions) if found.summary else ()
    return tuple(
        text("summary.told", Form.U, name=one.name, said=one.said) if one.name else one.said for one in rows
    )


def goal_lines(row: GoalRow) -> tuple[str, ...]:
    """A goal in this round, a line for each score, for paper."""
    scores = tuple(
        text("summary.score_line", Form.U, name=one.name, said=one.said, last=one.last, start=one.start)
        for one in row.scores
    )
    apart = (f"{row.apart} {text('summary.talk', Form.U)}",) if row.apart else ()
    return (row.goal.words.reveal(), *apart, *scores)


def _goal_row(goal: Goal, one: GoalSummary, people: Mapping[PersonId, Person]) -> GoalRow:
    rows = tuple(
        ScoreRow(name_of(s.holder, people), score(s.score), change(s.since_last), change(s.since_start))
        for s in one.scored
    )
    return GoalRow(goal, f"{goal.symbol} {goal.nickname}", rows, _apart(one.apart, people))


def _apart(pair: tuple[Scored, Scored] | None, people: Mapping[PersonId, Person]) -> str:
    if pair is None:
        return ""
    low, high = pair
    said = text(
        "summary.apart",
        Form.U,
        low=name_of(low.holder, people),
        low_score=score(low.score),
        high=name_of(high.holder, people),
        high_score=score(high.score),
    )
    return said[:1].upper() + said[1:]


def _silence(summary: CheckInSummary, rounds: int) -> str:
    if summary.round.closed_at is None:
        return text("summary.not_yet", Form.U)
    return plural("summary.silent", Form.U, rounds)
