"""Words of danger: whether a message may tell of danger, so that the help card is shown at once (DESIGN §8).

A list of phrases and signs and nothing more: it is read by people, and in doubt it says yes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.crisis_guards import Clauses, guards_in, unstopped
from domain.crisis_notation import Duty, read_notation
from domain.crisis_points import WINDOW, Points
from domain.crisis_search import Found, Search, search_for
from domain.crisis_weights import weighed
from domain.crisis_words import PAUSE, STOP, Hearing, hearing_of

FEW, SHORT, TAKEN_BACK = 2, 5, 8
"""Words of a text that says too little for points. What a word or two mean is for the list alone to say; in so short a
text a phrase is enough, as in "hij slaat me"; and in so short a one a guard takes it back, as in "hij slaat me niet".
"""

DENIED = 1.0
"""Points more than usual that it takes to be danger although a guard took the phrase back."""


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
        words = self.hearing.words(text)
        if self._judged(words):
            return True
        # In a long message the calm around a sentence must not drown it, so each is asked about by itself as well.
        sentences = list(_sentences(words)) if len(words) > WINDOW else []
        return len(sentences) > 1 and any(self._judged(sentence) for sentence in sentences)

    def words(self, text: str) -> list[str]:
        """The words of a text as they are looked at: without capitals, accents and shorthand."""
        return self.hearing.words(text)

    def danger(self, text: str) -> str | None:
        """The heading in the list of the heaviest danger found, such as `suicide`, or nothing."""
        return self._danger(self.hearing.words(text))

    def _judged(self, words: Sequence[str]) -> bool:
        phrase = self._danger(words) is not None
        said = sum(word.isalnum() for word in words)
        if self.points is None or said <= FEW or (phrase and said <= SHORT):
            return phrase
        denied = not phrase and said <= TAKEN_BACK and any(self.alarm.found(self._readings(words)))
        return self.points.is_danger(words, phrase=phrase, more=DENIED if denied else 0.0)

    def _readings(self, words: Sequence[str]) -> list[frozenset[str]]:
        heard = {word: self.hearing.readings(word) for word in set(words)}
        return [heard[word] for word in words]

    def _danger(self, words: Sequence[str]) -> str | None:
        readings = self._readings(words)
        found = self._found(readings)
        if weighed(found) is None:
            return None
        brakes = list(self.brake.found(readings))
        spoken = {place for brake in brakes if brake.heading.duty is Duty.IDIOM for place in brake.places}
        if spoken:
            for place in spoken:
                readings[place] = frozenset()
            found = self._found(readings)
        return weighed(unstopped(found, guards_in(words, brakes, self.clauses)))

    def _found(self, readings: Sequence[frozenset[str]]) -> list[Found]:
        return [*self.alarm.found(readings), *self.sign.found(readings)]


def _sentences(words: Sequence[str]) -> Iterator[Sequence[str]]:
    stops = [place for place, word in enumerate(words) if word == STOP]
    return (words[begin : end + 1] for begin, end in pairwise(stops) if end > begin + 1)


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
