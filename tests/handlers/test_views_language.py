"""DESIGN §7 and §3 on rendered messages, with the longest values: short, plain, one question, nothing revealed."""

import inspect
import pkgutil
from functools import cache
from importlib import import_module

import pytest

from domain.buttons import Press
from domain.notices import Klass
from domain.people import Form
from handlers import views
from handlers.views.notices import view_of
from handlers.views.view import Button, Fixed, View
from tests.handlers import language
from tests.handlers.views_gallery import ALIAS, PLACE, Shown, letters
from tests.handlers.views_rooms import gallery

NAMES = ("Fatima", "Vries", "Stichting")


@cache
def everything() -> tuple[Shown, ...]:
    return tuple(gallery())


def _wrong(rule: str, shown: list[Shown]) -> str:
    return "\n\n".join(f"{rule}: {one.name}\n{one.view.text}" for one in shown[:5])


def _buttons(view: View) -> list[Button]:
    return [button for row in view.rows for button in row]


def test_every_public_view_hangs_in_the_gallery() -> None:
    makers = {
        function
        for module in pkgutil.iter_modules(views.__path__)
        for _, function in inspect.getmembers(
            import_module(f"handlers.views.{module.name}"), inspect.isfunction
        )
        if function.__module__.startswith("handlers.views.")
        and not function.__name__.startswith("_")
        and function.__annotations__.get("return") is View
    }
    assert len(makers) > 70
    assert {f"{m.__module__}.{m.__name__}" for m in makers - {one.by for one in everything()}} == set()


def test_no_sentence_is_longer_than_eighteen_words() -> None:
    wrong = [s for s in everything() if language.longest(s.view.text) > language.LONGEST_SENTENCE]
    assert not wrong, _wrong("longer than 18 words", wrong)


def test_sentences_have_twelve_words_on_average() -> None:
    wrong = [s for s in everything() if language.average(s.view.text) > language.AVERAGE_SENTENCE]
    assert not wrong, _wrong("more than 12 words on average", wrong)


def test_a_message_has_at_most_four_sentences() -> None:
    """Lists, the help card, privacy and settings are read line by line, and exempt."""
    wrong = [
        s
        for s in everything()
        if not s.is_list and len(language.sentences(s.view.text)) > language.MOST_SENTENCES
    ]
    assert not wrong, _wrong("more than four sentences", wrong)


def test_a_message_asks_one_question_at_most() -> None:
    wrong = [s for s in everything() if s.view.text.count("?") > 1]
    assert not wrong, _wrong("two questions", wrong)


def test_u_and_je_never_meet_in_one_message() -> None:
    """The two buttons that choose a form of address name it."""
    for one in everything():
        other = language.JE if one.form is Form.U else language.U
        labels = [b.text for b in _buttons(one.view) if b.text not in {"Zeg u", "Zeg je"}]
        assert not [said for said in (one.view.text, *labels) if other.search(said)], one.name


@pytest.mark.parametrize("form", list(Form))
def test_what_kring_starts_names_no_organisation_no_matter_and_no_person(form: Form) -> None:
    for letter in letters(form):
        view = view_of(letter, window=True)
        said = "\n".join((view.text, *(b.text for b in _buttons(view))))
        assert not language.NEVER_OF_ITSELF.search(said), said
        assert not [name for name in (*NAMES, PLACE) if name in said]


def test_a_name_never_stands_in_any_chat_and_an_alias_never_in_that_of_a_family() -> None:
    for one in everything():
        said = "\n".join((one.view.text, *(b.text for b in _buttons(one.view))))
        allowed = one.by.__name__ == "privacy"
        assert allowed or not [name for name in NAMES if name in said], one.name
        assert one.form is Form.U or ALIAS not in said or one.by is view_of, one.name


def test_only_the_help_card_names_veilig_thuis() -> None:
    naming = {s.by.__name__ for s in everything() if language.NEVER_OF_ITSELF.search(s.view.text)}
    assert naming == {"emergency_card"}


def test_everything_fits_in_a_telegram_message() -> None:
    for one in everything():
        assert 0 < len(one.view.text) <= language.TELEGRAM_TEXT, one.name
        assert one.view.attachment is None or len(one.view.text) <= 1024
        assert len(_buttons(one.view)) <= 40


def _is_number(button: Button) -> bool:
    return button.text.isdecimal() and button.pressed is not None and button.pressed.press is Press.SCORE


def test_buttons_are_short_three_in_a_row_and_ask_for_one_thing() -> None:
    """The numbers from 0 to 10 stand in two rows, with words at 0, 5 and 10 above them."""
    for one in everything():
        for row in one.view.rows:
            assert 1 <= len(row) <= (6 if all(_is_number(b) for b in row) else 3), one.name
        numbers = [b.text for b in _buttons(one.view) if _is_number(b)]
        assert numbers in ([], [str(n) for n in range(11)]), one.name
        assert not numbers or "0 is heel slecht, 5 gaat wel, 10 is heel goed." in one.view.text
        for button in _buttons(one.view):
            assert 0 < len(button.text) <= language.BUTTON_TEXT, (one.name, button.text)
            asks = (button.pressed is not None, button.fixed is not None, button.opens_window)
            assert sum(asks) == 1
            assert any(c.isalpha() for c in button.text) or _is_number(button)


def test_the_value_of_a_button_is_never_a_text_or_a_name() -> None:
    for one in everything():
        for button in _buttons(one.view):
            value = button.pressed.value if button.pressed else ""
            assert " " not in value
            assert len(value) <= 64


def test_a_permanent_menu_never_meets_buttons() -> None:
    """Telegram takes one keyboard in a message; the menu would be lost."""
    assert not [one.name for one in everything() if one.view.menu and one.view.rows]


def test_what_may_name_organisations_can_be_wiped() -> None:
    for one in everything():
        if one.by.__name__ in {"emergency_card", "privacy"}:
            assert Fixed.WIPE in {b.fixed for b in _buttons(one.view)}


def test_nothing_shown_is_higher_than_the_waiting_room() -> None:
    assert {one.view.klass for one in everything()} == {Klass.OPEN, Klass.PRACTICAL}
