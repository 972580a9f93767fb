"""The circle in a chat: how often something is, four answers under a turn, and news without a name or a reason."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from domain.buttons import Press
from domain.letters import Letter, ParticipantLetter
from domain.letters_circle import AgreedLetter, MemberLetter, TurnLetter
from domain.notices import AppointmentCancelled, AppointmentMade, Klass
from domain.notices_circle import MemberProlonged, TurnArranged, TurnNews, TurnTrouble
from domain.people import Called, Form
from domain.series import Every, Series
from handlers.views import meetings
from handlers.views.meetings import About
from handlers.views.notices import view_of
from handlers.views.series import last_day, repeats
from handlers.views.turn_parts import Looking
from handlers.views.view import View
from tests.handlers import views_gallery as g
from tests.handlers.views_circle import MEETING, TURNS, circle_letters

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("series", "said"),
    [
        (Series(MONDAY, time(8)), ""),
        (Series(MONDAY, time(8), Every.DAY, times=3), "elke dag"),
        (Series(MONDAY, time(8), Every.WEEK, times=3), "elke week op maandag"),
        (
            Series(MONDAY, time(8), Every.WEEK, frozenset({0, 2, 4}), times=3),
            "elke week op maandag, woensdag en vrijdag",
        ),
        (
            Series(MONDAY, time(8), Every.TWO_WEEKS, frozenset(range(5)), times=3),
            "elke twee weken op maandag tot en met vrijdag",
        ),
        (Series(MONDAY, time(8), Every.MONTH, times=3), "elke maand op de 30e"),
    ],
)
def test_how_often_something_is(series: Series, said: str) -> None:
    assert repeats(series, Form.U) == said
    assert (last_day(series) is None) == (series.every is Every.ONCE)


def test_of_a_series_the_first_appointment_says_how_it_goes_on() -> None:
    side = g.a_side(Form.U)
    letter = ParticipantLetter(
        AppointmentMade(side.appointment.id, 3, g.LATER), side.appointment, side.attendance, Form.U, False
    )
    once, weekly = (
        view_of(Letter(replace(letter, repeats=series), g.NOW), window=True)
        for series in (None, Series(MONDAY, time(8), Every.WEEK, times=3))
    )
    assert "En daarna" not in once.text
    assert weekly.text.splitlines()[2] == "En daarna elke week op maandag."


def test_of_a_series_that_ends_the_first_one_says_that_the_others_are_off_too() -> None:
    side = g.a_side(Form.U)
    off = replace(side.appointment, cancelled_at=g.NOW)
    notice = AppointmentCancelled(off.id, off.sequence, off.starts_at)
    series = Series(MONDAY, time(8), Every.WEEK, times=3)
    letter = ParticipantLetter(notice, off, side.attendance, Form.U, False, repeats=series)
    said = view_of(Letter(letter, g.NOW), window=True).text
    assert "De afspraken daarna gaan ook niet door." in said
    assert "elke week" not in said


@pytest.mark.parametrize("trouble", TurnTrouble)
def test_news_of_a_turn_says_whose_it_is_by_an_everyday_word_alone(trouble: TurnTrouble) -> None:
    letter = TurnLetter(TurnNews(TURNS[0].turn, trouble), TURNS[0], Form.U, False, "⭐", Called.GRANDMOTHER)
    view = view_of(Letter(letter, g.NOW), window=True)
    assert view.text.startswith("⭐ De kinderen naar school brengen")
    assert ("Oma" in view.text) == (trouble is not TurnTrouble.NOT_DONE)
    asks = trouble in (TurnTrouble.NOBODY, TurnTrouble.HELP, TurnTrouble.UNANSWERED)
    assert (Press.TURN_SEEN_TO in _presses(view)) == asks
    assert Press.ASK_CALL in _presses(view)


def test_done_is_offered_from_the_day_before() -> None:
    far, near = (replace(TURNS[0], starts_at=at, ends_at=at + timedelta(hours=1)) for at in (g.FAR, g.NOW))
    told = [
        view_of(Letter(letter, g.NOW), window=True)
        for line in (far, near)
        for letter in circle_letters(Form.U)
        if isinstance(letter, TurnLetter) and letter.line == TURNS[0] and not letter.discreet
        for letter in [replace(letter, line=line)]
        if Press.TURN_CANNOT in _presses(view_of(Letter(letter, g.NOW), window=True))
    ]
    assert {Press.TURN_DONE in _presses(view) for view in told} == {True, False}


def test_who_asked_for_help_reads_that_it_is_seen_to_and_nobody_else_does() -> None:
    own, other = (
        TurnLetter(TurnArranged(TURNS[0].turn), TURNS[0], Form.U, False, is_helped=helped)
        for helped in (True, False)
    )
    said = view_of(Letter(own, g.NOW), window=True).text
    assert said.endswith("\nFijn dat u om hulp vroeg: iemand zorgt daarvoor.")
    assert "hulp" not in view_of(Letter(other, g.NOW), window=True).text


def test_a_new_last_day_is_said_and_nothing_is_asked() -> None:
    letter = MemberLetter(MemberProlonged(g.MOTHER, date(2027, 6, 30)), Form.U, False)
    view = view_of(Letter(letter, g.NOW), window=True)
    assert view.text.startswith("U doet nu mee tot en met woensdag 30 juni")
    assert view.rows == ()


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("window", [True, False])
def test_the_window_is_named_only_where_there_is_one(form: Form, *, window: bool) -> None:
    of = About(MEETING, Looking(form), window)
    decided = AgreedLetter(MEETING, (), True, form, False)
    for view in (meetings.point_kept(of), view_of(Letter(decided, g.NOW), window=window)):
        assert ("venster" in view.text) == window
        assert (Press.ASK_CALL in _presses(view)) != window


@pytest.mark.parametrize("form", list(Form))
def test_where_others_look_along_there_is_only_a_doorbell(form: Form) -> None:
    hidden = [letter for letter in circle_letters(form) if letter.discreet and not letter.circle]
    assert len(hidden) > 20
    for letter in hidden:
        view = view_of(Letter(letter, g.NOW), window=True)
        assert view.text in {"Er staat iets voor u klaar.", "Er staat iets voor je klaar."}
        assert view.klass is Klass.OPEN
        assert len(view.rows) == 1


def _presses(view: View) -> set[Press]:
    return {button.pressed.press for row in view.rows for button in row if button.pressed}
