"""Finds all phrases of a list in one walk along the words, however many phrases there are.

Every slot of every phrase is one bit of a large number. After each word the bits say which phrases have been
read up to where (Baeza-Yates and Gonnet's shift-and), with one such number for each age, since words may stand
in between. Time grows with the text alone; there is nothing to go back to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.crisis_notation import Heading, Phrase


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a text, and the places of its words in order."""

    phrase: Phrase
    places: tuple[int, ...]

    @property
    def heading(self) -> Heading:
        return self.phrase.heading

    @property
    def begin(self) -> int:
        return self.places[0]

    @property
    def end(self) -> int:
        return self.places[-1]


@dataclass(frozen=True, slots=True)
class Search:
    """Phrases laid side by side as bits; `reach[n]` are the slots whose next one may come n words later."""

    fits: Mapping[str, int]
    firsts: int
    lasts: Mapping[int, Phrase]
    endings: int
    reach: tuple[int, ...]
    fillers: frozenset[str]

    def found(self, readings: Sequence[frozenset[str]]) -> Iterator[Found]:
        """Every phrase in these readings of words, in the order in which they end."""
        ages = [0] * len(self.reach)
        for place, reading in enumerate(readings):
            ready = self.firsts
            for allowed, reached in zip(self.reach, ages, strict=True):
                if reached:
                    ready |= (reached & allowed) << 1
            here = 0
            for word in reading:
                here |= self.fits.get(word, 0)
            here &= ready
            if reading & self.fillers:
                # A filler may stand anywhere, so it makes nothing older.
                ages[0] |= here
            else:
                ages = [here, *ages[:-1]]
            if here & self.endings:
                yield from self._ended(here & self.endings, readings, place)

    def _ended(self, ended: int, readings: Sequence[frozenset[str]], end: int) -> Iterator[Found]:
        while ended:
            lowest = ended & -ended
            ended ^= lowest
            phrase = self.lasts[lowest.bit_length() - 1]
            yield Found(phrase, self._places(phrase, readings, end))

    def _places(self, phrase: Phrase, readings: Sequence[frozenset[str]], end: int) -> tuple[int, ...]:
        """Where the words of a phrase that ends here stand, the nearest first; where it ends if that fails."""
        places = [end]
        for slot, before in zip(phrase.slots[:0:-1], phrase.slots[-2::-1], strict=True):
            place, others = places[-1] - 1, 0
            while place >= 0 and not readings[place] & before.words:
                others += not readings[place] & self.fillers
                if others > slot.gap:
                    return tuple(reversed(places))
                place -= 1
            if place < 0:
                break
            places.append(place)
        return tuple(reversed(places))


def search_for(phrases: Sequence[Phrase], fillers: frozenset[str]) -> Search:
    """Lay these phrases side by side."""
    widest = max((slot.gap for phrase in phrases for slot in phrase.slots), default=0)
    fits: dict[str, int] = {}
    lasts: dict[int, Phrase] = {}
    reach = [0] * (widest + 1)
    firsts = bit = 0
    for phrase in phrases:
        firsts |= 1 << bit
        for place, slot in enumerate(phrase.slots):
            for word in slot.words:
                fits[word] = fits.get(word, 0) | 1 << bit
            following = phrase.slots[place + 1].gap if place + 1 < len(phrase.slots) else -1
            for gap in range(following + 1):
                reach[gap] |= 1 << bit
            bit += 1
        lasts[bit - 1] = phrase
    endings = sum(1 << last for last in lasts)
    return Search(fits, firsts, lasts, endings, tuple(reach), fillers)
