"""Neutral words: what a task may be called, and what somebody takes part for, so that a stranger learns nothing."""

import pytest

from domain.errors import Refusal, Unsuitable
from domain.neutral import NotNeutral, check_neutral
from domain.secret import Secret
from domain.tasks import LONGEST_WORDS

NAMES = tuple(Secret(name) for name in ("Fatima el Amrani", "Noor de Wit", "Sanne Vermeulen"))


def _refused(words: str) -> tuple[type, str] | None:
    try:
        check_neutral(Secret(words), NAMES, longest=LONGEST_WORDS, place="words")
    except Refusal as refusal:
        return type(refusal), refusal.detail
    return None


@pytest.mark.parametrize(
    "words",
    [
        *("van school halen", "Halen om 15.30 uur", "koken op maandag", "zwemles: brengen en halen"),
        *("brengen/halen", "oppassen (2 uur)", "boodschappen doen", "samen fietsen naar de club"),
    ],
)
def test_everyday_help_can_be_said(words: str) -> None:
    assert _refused(words) is None


@pytest.mark.parametrize(
    "words",
    [
        *("Noor van school halen", "n o o r halen", "N00r halen", "bij Amrani koken", "bellen met sanne"),
        *(
            "mee naar de rechter",
            "mee naar de zitting",
            "voor de jeugd-bescherming",
            "omdat het verplicht is",
        ),
        *("halen op Dorpsstraat 12", "bel 06 12345678", "nummer 123456782", "12", "🙂"),
    ],
)
def test_what_tells_something_is_refused(words: str) -> None:
    assert _refused(words) == (NotNeutral, "words")


@pytest.mark.parametrize(
    "words", ["", " \n ", "a" * (LONGEST_WORDS + 1), "a\u200bb", "a\u202eb", "zie x.nl", "/stop", "@iemand"]
)
def test_it_is_one_short_line_with_nothing_to_tap(words: str) -> None:
    assert _refused(words) == (Unsuitable, "words")


def test_what_is_kept_is_tidy() -> None:
    kept = check_neutral(Secret("  van   school\r\nhalen "), NAMES, longest=LONGEST_WORDS, place="words")
    assert kept.reveal() == "van school halen"
