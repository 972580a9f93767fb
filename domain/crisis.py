"""Words of danger: whether a message may tell of danger, so that the help card is shown at once (DESIGN §8).

A list of phrases and signs and nothing more: it is read by people, and in doubt it says yes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.crisis_guards import Clauses, guards_in, unstopped
from domain.crisis_points import Points
from domain.crisis_notation import Duty, read_notation
from domain.crisis_search import Found, Search, search_for
from domain.crisis_weights import weighed
from domain.crisis_words import PAUSE, STOP, Hearing, hearing_of


@dataclass(frozen=True, slots=True)
class Phrases:
    """A phrase list made ready; it keeps nothing of the texts it is asked about."""

    hearing: Hearing
    alarm: Search
    sign: Search
    brake: Search
    clauses: Clauses
    points: Points | None = None

    def alarms(self, text: str) -> bool:
        """Whether the help card should be shown for this text; any text, in time that grows with its length."""
        phrase = self.danger(text) is not None
        if self.points is None:
            return phrase
        return self.points.is_danger(self.words(text), phrase=phrase)

    def words(self, text: str) -> list[str]:
        """The words of a text as they are looked at: without capitals, accents and shorthand."""
        return self.hearing.words(text)

    def danger(self, text: str) -> str | None:
        """The heading in the list of the first danger found, such as `suicide`, or nothing."""
        words = self.hearing.words(text)
        heard = {word: self.hearing.readings(word) for word in set(words)}
        readings = [heard[word] for word in words]
        if weighed(self._found(readings)) is None:
            return None
        brakes = list(self.brake.found(readings))
        for idiom in (found for found in brakes if found.heading.duty is Duty.IDIOM):
            for place in idiom.places:
                readings[place] = frozenset()
        guards = guards_in(words, brakes, self.clauses)
        return weighed(unstopped(self._found(readings), guards))

    def _found(self, readings: Sequence[frozenset[str]]) -> Iterator[Found]:
        yield from self.alarm.found(readings)
        yield from self.sign.found(readings)


def read_phrases(lines: Iterable[str], points: Points | None = None) -> Phrases:
    """Make a phrase list ready for use, with the points of words beside it.

    Raises:
        ValueError: a line does not follow the notation, or a list that the search needs is missing.
    """
    lists, phrases = read_notation(lines)
    clauses = Clauses(
        lists.named("boundaries") | {STOP, PAUSE}, lists.named("subjects"), lists.named("linkers")
    )
    fillers = lists.named("fillers") | {PAUSE}
    spoken = {word for phrase in phrases for slot in phrase.slots for word in slot.words}
    duties = {duty: [phrase for phrase in phrases if phrase.heading.duty is duty] for duty in Duty}
    brakes = [*duties[Duty.GUARD], *duties[Duty.SEEMING], *duties[Duty.IDIOM]]
    return Phrases(
        hearing_of(
            spoken | fillers | clauses.boundaries,
            slips=lists.named("slips"),
            ordinary=lists.named("ordinary"),
            shorthand=lists.shorthand,
        ),
        search_for(duties[Duty.ALARM], fillers),
        search_for(duties[Duty.SIGN], fillers),
        search_for(brakes, fillers),
        clauses,
        points,
    )
