"""Arabic on paper: letters take the form that fits between their neighbours, and run from right to left."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import chain

from web.papers.fonts import signs

LAM = "ل"
FORMS = ("isolated", "final", "initial", "medial")
_TO_LEFT = ("R", "AL")


def runs_left(said: str) -> bool:
    """Whether this paragraph begins at the right: its first letter of any direction says so."""
    return next(
        (kind in _TO_LEFT for kind in map(unicodedata.bidirectional, said) if kind in {"L", *_TO_LEFT}), False
    )


def has_left(said: str) -> bool:
    """Whether anything in it runs from right to left."""
    return any(unicodedata.bidirectional(sign) in _TO_LEFT for sign in said)


def joined(said: str) -> str:
    """The text with every Arabic letter in the form it has beside its neighbours; the order stays as it was."""
    table = _forms()
    shown: list[str] = []
    before = False
    letters = _with_lam(said)
    for number, letter in enumerate(letters):
        if _is_mark(letter):
            shown.append(letter)
            continue
        forms = table.get(letter, {})
        after = next((sign for sign in letters[number + 1 :] if not _is_mark(sign)), "")
        joins = "initial" in forms and "final" in table.get(after, {})
        receives = before and "final" in forms
        form = forms.get(FORMS[receives + 2 * joins], letter)
        shown.append(form if ord(form[0]) in signs() else letter)
        before = joins
    return "".join(shown)


def _with_lam(said: str) -> list[str]:
    """The signs one by one, but lam and the alef after it as the one sign that they become."""
    found: list[str] = []
    for sign in said:
        if found and found[-1] == LAM and found[-1] + sign in _forms():
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _is_mark(sign: str) -> bool:
    return len(sign) == 1 and unicodedata.category(sign) == "Mn"


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    """Each letter with its forms, as Unicode itself takes the presentation forms apart."""
    found: dict[str, dict[str, str]] = {}
    for code in chain(range(0xFB50, 0xFBD0), range(0xFE80, 0xFEFD)):
        form, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
        whole = "".join(chr(int(part, 16)) for part in letters.split())
        if form[1:] in FORMS and (len(whole) == 1 or whole[0] == LAM):
            found.setdefault(whole, {})[form[1:]] = chr(code)
    return found
