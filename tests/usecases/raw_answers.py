"""What people said in rounds, remembered plainly; and the summary of it, worked out without any of our own rules."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ON_SCALE = {"numbers": {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "faces": {1, 2, 3, 4, 5}}
DIFFER = {"numbers": 3, "faces": 2}
TWO_WEEKS = timedelta(days=14)


@dataclass
class Said:
    """What one of them said in one round: per goal the scale, the value and the first moment."""

    scores: dict[UUID, tuple[str, int, datetime]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    skipped: bool = False
    asked: bool = False

    @property
    def told(self) -> bool:
        return bool(self.scores or self.words)


@dataclass
class RawAnswers:
    """By round (its Monday) and by who: persons by name, the gezinsmanager as "sanne"."""

    said: dict[tuple[date, str], Said] = field(default_factory=dict)
    steps: dict[UUID, datetime] = field(default_factory=dict)

    def of(self, week: date, who: str) -> Said:
        return self.said.setdefault((week, who), Said())

    def takes(self, week: date, who: str, goal: UUID, scale: str, value: int, now: datetime) -> bool:
        """Whether this score may be given, apart from whether the goal is theirs."""
        if value not in ON_SCALE[scale] or now >= closing_of(week) + TWO_WEEKS:
            return False
        before = self.of(week, who).scores.get(goal)
        return before is None or before[:2] == (scale, value) or _day(before[2]) == _day(now)

    def score(self, week: date, who: str, goal: UUID, scale: str, value: int, now: datetime) -> None:
        mine = self.of(week, who)
        first = mine.scores[goal][2] if goal in mine.scores else now
        if mine.scores.get(goal, (None, None))[:2] != (scale, value):
            mine.skipped = False
        mine.scores[goal] = (scale, value, first)

    def skip(self, week: date, who: str) -> None:
        mine = self.of(week, who)
        mine.skipped = mine.skipped or not mine.told

    def say(self, week: date, who: str, question: str, text: str) -> None:
        words = self.of(week, who).words
        words.pop(question, None)
        if text:
            words[question] = text

    def summary(self, week: date, weeks: list[date], *, is_over: bool) -> dict[str, Any]:
        """Everything that the summary of this round has to say; ``weeks`` are all rounds there were.

        Nobody is silent in a round that is still open.
        """
        mine = {who: said for (of, who), said in self.said.items() if of == week}
        people = {who: said for who, said in mine.items() if who != "sanne"}
        return {
            "answered": {who for who, said in people.items() if said.told},
            "skipped": {who for who, said in people.items() if said.skipped and not said.told},
            "asked": {who for who, said in people.items() if said.asked or said.told or said.skipped},
            "silent": {
                who: rounds for who in people if is_over and (rounds := self._silent(week, weeks, who))
            },
            "scored": self._scored(week, weeks),
            "apart": self._apart(mine),
            "said": {(who, *told) for who, said in mine.items() for told in said.words.items()},
            "steps": self._steps(week, weeks),
        }

    def _silent(self, week: date, weeks: list[date], who: str) -> int:
        """How many rounds in a row this person was asked and said nothing, up to this one."""
        rounds = 0
        for one in sorted((w for w in weeks if w <= week), reverse=True):
            said = self.said.get((one, who), Said())
            if said.told or said.skipped:
                break
            if said.asked:
                rounds += 1
            elif one == week:
                break
        return rounds

    def _scored(self, week: date, weeks: list[date]) -> set[tuple[Any, ...]]:
        found = set()
        for (of, who), said in self.said.items():
            if of != week:
                continue
            for goal, (scale, value, _) in said.scores.items():
                before = [
                    self.said[one, who].scores[goal][1]
                    for one in sorted(weeks)
                    if one < week and self.said.get((one, who), Said()).scores.get(goal, ("",))[0] == scale
                ]
                last, start = (value - before[-1], value - before[0]) if before else (None, None)
                found.add((goal, who, scale, value, last, start))
        return found

    def _apart(self, mine: dict[str, Said]) -> dict[UUID, tuple[str, int, int]]:
        """Per goal the lowest and the highest, when they differ much; numbers go before faces."""
        found: dict[UUID, tuple[str, int, int]] = {}
        for scale in ("faces", "numbers"):
            for goal in {goal for said in mine.values() for goal in said.scores}:
                values = [
                    said.scores[goal][1]
                    for said in mine.values()
                    if goal in said.scores and said.scores[goal][0] == scale
                ]
                if values and max(values) - min(values) >= DIFFER[scale]:
                    found[goal] = (scale, min(values), max(values))
        return found

    def _steps(self, week: date, weeks: list[date]) -> set[UUID]:
        before = [one for one in weeks if one < week]
        since = closing_of(max(before)) if before else datetime.min.replace(tzinfo=AMSTERDAM)
        return {step for step, at in self.steps.items() if since < at <= closing_of(week)}


def closing_of(week: date) -> datetime:
    """Sunday at eight in the evening."""
    return datetime(week.year, week.month, week.day, 20, tzinfo=AMSTERDAM) + timedelta(days=6)


def _day(at: datetime) -> date:
    return at.astimezone(AMSTERDAM).date()
