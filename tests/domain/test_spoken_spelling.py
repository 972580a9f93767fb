"""A typing error is repaired when one word alone can be meant; real words and numbers stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.spoken.spelling import one_slip_apart, repaired
from domain.spoken.words import LEXICON, MISSPELLED, NUMBERS, ORDINALS, WEEKDAYS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("dinsdah", "dinsdag"), ("donderag", "donderdag"), ("woensdg", "woensdag"), ("vrijdga", "vrijdag")),
        *(("dinsdaag", "dinsdag"), ("dnisdag", "dinsdag"), ("zaterag", "zaterdag"), ("mandag", "maandag")),
        *(("middgag", "middag"), ("ochtedn", "ochtend"), ("avodn", "avond"), ("smidags", "middag")),
        *(("overmrogen", "overmorgen"), ("morgne", "morgen"), ("vandag", "vandaag"), ("volgede", "volgende")),
        *(
            ("hafl", "half"),
            ("kwrat", "kwart"),
            ("uru", "uur"),
            ("minutn", "minuten"),
            ("kwatier", "kwartier"),
        ),
        *(
            ("novmber", "november"),
            ("decmber", "december"),
            ("februarie", "februari"),
            ("agustus", "augustus"),
        ),
        *(("aanstaane", "aanstaande"), ("komende", "komende")),
    ],
)
def test_a_known_or_single_slip_is_repaired(typed: str, meant: str) -> None:
    assert (LEXICON.get(typed) or repaired(typed)) == (meant,)


@pytest.mark.parametrize("typed", ["dinsdagmidag", "dinsdgmiddag", "dinsdagmiddga"])
def test_words_written_as_one_are_repaired_too(typed: str) -> None:
    assert repaired(typed) == ("dinsdag", "middag")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "zorgen",
            "mogen",
            "dinsdags",
            "zondags",
            "vandaan",
            "volgens",
            "zondig",
        ),  # right, with another meaning
        *("tegen", "regen", "taart", "kaart", "leven", "geven"),  # near to short words of ours
        *("donsdag", "dondag", "dinderdag", "zandag", "sinsdag"),  # near to two weekdays, for a person
        *(
            "vijftie",
            "zeve",
            "neegn",
            "dertie",
            "twaalff",
            "veertein",
            "kwartovr",
        ),  # a number is never guessed
        *("dinsdagnmiddag", "morgenx"),  # near to two of ours
        *("ma", "dis", "anmiddag", "xyz", ""),
    ],
)
def test_what_may_be_something_else_is_left_alone(typed: str) -> None:
    assert repaired(typed) is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        *(("morgen", "mrogen", True), ("morgen", "mogen", True), ("morgen", "moorgen", True)),
        *(("morgen", "mergen", True), ("morgen", "morgne", True), ("morgen", "morgenx", True)),
        *(("morgen", "morgen", False), ("morgen", "mrogne", False), ("morgen", "orgne", False)),
        *(("morgen", "mgoren", False), ("ab", "ba", True), ("a", "", True), ("ab", "", False)),
    ],
)
def test_one_slip_is_one_letter(one: str, other: str, apart: bool) -> None:
    assert one_slip_apart(one, other) is apart
    assert one_slip_apart(other, one) is apart


@given(st.sampled_from(sorted(WEEKDAYS)), st.data())
def test_a_slip_never_turns_one_weekday_into_another(weekday: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(weekday) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    rest = data.draw(st.sampled_from([weekday[place:], weekday[place + 1 :]]))
    typed = weekday[:place] + letter + rest
    if typed not in LEXICON:
        assert repaired(typed) in {None, (weekday,)}


def test_no_known_error_is_a_word_of_ours() -> None:
    assert not MISSPELLED.keys() & (LEXICON.keys() | NUMBERS.keys() | ORDINALS.keys())


def test_every_word_leads_to_a_plain_word() -> None:
    plain = {word for word, stands_for in LEXICON.items() if stands_for == (word,)} | NUMBERS.keys()
    used = {word for stands_for in (*LEXICON.values(), *MISSPELLED.values()) for word in stands_for}
    assert used <= plain


def test_number_words_count() -> None:
    assert NUMBERS["eenentwintig"] == 21
    assert NUMBERS["vijfenveertig"] == 45
    assert (ORDINALS["eerste"], ORDINALS["achtste"], ORDINALS["negentiende"], ORDINALS["eenendertigste"]) == (
        *(1, 8, 19),
        31,
    )
    assert len(ORDINALS) == 31
