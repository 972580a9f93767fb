"""Check-ins: how somebody answers a round — when, on which scale, goal by goal, and in words if they like."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.calendar import ONE_DAY, at_local, local
from domain.errors import Refusal, Unsuitable
from domain.linking import Recipient
from domain.people import PersonId
from domain.plans import Goal, GoalId
from domain.rounds import Round, RoundId
from domain.secret import Secret

TurnId = NewType("TurnId", UUID)

FRIDAY = 4


class Scale(StrEnum):
    """How goals are scored; the two are kept apart and never mixed (field (d) 9)."""

    NUMBERS = "numbers"
    FACES = "faces"


RANGE = {Scale.NUMBERS: range(11), Scale.FACES: range(1, 6)}
"""The scores of each scale: 0 to 10, and five faces from 1 (very bad) to 5 (very good)."""

LOW = {Scale.NUMBERS: 2, Scale.FACES: 1}
"""At or under this a call and the help card are offered; it is never called a crisis by itself (field K7)."""

GOOD = {Scale.NUMBERS: 8, Scale.FACES: 5}
"""At or over this a goal counts as reached, when it happens twice in a row."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a person chose for their check-ins: day of the week (Monday is 0), local wall time, scale, a pause.

    ``shares_lines``: the others of a goal may see one's line in the picture, once all of them agreed.
    """

    person: PersonId
    weekday: int = FRIDAY
    at: time = time(16)
    scale: Scale = Scale.NUMBERS
    paused_since: datetime | None = None
    shares_lines: bool = False


DAYTIMES = (time(10), time(13), time(16), time(19))
"""The times somebody can choose from; each lies outside the usual quiet hours."""


@dataclass(frozen=True, slots=True)
class Score:
    """One goal scored: on which scale, which value, first given and last changed when (UTC)."""

    scale: Scale
    value: int
    given_at: datetime
    changed_at: datetime

    @property
    def is_low(self) -> bool:
        """Whether a call and the help card are offered."""
        return self.value <= LOW[self.scale]

    @property
    def is_good(self) -> bool:
        """Whether it is good enough."""
        return self.value >= GOOD[self.scale]


class Question(StrEnum):
    """What may be said in words, strengths first; ``REMARK`` is the gezinsmanager's, and the family can read it."""

    WELL = "well"
    WORRY = "worry"
    NEEDED = "needed"
    WENT_WELL = "went_well"
    KEEP_UP = "keep_up"
    REMARK = "remark"


OWN_QUESTIONS = (Question.WELL, Question.WORRY, Question.NEEDED, Question.WENT_WELL, Question.KEEP_UP)
"""What is asked of a parent or young person: the three questions, then two that look for solutions."""

LONGEST_ANSWER = 2_000


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's or professional's part in a round: there is one, so there is one answer per round and person.

    ``asked_at``: the message with the question arrived; ``nudged_at``: the one friendly reminder was planned;
    ``skipped_at``: "deze week niet", which is an answer. ``look_at`` is when its ladder looks at it next (UTC).
    """

    id: TurnId
    round: RoundId
    holder: Recipient
    ask_at: datetime | None = None
    asked_at: datetime | None = None
    nudged_at: datetime | None = None
    skipped_at: datetime | None = None
    look_at: datetime | None = None
    scores: Mapping[GoalId, Score] = field(default_factory=dict)
    words: Mapping[Question, Secret] = field(default_factory=dict)

    @property
    def has_answered(self) -> bool:
        """Whether any goal was scored."""
        return bool(self.scores)

    @property
    def has_spoken(self) -> bool:
        """Whether somebody reacted at all: scored, said something, or said that it is not for this week."""
        return bool(self.scores or self.words) or self.skipped_at is not None

    @property
    def is_unasked(self) -> bool:
        """Whether nothing was asked, nothing is about to be, and nobody reacted."""
        return self.asked_at is None and self.look_at is None and not self.has_spoken

    def next_goal(self, goals: tuple[Goal, ...]) -> Goal | None:
        """The first of these goals that has no score yet."""
        return next((goal for goal in goals if goal.id not in self.scores), None)


class CheckInSettled(Refusal):
    """It was scored, and the day of that is over; the score stands."""

    code = "checkins.settled"


class CheckInOver(Refusal):
    """The round is too long ago to answer."""

    code = "checkins.over"


class GoalGone(Refusal):
    """The goal was ended or taken out of the plan since the question was asked."""

    code = "checkins.goal_gone"


class NotOnScale(Refusal):
    """There is no such score on this scale."""

    code = "checkins.not_on_scale"


def scored(turn: Turn, goal: GoalId, scale: Scale, value: int, *, of: Round, now: datetime) -> Turn:
    """The turn with this score; the same score once more changes nothing.

    Raises:
        NotOnScale: the scale has no such value. CheckInOver: the round is too long ago.
        CheckInSettled: another score was given on an earlier day (Amsterdam).
    """
    if value not in RANGE[scale]:
        raise NotOnScale(detail="score")
    if not of.takes_answers(now):
        raise CheckInOver(detail="round")
    before = turn.scores.get(goal)
    if before is not None and (before.scale, before.value) == (scale, value):
        return turn
    if before is not None and local(before.given_at).date() != local(now).date():
        raise CheckInSettled(detail="score")
    given = now if before is None else before.given_at
    scores = {**turn.scores, goal: Score(scale, value, given, now)}
    return replace(turn, scores=scores, skipped_at=None)


def skipped(turn: Turn, *, of: Round, now: datetime) -> Turn:
    """The turn with "deze week niet"; who answered already keeps their answer.

    Raises:
        CheckInOver: the round is too long ago.
    """
    if not of.takes_answers(now):
        raise CheckInOver(detail="round")
    if turn.has_spoken:
        return turn
    return replace(turn, skipped_at=now, look_at=None)


def worded(turn: Turn, words: Mapping[Question, Secret], *, of: Round, now: datetime) -> Turn:
    """The turn with these words beside what was said under other questions; an empty text takes back what was there.

    Words have no moment of their own: they can be mended as long as the round takes answers.

    Raises:
        Unsuitable: a text is far too long. CheckInOver: the round is too long ago.
    """
    if not of.takes_answers(now):
        raise CheckInOver(detail="round")
    said = dict(turn.words)
    for question, text in words.items():
        plain = text.reveal().strip()
        if len(plain) > LONGEST_ANSWER:
            raise Unsuitable(detail="words")
        said.pop(question, None)
        if plain:
            said[question] = Secret(plain)
    return replace(turn, words=said)


def ask_moment(rhythm: Rhythm, week: date, closes_at: datetime) -> datetime:
    """When this person is asked in the round of this week (UTC): their own day and time, but before it closes."""
    moment = at_local(week + ONE_DAY * rhythm.weekday, rhythm.at)
    return min(moment, closes_at - timedelta(hours=1))


def nudge_moment(asked_at: datetime, at: time, closes_at: datetime) -> datetime | None:
    """When who did not answer hears of it once more (UTC): the next day at their time; None when it is closed then."""
    moment = at_local(local(asked_at).date() + ONE_DAY, at)
    return moment if moment < closes_at else None
