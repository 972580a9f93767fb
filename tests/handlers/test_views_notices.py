"""What Kring starts: a doorbell where others look along, old and new after a move, and a way to change one's mind."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from domain.appointments import SHOWN_IN_CHAT, Answer, Kind
from domain.buttons import Press
from domain.letters import EventLetter, Letter, ParticipantLetter
from domain.notices import (
    AboutAppointment,
    AnswerGiven,
    AppointmentCancelled,
    AppointmentDelayed,
    AppointmentMade,
    AppointmentMoved,
    AppointmentReminder,
    Klass,
    StepKey,
    klass_of,
)
from domain.people import Called, Form
from domain.series import Every, Series
from handlers.views import appointments
from handlers.views.choices import Side
from handlers.views.notices import view_of
from handlers.views.notices_family import revealed, tells_of_series
from handlers.views.view import View
from tests.handlers.views_gallery import FAMILY, LATER, MOTHER, NAMED, a_side, an_appointment, letters

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
WEDNESDAY = TUESDAY + timedelta(days=1)
WHICH = an_appointment().id


def _sent(
    notice: AboutAppointment, answer: Answer = Answer.NONE, *, discreet: bool = False, **changes: Any
) -> View:
    side = a_side(Form.U, answer, starts_at=TUESDAY, **changes)
    letter = ParticipantLetter(notice, side.appointment, side.attendance, Form.U, discreet)
    return view_of(Letter(letter, NOW), window=True)


def _presses(view: View) -> list[Press]:
    return [b.pressed.press for row in view.rows for b in row if b.pressed]


def _labels(view: View) -> list[str]:
    return [b.text for row in view.rows for b in row]


@pytest.mark.parametrize(
    ("notice", "often"),
    [
        (AppointmentMade(WHICH, 3, WEDNESDAY), "En daarna elke week op dinsdag."),
        (AppointmentMoved(WHICH, 3, WEDNESDAY, TUESDAY), "En daarna elke week op dinsdag."),
        (AppointmentCancelled(WHICH, 3, TUESDAY), "De afspraken daarna gaan ook niet door."),
    ],
)
def test_behind_a_doorbell_it_is_said_too_that_it_repeats(notice: AboutAppointment, often: str) -> None:
    off = NOW if isinstance(notice, AppointmentCancelled) else None
    side = a_side(Form.U, Answer.NONE, starts_at=TUESDAY, cancelled_at=off)
    weekly = Series(TUESDAY.date(), time(10), Every.WEEK, times=3)
    letter = ParticipantLetter(notice, side.appointment, side.attendance, Form.U, True, repeats=weekly)
    (bell,) = view_of(Letter(letter, NOW), window=True).rows[0]
    assert bell.pressed is not None
    assert tells_of_series(bell.pressed.value)
    said = revealed(side, bell.pressed.value, weekly, now=NOW).text.splitlines()
    assert said.count(often) == 1
    assert said[0].startswith(("U heeft een afspraak", "Uw afspraak"))
    bare = revealed(side, bell.pressed.value, None, now=NOW).text
    assert ("En daarna" in bare) is False
    one = replace(letter, repeats=None)
    (bell,) = view_of(Letter(one, NOW), window=True).rows[0]
    assert bell.pressed is not None
    assert not tells_of_series(bell.pressed.value)


def test_a_new_appointment_says_what_and_when_and_asks() -> None:
    view = _sent(AppointmentMade(WHICH, 3, WEDNESDAY), kind=Kind.HOME_VISIT)
    assert view.text == (
        "U heeft een nieuwe afspraak: huisbezoek.\nDie is morgen, dinsdag 4 maart om 10.00 uur.\nKunt u dan?"
    )
    assert _labels(view) == ["Ik kom", "Ik kan niet", "Andere tijd", "Waar?", "Waarom krijg ik dit?"]


@pytest.mark.parametrize("kind", sorted(set(Kind) - SHOWN_IN_CHAT))
def test_what_would_reveal_the_matter_is_an_appointment_and_nothing_more(kind: Kind) -> None:
    for notice in (AppointmentMade(WHICH, 3, WEDNESDAY), AppointmentReminder(WHICH, 3, StepKey.DAY_BEFORE)):
        assert _sent(notice, kind=kind).text.splitlines()[0].endswith("afspraak.")


def test_a_shared_phone_shows_a_doorbell_that_a_tap_opens() -> None:
    view = _sent(AppointmentMade(WHICH, 3, WEDNESDAY), discreet=True)
    assert view.text == "Er staat iets voor u klaar."
    assert view.klass is Klass.OPEN
    (button,) = view.rows[0]
    assert button.pressed is not None
    assert (button.pressed.press, button.pressed.subject, button.pressed.version) == (Press.REVEAL, WHICH, 3)


@pytest.mark.parametrize(
    "notice",
    [
        AppointmentMoved(WHICH, 3, WEDNESDAY, WEDNESDAY),
        AppointmentDelayed(WHICH, 3, 20),
        AppointmentCancelled(WHICH, 3, WEDNESDAY),
    ],
)
def test_behind_the_doorbell_stands_what_an_open_message_says_and_it_hides_again(
    notice: AboutAppointment,
) -> None:
    off = NOW if isinstance(notice, AppointmentCancelled) else None
    (bell,) = _sent(notice, discreet=True, cancelled_at=off).rows[0]
    assert bell.pressed is not None
    side = a_side(Form.U, discreet=True, starts_at=TUESDAY, cancelled_at=off)

    shown = revealed(side, bell.pressed.value, now=NOW)

    assert shown.text == _sent(notice, cancelled_at=off).text
    assert shown.rows[-1][0].pressed is not None
    assert (shown.rows[-1][0].pressed.press, shown.rows[-1][0].pressed.value) == (Press.HIDE, "")
    assert appointments.doorbell(side.appointment, Form.U).text == "Er staat iets voor u klaar."


def test_a_move_says_the_old_moment_and_then_the_new_one() -> None:
    said = _sent(AppointmentMoved(WHICH, 3, WEDNESDAY, WEDNESDAY)).text
    assert said.index("woensdag 5 maart om 10.00 uur") < said.index("dinsdag 4 maart om 10.00 uur")


def test_who_is_coming_is_not_asked_again_and_can_still_change() -> None:
    view = _sent(AppointmentReminder(WHICH, 3, StepKey.DAY_BEFORE), Answer.COMING)
    assert "?" not in view.text
    assert "u komt" in view.text
    assert {Press.CANNOT, Press.OTHER_TIME} <= set(_presses(view))
    assert Press.COMING not in _presses(view)


def test_where_is_offered_only_when_there_is_something_a_chat_may_show() -> None:
    made = AppointmentMade(WHICH, 3, WEDNESDAY)
    assert "Waar?" in _labels(_sent(made))
    hidden = _labels(_sent(made, place_may_be_shown=False))
    assert "Waar?" not in hidden
    assert "Welk nummer?" in hidden
    assert Press.SHOW_PLACE not in _presses(_sent(made, place_may_be_shown=False, number=None))


def test_a_reminder_of_the_morning_is_explained_by_the_own_choice() -> None:
    for step, code in ((StepKey.MORNING_OF, "morning"), (StepKey.DAY_BEFORE, "reminder")):
        view = _sent(AppointmentReminder(WHICH, 3, step))
        values = [
            b.pressed.value for row in view.rows for b in row if b.pressed and b.pressed.press is Press.WHY
        ]
        assert values == [code]


def test_every_button_about_an_appointment_knows_its_version() -> None:
    for letter in letters(Form.U):
        for row in view_of(letter, window=True).rows:
            for button in row:
                if button.pressed and button.pressed.subject == WHICH:
                    assert button.pressed.version == 3


def test_a_second_copy_says_that_it_may_be_one_in_the_form_of_its_reader() -> None:
    for form, line in ((Form.U, "Misschien ziet u"), (Form.JE, "Misschien zie je")):
        for letter in letters(form):
            said = view_of(letter, window=True).text.splitlines()[-1]
            assert said.startswith(line) is letter.labelled


def test_a_message_reveals_what_its_notice_says_it_does() -> None:
    for letter in letters(Form.U):
        notice = getattr(letter.contents, "notice", None)
        if notice is not None and not getattr(letter.contents, "discreet", False):
            assert view_of(letter, window=True).klass is klass_of(notice)


def test_the_gezinsmanager_can_take_over_a_proposal_by_button() -> None:
    notice = AnswerGiven(WHICH, FAMILY.id, MOTHER, Answer.OTHER_TIME, LATER)
    view = view_of(Letter(EventLetter(notice, NAMED, an_appointment(), Called.MOTHER), NOW), window=True)
    accept = view.rows[0][0].pressed
    assert view.text.splitlines()[1].startswith("Moeder vraagt om woensdag 24 november 2027")
    assert accept is not None
    assert (accept.press, datetime.fromisoformat(accept.value)) == (Press.ACCEPT_PROPOSAL, LATER)


def test_of_what_is_off_nothing_can_be_answered() -> None:
    for answer in Answer:
        side = a_side(Form.U, answer, cancelled_at=NOW)
        pressed = set(_presses(appointments.one(side, now=NOW)))
        assert not pressed & {Press.COMING, Press.CANNOT, Press.OTHER_TIME, Press.LATE, Press.SHOW_PLACE}


def test_after_the_beginning_only_being_later_is_left() -> None:
    begun = Side.of(replace(an_appointment(at=NOW - timedelta(minutes=5))), MOTHER, Form.U)
    over = Side.of(replace(an_appointment(at=NOW - timedelta(days=3))), MOTHER, Form.U)
    assert _presses(appointments.one(begun, now=NOW))[0] is Press.LATE
    assert not set(_presses(appointments.one(over, now=NOW))) & {Press.LATE, Press.COMING, Press.CANNOT}


def test_the_reason_leads_back_to_the_appointment() -> None:
    view = _sent(AppointmentMade(WHICH, 3, WEDNESDAY))
    (why,) = [b.pressed for row in view.rows for b in row if b.pressed and b.pressed.press is Press.WHY]
    back = appointments.why(why.value, Form.U, why).rows[0][0].pressed
    assert back is not None
    assert (back.press, back.subject, back.version) == (Press.SHOW_APPOINTMENT, WHICH, 3)
