"""Neutral words: what may stand in a chat of a nickname, a task or what somebody takes part for, and tells nothing."""

import re
import unicodedata
from collections.abc import Iterable

from domain.errors import Refusal, Unsuitable
from domain.mention_names import names_anybody
from domain.mentions import mentions_in, names_of
from domain.nicknames import hides_name, readings
from domain.secret import Secret

_NEVER_IN_A_CHAT = (
    *("jeugdbescherm", "kinderbescherm", "jeugdzorg", "jeugdreclass", "rechter", "rechtbank", "zitting"),
    *("ondertoezicht", "uithuisplaats", "verplicht", "veiligthuis", "gecertificeerd", "instelling"),
    *("gedwongen", "voogd", "politie", "mishandel", "misbruik", "geweld", "gevangenis"),
)
"""What such words must not hold, however they are written (DESIGN §3)."""

_NEVER_A_WORD = frozenset({"ots", "muhp", "uhp", "vots"})

_TAPPED = re.compile(r"[@#]|(?<!\w)/\w|//|\w\.(?!\d\d(?![\d.]))\w\w")
"""What Telegram makes something to tap of: a command, somebody, a subject, an address; 15.30 is none."""


class NotNeutral(Refusal):
    """These words name somebody, or hold an address, a number or a word that must not stand in a chat."""

    code = "refusal.not_neutral"


def check_neutral(words: Secret, names: Iterable[Secret], *, longest: int, place: str) -> Secret:
    """These words in one tidy line, if they can be shown to anybody.

    ``names`` are those of the people in and around the family, and of the professionals.

    Raises:
        NotNeutral: they tell something; ``detail`` is the ``place``.
        Unsuitable: nothing, too much, or signs with no place in one line; ``detail`` is the ``place``.
    """
    line = " ".join(words.reveal().split())
    if not fits_a_line(line, longest):
        raise Unsuitable(detail=place)
    if tells(line, tuple(name.reveal() for name in names)):
        raise NotNeutral(detail=place)
    return Secret(line)


def fits_a_line(text: str, longest: int) -> bool:
    """Whether it is one line of at least one and at most so many signs, with nothing in it to tap."""
    if not 1 <= len(text.strip()) <= longest or any(_is_odd(sign) for sign in text):
        return False
    return not _TAPPED.search(text)


def tells(text: str, names: tuple[str, ...]) -> bool:
    """Whether a stranger learns something from it: a name of these, a number or address, a word of the consulting room.

    It is read as an eye does: letters apart, digits for letters, letters of another alphabet.
    """
    if not any(sign.isalpha() for sign in text):
        return True
    if names_anybody(text, names) or mentions_in(text, names_of((), ())):
        return True
    for words in readings(text):
        if names_anybody(" ".join(words), names) or hides_name(words, names):
            return True
        if not _NEVER_A_WORD.isdisjoint(words) or any(stem in "".join(words) for stem in _NEVER_IN_A_CHAT):
            return True
    return False


def _is_odd(sign: str) -> bool:
    """Whether a sign has no place in one short line: a line break, a sign without width, one that turns the line."""
    return unicodedata.category(sign)[0] == "C" or unicodedata.category(sign) in ("Zl", "Zp")
