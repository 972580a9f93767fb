"""The help card digit by digit, the commands of each role, and one's own choices."""

import re

from domain.actors import CaseManager, TeamLeader
from domain.buttons import Press
from domain.people import Form
from handlers.views import linking, menus, settings
from handlers.views.emergency import Numbers, emergency_card
from handlers.views.view import View
from locales.catalogue import text
from tests.handlers.views_gallery import actors, preferences


def _values(view: View, press: Press) -> list[str]:
    return [b.pressed.value for row in view.rows for b in row if b.pressed and b.pressed.press is press]


def test_the_help_card_has_exactly_these_numbers() -> None:
    """People have died of a wrong or confusing number (field (e)); the digits are held here."""
    adult = emergency_card(Numbers("088-1234567"), Form.U, young=False).text
    young = emergency_card(Numbers("088-1234567"), Form.JE, young=True).text
    numbers = re.compile(r"\d[\d-]+")
    assert numbers.findall(adult) == ["112", "088-1234567", "0800-2000", "113", "0800-0113"]
    assert numbers.findall(young) == ["112", "088-1234567", "0800-2000", "113", "0800-0113", "0800-0432"]
    assert "Kindertelefoon" in young
    assert "Kindertelefoon" not in adult


def test_the_help_card_says_that_nobody_reads_along() -> None:
    for form in Form:
        assert "niemand direct" in emergency_card(Numbers("112"), form, young=True).text


def test_the_permanent_button_types_a_word_that_asks_for_help() -> None:
    for form in Form:
        assert [
            word.casefold() in menus.help_words() for row in menus.keyboard(form).rows for word in row
        ] == [True]


def test_commands_are_such_as_telegram_takes_and_each_once() -> None:
    for who in actors():
        commands = menus.commands(who, Form.U)
        assert len({c.name for c in commands}) == len(commands) > 0
        assert all(re.fullmatch(r"[a-z]{1,32}", c.name) and 3 <= len(c.description) <= 256 for c in commands)
        assert {"start", "help", "privacy", "nood"} <= {c.name for c in commands}


def test_only_professionals_can_plan_and_see_the_list() -> None:
    for who in actors():
        names = {c.name for c in menus.commands(who, Form.U)}
        assert ({"afspraak", "bevestig"} <= names) is isinstance(who, CaseManager)
        assert ("lijst" in names) is isinstance(who, CaseManager | TeamLeader)


def test_every_choice_is_offered_the_other_way_round() -> None:
    for everything, morning, phone, pause in ((True, "0", "0", Press.RESUME), (False, "1", "1", Press.PAUSE)):
        view = settings.page(preferences(Form.U, everything=everything))
        assert _values(view, Press.CHOOSE_MORNING) == [morning]
        assert _values(view, Press.CHOOSE_PHONE) == [phone]
        assert _values(view, pause) == [""]
        assert _values(view, Press.CHOOSE_FORM) == [Form.JE.value]


def test_hours_on_a_button_are_hours_that_can_be_kept() -> None:
    values = _values(settings.hours(Form.U), Press.CHOOSE_QUIET)
    assert values == [*settings.HOURS, settings.TYPE]


def test_what_is_chosen_while_joining_is_known_as_such() -> None:
    for view in (linking.form_asked(Form.U), linking.quiet_asked(Form.U), linking.phone_asked(Form.U)):
        values = [b.pressed.value for row in view.rows for b in row if b.pressed]
        assert all(settings.choice_of(value)[1] for value in values)
    assert settings.choice_of(settings.value("20-9", joining=True)) == ("20-9", True)
    assert settings.choice_of(settings.value("20-9", joining=False)) == ("20-9", False)


def test_each_form_of_address_is_chosen_by_its_own_button() -> None:
    assert _values(linking.form_asked(Form.U), Press.CHOOSE_FORM) == [
        settings.value(form.value, joining=True) for form in Form
    ]
    assert text("settings.button.je", Form.U) == text("settings.button.je", Form.JE) == "Zeg je"
