"""Repairs a typing error when there is exactly one word it can stand for, and never in a number."""

from domain.spoken.words import LEXICON, MISSPELLED, NUMBERS, ORDINALS

SHORTEST_TYPED, SHORTEST_MEANT = 5, 6
"""Letters; below these, real words (taart, tegen, regen) lie one letter away from ours (maart, negen)."""

REAL_WORDS = frozenset(
    {
        *("maandags", "dinsdags", "woensdags", "donderdags", "vrijdags", "zaterdags", "zondags"),
        *("mogen", "vandaan", "volgens", "zondig", "morgend", "middagje", "avondje", "weekend"),
    }
)
"""Words that are right as they stand and mean something else: 'dinsdags' is every Tuesday."""

_DAY_BEGINNINGS = frozenset({"ma", "di", "wo", "do", "vr", "za", "zo"})
_MEANT = tuple(
    word
    for word, stands_for in LEXICON.items()
    if len(word) >= SHORTEST_MEANT and not set(stands_for) & (NUMBERS.keys() | {"kwart", "vertraging"})
)


def repaired(typed: str) -> tuple[str, ...] | None:
    """The plain words that a mistyped word stands for, or None when there is none, or more than one."""
    if typed in MISSPELLED:
        return MISSPELLED[typed]
    if len(typed) < SHORTEST_TYPED or typed in REAL_WORDS or typed in NUMBERS or typed in ORDINALS:
        return None
    near = {LEXICON[word] for word in _MEANT if _may_be(typed, word) and one_slip_apart(typed, word)}
    return near.pop() if len(near) == 1 else None


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter was missed, added, replaced, or swapped with its neighbour (Damerau)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, target = one[start:], other[start:]
    if len(rest) == len(target):
        swapped = rest[1::-1] + rest[2:]
        return rest[1:] == target[1:] or (len(rest) > 1 and swapped == target)
    return rest[1:] == target or rest == target[1:]


def _may_be(typed: str, word: str) -> bool:
    # A slip in the first letter, or one that begins like another weekday ('donsdag'), is too much of a guess.
    return typed[0] == word[0] and (typed[:2] == word[:2] or typed[:2] not in _DAY_BEGINNINGS)
