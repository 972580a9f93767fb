"""Control words are clear on a telephone: short, everyday, and none is one slip away from another."""

import re
from itertools import combinations

from locales.control_words import control_words


def _sound(word: str) -> str:
    """Roughly how it sounds: letters that a Dutch ear takes for each other become one."""
    for written, heard in (("sch", "sg"), ("ch", "g"), ("th", "t"), ("c", "k"), ("v", "f"), ("z", "s")):
        word = word.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", re.sub(r"b$", "p", re.sub(r"d$", "t", word)))


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes the one into the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    short, long = sorted((one, other), key=len)
    start = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]


def test_there_are_nine_bits_of_them() -> None:
    words = control_words()
    assert len(words) == len(set(words)) == 512
    assert list(words) == sorted(words)


def test_each_is_short_and_typed_without_a_special_key() -> None:
    assert not [word for word in control_words() if not re.fullmatch(r"[a-z]{3,8}", word)]


def test_none_has_a_sound_that_is_spelt_in_two_ways() -> None:
    assert not [word for word in control_words() if re.search(r"ij|ei|au|ou|x|q|y", word)]


def test_no_two_of_them_look_or_sound_alike() -> None:
    pairs = list(combinations(control_words(), 2))
    assert not [pair for pair in pairs if _one_slip(*pair)]
    assert not [pair for pair in pairs if _one_slip(_sound(pair[0]), _sound(pair[1]))]


def test_the_rule_sees_a_slip() -> None:
    assert _one_slip("kaas", "haas")
    assert _one_slip("boom", "bom")
    assert _one_slip(_sound("vee"), _sound("fee"))
    assert not _one_slip("appel", "fiets")
