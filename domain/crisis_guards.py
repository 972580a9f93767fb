"""Guards of a phrase list: what near a phrase, or in its sentence, says that there is no danger now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.crisis_notation import Duty
from domain.crisis_search import Found
from domain.crisis_words import STOP

_NEAR = 3
"""How many words before or after a phrase a near guard may stand, as in "hij heeft me nog nooit geslagen"."""
_FAR = 16
"""The same for a guard that reaches through its sentence, since people on phones leave the stops out."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """The words that part sentences: what begins a new clause, who can be its subject, what links it on."""

    boundaries: frozenset[str]
    subjects: frozenset[str]
    linkers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Guards:
    """The guards found in one text by the place of each word of theirs, ready to judge each alarm in it."""

    clauses: Clauses
    words: Sequence[str]
    near: Mapping[str, frozenset[int]]
    far: Mapping[str, frozenset[int]]

    def stop(self, alarm: Found) -> bool:
        """Whether a guard that this alarm listens to stands where it counts."""
        near = [self.near[name] for name in alarm.heading.unless if name in self.near]
        if near:
            clause = self._clause(alarm)
            if not all(places.isdisjoint(clause) for places in near):
                return True
        far = [self.far[name] for name in alarm.heading.unless if name in self.far]
        if not far:
            return False
        sentence = _sentence(self.words, alarm)
        return not all(places.isdisjoint(sentence) for places in far)

    def _clause(self, alarm: Found) -> range:
        """The words that a near guard may stand on: the phrase's own clause."""
        return range(self._earliest(alarm.begin), self._latest(alarm.end) + 1)

    def _earliest(self, begin: int) -> int:
        # Before its subject a clause has only "dat": "ik slaap niet hij slaat me" denies the sleep alone.
        while begin and self.words[begin - 1] in self.clauses.subjects:
            begin -= 1
        starts_with_subject = self.words[begin] in self.clauses.subjects
        if starts_with_subject and (not begin or self.words[begin - 1] not in self.clauses.linkers):
            return begin
        for place in range(begin - 1, max(begin - 1 - _NEAR, -1), -1):
            if self.words[place] in self.clauses.boundaries:
                return place + 1
        return max(begin - _NEAR, 0)

    def _latest(self, end: int) -> int:
        last = min(end + _NEAR, len(self.words) - 1)
        for place in range(end + 1, last + 1):
            if self.words[place] in self.clauses.boundaries or self.words[place] in self.clauses.subjects:
                return place - 1
        return last


def guards_in(words: Sequence[str], brakes: Sequence[Found], clauses: Clauses) -> Guards:
    """The guards that count: those that nothing shows to be only seeming."""
    seeming_near: dict[str, set[int]] = {}
    seeming_far: dict[str, set[int]] = {}
    for seeming in (found for found in brakes if found.heading.duty is Duty.SEEMING):
        kept = seeming_near if seeming.heading.is_near else seeming_far
        kept.setdefault(seeming.heading.name, set()).update(seeming.places)
    near: dict[str, set[int]] = {}
    far: dict[str, set[int]] = {}
    for guard in (found for found in brakes if found.heading.duty is Duty.GUARD):
        name = guard.heading.name
        if seeming_near.get(name, set()).issuperset(guard.places):
            continue
        if not seeming_far.get(name, set()).isdisjoint(_sentence(words, guard)):
            continue
        (near if guard.heading.is_near else far).setdefault(name, set()).update(guard.places)
    return Guards(clauses, words, _fixed(near), _fixed(far))


def unstopped(phrases: Iterable[Found], guards: Guards) -> Iterator[Found]:
    """Those of these alarms or signs that no guard stops; alarms come before signs.

    A sign on the words of an alarm that was stopped is stopped with it: a guard reaches a phrase more easily than
    one word of it.
    """
    # Many phrases end on the same words; each place is judged once for each set of guards.
    judged: dict[tuple[int, int, frozenset[str]], bool] = {}
    taken_back: set[int] = set()
    for found in phrases:
        where = (found.begin, found.end, found.heading.unless)
        if where not in judged:
            judged[where] = guards.stop(found)
        is_sign = found.heading.duty is Duty.SIGN
        if judged[where] and not is_sign:
            taken_back.update(found.places)
        if not judged[where] and not (
            is_sign and found.heading.points > 0 and taken_back.issuperset(found.places)
        ):
            yield found


def _fixed(places: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    return {name: frozenset(those) for name, those in places.items()}


def _sentence(words: Sequence[str], found: Found) -> range:
    """The places of the sentence a phrase stands in, as far as it is reckoned to reach."""
    first, last = found.begin, found.end
    while first > max(found.begin - _FAR, 0) and words[first - 1] != STOP:
        first -= 1
    while last < min(found.end + _FAR, len(words) - 1) and words[last + 1] != STOP:
        last += 1
    return range(first, last + 1)
