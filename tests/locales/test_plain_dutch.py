"""Every sentence for people keeps to B1, whoever fills it in: short, without English, without anybody's name."""

import re

import pytest

from locales.catalogue import FORMS
from tests.handlers.language import AVERAGE_SENTENCE, LONGEST_SENTENCE, average, longest
from tests.locales.test_catalogue import FOR_PROFESSIONALS, of_people
from tests.support.cast import CAST

NO_WORDS_FOR_FAMILIES = re.compile(
    r"\b(browser|scripts?|uploaden|upload|website|internetadres|desktop|tablet|timeout|refresh|verversen|passkeys?|"
    r"cookies?|server|sessie|dashboard|procedure|traject|betreft|conform|middels|indien|tevens|dient|"
    r"geraadpleegd|desbetreffende)\b",
    re.IGNORECASE,
)
"""Words of machines and of offices, which somebody who reads B1 stumbles over."""

MEANS_SOMETHING_ELSE = {"Wil"}
NAMES = {word for member in CAST for word in member.name.split() if word[0].isupper()} - MEANS_SOMETHING_ELSE
ORGANISATIONS = re.compile(
    r"jeugdhuis|schrikker|leger des heils|samen veilig|jeugdbescherming", re.IGNORECASE
)


@pytest.mark.parametrize("form", FORMS)
def test_no_sentence_is_too_long_to_follow(form: str) -> None:
    assert not [
        (key, said)
        for key, said in of_people(form)
        if longest(said) > LONGEST_SENTENCE or average(said) > AVERAGE_SENTENCE
    ]


@pytest.mark.parametrize("form", FORMS)
def test_families_read_no_words_of_machines_and_offices(form: str) -> None:
    assert not [
        (key, said)
        for key, said in of_people(form)
        if key.partition(".")[0] not in FOR_PROFESSIONALS and NO_WORDS_FOR_FAMILIES.search(said)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_nobody_and_no_organisation_is_named(form: str) -> None:
    assert not [
        (key, said)
        for key, said in of_people(form)
        if ORGANISATIONS.search(said) or NAMES & set(re.findall(r"\w+", said))
    ]


def test_the_rules_see_what_is_wrong() -> None:
    assert longest("Dit " * (LONGEST_SENTENCE + 1) + ".") > LONGEST_SENTENCE
    assert NO_WORDS_FOR_FAMILIES.search("Uw browser is oud.")
    assert {"Sanne", "Fatima"} <= NAMES
