"""A gezinsmanager's chat: everyday words instead of names, everything said back, and a second tap for what hurts."""

from dataclasses import replace
from datetime import timedelta

from domain.appointments import Kind
from domain.buttons import Press
from domain.digest import FamilyName, WorkEntry
from domain.people import Called
from domain.work_items import WorkKind
from handlers.views import changes, planned, planning, work
from handlers.views.parts import called_words, clean, named
from handlers.views.view import View
from tests.handlers.views_gallery import (
    FAMILY,
    FAR,
    LATER,
    MOTHER,
    NOW,
    NUMBER,
    PLACE,
    a_draft,
    an_appointment,
    an_entry,
    people,
)
from tests.handlers.views_rooms import gallery
from usecases.appointments import Changed, Shown
from usecases.planning import Drafted, Planned


def _presses(view: View) -> list[Press]:
    return [b.pressed.press for row in view.rows for b in row if b.pressed]


def test_a_draft_says_back_everything_but_place_and_number() -> None:
    view = planning.draft(Drafted(a_draft(complete=True), FAMILY, people()), now=NOW)
    assert "Wanneer: donderdag 30 september 2027 om 11.45 uur" in view.text
    assert "Erbij: moeder, oma 1, oma 2" in view.text
    assert PLACE not in view.text
    assert NUMBER not in view.text
    assert view.text.endswith("Klopt dit?")


def test_only_what_is_complete_can_be_confirmed() -> None:
    complete = planning.draft(Drafted(a_draft(complete=True), FAMILY, people()), now=NOW)
    begun = planning.draft(Drafted(a_draft(complete=False), FAMILY, people()), now=NOW)
    assert Press.DRAFT_CONFIRM in _presses(complete)
    assert Press.DRAFT_CONFIRM not in _presses(begun)
    assert [p for p in _presses(begun) if p is Press.DRAFT_KIND] == [Press.DRAFT_KIND] * len(Kind)


def test_a_participant_is_toggled_by_an_id_and_shown_by_a_word() -> None:
    draft = replace(a_draft(complete=True), people=(MOTHER,))
    view = planning.draft(Drafted(draft, FAMILY, people()), now=NOW)
    toggles = [b for row in view.rows for b in row if b.pressed and b.pressed.press is Press.DRAFT_TOGGLE]
    assert [b.text for b in toggles] == ["Haal moeder weg", "Voeg oma 1 toe", "Voeg oma 2 toe"]
    assert toggles[0].pressed is not None
    assert toggles[0].pressed.value == str(MOTHER)


def test_a_word_that_comes_twice_gets_numbers() -> None:
    assert called_words((Called.GRANDMOTHER, Called.FATHER, Called.GRANDMOTHER)) == (
        "oma 1",
        "vader",
        "oma 2",
    )


def test_rows_kept_apart_each_have_their_own_way_back() -> None:
    rows = tuple(replace(an_appointment(), sequence=n) for n in (0, 1))
    view = planning.planned(Planned(FAMILY, rows, (Called.FATHER,)), now=NOW)
    undo = [b.pressed for row in view.rows for b in row if b.pressed]
    assert [(p.press, p.value, p.version) for p in undo] == [
        (Press.UNDO, changes.WITHDRAW, 0),
        (Press.UNDO, changes.WITHDRAW, 1),
    ]
    assert "losse afspraken" in view.text
    assert "Bel of schrijf een brief: vader." in view.text


def test_what_leaves_later_says_from_when() -> None:
    at_once = Planned(FAMILY, (replace(an_appointment(), effective_at=NOW),), ())
    later = Planned(FAMILY, (replace(an_appointment(), effective_at=NOW + timedelta(minutes=10)),), ())
    assert "Het bericht gaat nu weg." in planning.planned(at_once, now=NOW).text
    assert "Vanaf 13.10 uur" in planning.planned(later, now=NOW).text


def test_calling_off_needs_a_second_tap() -> None:
    page = planned.one(Shown(an_appointment(), FAMILY, (Called.MOTHER,) * 3), now=NOW)
    assert Press.CANCEL in _presses(page)
    sure = {Press.CANCEL_SURE}
    offering = {one.by for one in gallery() if sure & set(_presses(one.view))}
    assert offering == {changes.cancel_sure}


def test_a_move_can_be_taken_back_to_the_old_moment() -> None:
    view = changes.moved(Changed(an_appointment(), FAMILY, LATER, ()), now=NOW)
    undo = view.rows[0][0].pressed
    assert undo is not None
    assert (undo.press, undo.value) == (Press.UNDO, LATER.isoformat())
    assert view.text.index("24 november") < view.text.index("30 september")


def test_nothing_can_be_done_with_what_is_off() -> None:
    off = replace(an_appointment(), cancelled_at=NOW)
    assert planned.one(Shown(off, FAMILY, (Called.MOTHER,) * 3), now=NOW).rows == ()


def test_afterwards_it_is_recorded() -> None:
    over = an_appointment(at=NOW - timedelta(days=2))
    page = planned.one(Shown(over, FAMILY, (Called.MOTHER,) * 3), now=NOW)
    assert _presses(page) == [Press.HELD, Press.NOT_HELD]


def test_done_closes_the_item_that_stands_beside_it() -> None:
    entries = tuple(an_entry(task) for task in (WorkKind.CALL_BACK, WorkKind.READ_THREAD))
    view = work.open_list(entries, now=NOW)
    assert [b.text for row in view.rows for b in row] == ["1 gedaan", "2 gedaan"]
    assert view.text.splitlines()[1].startswith("1) ⭐ Zonnebloemenveldjes2, pleegouder: bel terug")


def test_characters_that_hide_or_turn_text_never_reach_a_chat() -> None:
    turned = FamilyName("\u2b50\u200d", "\u202eZon\u200b\u2066\n bloem\u0007")
    assert named(turned) == "\u2b50 Zon bloem"
    assert clean("\ufeffWeg\u00a01\u2029A") == "Weg 1 A"
    entry = WorkEntry(an_entry(WorkKind.CALL_BACK).item, turned, Called.MOTHER)
    assert not [c for c in work.urgent(entry, now=NOW).text if c in "\u202e\u200b\u2066\u200d\u0007"]


def test_a_moment_on_a_button_is_also_its_value() -> None:
    view = changes.move_sure(FAMILY, an_appointment(), FAR, now=NOW)
    sure = view.rows[0][0].pressed
    assert sure is not None
    assert (sure.press, sure.value) == (Press.MOVE_TO, "2027-09-30T09:45:00+00:00")
