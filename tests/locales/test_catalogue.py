"""The catalogues are whole: both forms, the same places to fill in, no u beside je, plain Dutch."""

import re
import shutil
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from locales import catalogue as words
from locales.catalogue import FORMS, HOME, Sentence, catalogue, plural, text

FOR_PROFESSIONALS = {
    "absence",
    "away",
    "called",
    "cli",
    "desk",
    "deskcircle",
    "desktasks",
    "digest",
    "household",
    "meeting",
    "overleg",
    "plan",
    "planning",
    "professional",
    "role",
    "signals",
    "signin",
    "start",
    "stop",
    "summary",
    "talk",
    "today",
    "week",
    "work",
}
"""Features that no family ever sees; they speak u alone."""

NAMES_A_FORM = {"settings.button.u", "settings.button.je"}
"""Two buttons whose label is the other form of address itself."""

FORMAL = re.compile(r"\b(u|uw|uwe|uzelf)\b", re.IGNORECASE)
FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
PASSIVE = re.compile(r"\b(word|wordt|worden|werd|werden)\b", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(chat|check|checken|check-in|reminder|link|linken|feedback|update|updaten|ok|oke|okay|e-mail|mail|"
    r"account|app|appen|button|click|klik|delete|deleten|download|feature|help desk|inbox|input|login|"
    r"message|online|offline|password|planning|privacy policy|reset|setting|sorry|status|team leader|tool)\b",
    re.IGNORECASE,
)
SHORTENED = re.compile(
    r"\b(bijv|bv|evt|o\.a|m\.b\.t|i\.v\.m|d\.w\.z|nl|enz|etc|incl|excl|tel|nr|min|afspr|ca|mbt|ivm)\.|\b[A-Z]{2,}\b"
)


def _all(form: str) -> list[tuple[str, str]]:
    """Every key with each of its sentences; a counted one has two."""
    return [(key, each) for key, sentence in catalogue(form).items() for each in _each(sentence)]


def _each(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else sentence


def of_people(form: str) -> list[tuple[str, str]]:
    """What a chat shows; the command line has its own, technical readers."""
    technical = {"cli", "start", "stop", "role"}
    return [(key, sentence) for key, sentence in _all(form) if key.partition(".")[0] not in technical]


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_key_a_family_can_see_stands_in_both_forms() -> None:
    u, je = set(catalogue("nl")), set(catalogue("nl@je"))
    assert je <= u
    assert {key for key in u - je if key.partition(".")[0] not in FOR_PROFESSIONALS} == set()
    assert {key for key in je if key.partition(".")[0] in FOR_PROFESSIONALS} == set()


def test_both_forms_have_the_same_places_to_fill_in() -> None:
    u, je = catalogue("nl"), catalogue("nl@je")
    unlike = [
        key for key in je if [_places(s) for s in _each(u[key])] != [_places(s) for s in _each(je[key])]
    ]
    assert not unlike
    assert not [key for key, sentence in _all("nl") if "" in _places(sentence)]


def test_u_and_je_are_never_mixed() -> None:
    assert not [key for key, s in _all("nl") if FAMILIAR.search(s) and key not in NAMES_A_FORM]
    assert not [key for key, s in _all("nl@je") if FORMAL.search(s) and key not in NAMES_A_FORM]


@pytest.mark.parametrize("form", FORMS)
def test_the_words_are_plain(form: str) -> None:
    for rule in (PASSIVE, ENGLISH, SHORTENED):
        assert not [(key, s) for key, s in of_people(form) if rule.search(s)], rule.pattern


def test_an_appointment_is_never_a_promise() -> None:
    assert not [key for key, s in _all("nl") if re.search(r"afgesproken|afspreken", s, re.IGNORECASE)]


@pytest.mark.parametrize("path", sorted(HOME.glob("nl*/*.po")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_no_sentence_is_empty_or_doubtful_and_the_file_has_the_name_of_its_feature(path: Path) -> None:
    with path.open("rb") as source:
        messages = [message for message in read_po(source, abort_invalid=True) if message.id]
    assert messages
    for message in messages:
        key = message.id if isinstance(message.id, str) else message.id[0]
        sentences = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy, key
        assert all(isinstance(s, str) and s.strip() == s and s for s in sentences), key
        assert key.partition(".")[0] == path.stem or path.stem in {"cli", "start"}, key


def test_one_sentence_is_filled_in_with_named_values_only() -> None:
    assert (
        text("settings.quiet", "nl", start="20.00 uur", end="{9}") == "Geen berichten: van 20.00 uur tot {9}"
    )
    assert plural("appointments.minutes", "nl", 1) == "1 minuut"
    assert plural("appointments.minutes", "nl", 0) == "0 minuten"


@pytest.mark.parametrize("form", FORMS)
def test_what_does_not_exist_is_an_error_and_not_an_empty_message(form: str) -> None:
    with pytest.raises(KeyError):
        text("appointments.no_such_key", form)
    with pytest.raises(KeyError):
        text("appointments.made", form)  # a place without a value
    with pytest.raises(KeyError):
        text("appointments.minutes", form)  # counted, so it needs a number
    with pytest.raises(KeyError):
        plural("appointments.made", form, 1)
    with pytest.raises(KeyError):
        text("planning.move", "nl@je")  # a professional's sentence has no je


def test_words_outlive_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The help card answers when the catalogue is removed while running (DESIGN §8)."""
    home = tmp_path / "locales"
    shutil.copytree(HOME, home)
    monkeypatch.setattr(words, "HOME", home)
    catalogue.cache_clear()
    try:
        words.load()
        shutil.rmtree(home)
        assert text("menus.help_now", "nl") == "Hulp nu"
        assert text("menus.help_now", "nl@je") == "Hulp nu"
    finally:
        catalogue.cache_clear()


def test_a_key_in_two_files_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "locales"
    shutil.copytree(HOME, home)
    shutil.copy(home / "nl" / "menus.po", home / "nl" / "menus_again.po")
    monkeypatch.setattr(words, "HOME", home)
    catalogue.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"menus\.help_now"):
            words.load()
    finally:
        catalogue.cache_clear()
