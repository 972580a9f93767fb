"""Words of danger: whether a message may tell of danger, so that the help card is shown at once (DESIGN §8).

A list of phrases and nothing more: it is read by people, it weighs nothing, and in doubt it says yes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.crisis_guards import Clauses, guards_in
from domain.crisis_notation import Duty, read_notation
from domain.crisis_search import Search, search_for
from domain.crisis_words import PAUSE, STOP, Hearing, hearing_of


@dataclass(frozen=True, slots=True)
class Phrases:
    """A phrase list made ready; it keeps nothing of the texts it is asked about."""

    hearing: Hearing
    alarm: Search
    brake: Search
    clauses: Clauses

    def alarms(self, text: str) -> bool:
        """Whether the help card should be shown for this text; any text, in time that grows with its length."""
        return self.danger(text) is not None

    def danger(self, text: str) -> str | None:
        """The heading in the list of the first danger found, such as `suicide`, or nothing."""
        words = self.hearing.words(text)
        heard = {word: self.hearing.readings(word) for word in set(words)}
        readings = [heard[word] for word in words]
        if next(self.alarm.found(readings), None) is None:
            return None
        brakes = list(self.brake.found(readings))
        for idiom in (found for found in brakes if found.heading.duty is Duty.IDIOM):
            for place in idiom.places:
                readings[place] = frozenset()
        guards = guards_in(words, brakes, self.clauses)
        # Many phrases end on the same words; each place is judged once for each set of guards.
        judged: set[tuple[int, int, frozenset[str]]] = set()
        for found in self.alarm.found(readings):
            where = (found.begin, found.end, found.heading.unless)
            if where not in judged and not guards.stop(found):
                return found.heading.name
            judged.add(where)
        return None


def read_phrases(lines: Iterable[str]) -> Phrases:
    """Make a phrase list ready for use.

    Raises:
        ValueError: a line does not follow the notation, or a list that the search needs is missing.
    """
    lists, phrases = read_notation(lines)
    clauses = Clauses(
        lists.named("boundaries") | {STOP, PAUSE}, lists.named("subjects"), lists.named("linkers")
    )
    fillers = lists.named("fillers") | {PAUSE}
    spoken = {word for phrase in phrases for slot in phrase.slots for word in slot.words}
    alarms = [phrase for phrase in phrases if phrase.heading.duty is Duty.ALARM]
    return Phrases(
        hearing_of(
            spoken | fillers | clauses.boundaries,
            slips=lists.named("slips"),
            ordinary=lists.named("ordinary"),
            shorthand=lists.shorthand,
        ),
        search_for(alarms, fillers),
        search_for([phrase for phrase in phrases if phrase.heading.duty is not Duty.ALARM], fillers),
        clauses,
    )
