"""Repeating in a form: what is read of its fields, what is wrong with them, and how a series is said in words."""

from datetime import UTC, date, datetime, time

import pytest

from domain.people import Form
from domain.series import Every, Series
from web.forms import Data
from web.series_form import SeriesAsked, asked_of, in_words, read_series, read_window, window_of

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
FIRST, AT = date(2026, 11, 24), time(15)


def form(**fields: str | tuple[str, ...]) -> Data:
    return Data({name: (value,) if isinstance(value, str) else value for name, value in fields.items()})


def test_what_belongs_to_another_choice_is_left_out() -> None:
    filled: dict[str, str | tuple[str, ...]]
    filled = {"weekdag": ("0", "9", "x"), "tot_en_met": "2027-01-31", "feestdagen": "ja"}
    once = read_series(form(herhaal="once", **filled), FIRST, AT, Form.U)
    assert once.series == Series(FIRST, AT)
    month = read_series(form(herhaal="month", **filled), FIRST, AT, Form.U)
    assert month.series == Series(FIRST, AT, Every.MONTH, until=date(2027, 1, 31), skips_holidays=True)
    week = read_series(form(herhaal="week", **filled), FIRST, AT, Form.U)
    assert week.series is not None
    assert week.series.weekdays == {0}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"herhaal": "ooit"}, "herhaal"),
        ({"herhaal": "day"}, "tot_en_met"),
        ({"herhaal": "day", "tot_en_met": "straks"}, "tot_en_met"),
        ({"herhaal": "day", "tot_en_met": "2029-11-24"}, "tot_en_met"),
        ({"herhaal": "day", "keer": "401"}, "keer"),
        ({"herhaal": "day", "keer": "²"}, "keer"),
        ({"herhaal": "day", "keer": "3", "tot_en_met": "2027-01-31"}, "keer"),
        ({"herhaal": "week", "weekdag": "0", "tot_en_met": "2026-11-29"}, "tot_en_met"),
    ],
)
@pytest.mark.parametrize("reader", list(Form))
def test_what_cannot_be_is_one_sentence_beside_its_field(
    fields: dict[str, str], name: str, reader: Form
) -> None:
    read = read_series(form(**fields), FIRST, AT, reader)
    assert read.series is None
    assert list(read.errors) == [name]


def test_a_series_fills_its_own_form() -> None:
    series = Series(FIRST, AT, Every.TWO_WEEKS, frozenset({1, 4}), times=6, skips_holidays=True)
    asked = asked_of(series)
    assert asked == SeriesAsked("two_weeks", ("1", "4"), "", "6", skips_holidays=True)
    data = form(herhaal=asked.every, weekdag=asked.weekdays, keer=asked.times, feestdagen="ja")
    assert read_series(data, FIRST, AT, Form.U).series == series
    assert (window_of(series, 30).start, window_of(series, 30).end) == ("15:00", "15:30")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [("15:00", "15:45", 45), ("15:00", "", 60), ("23:30", "", 29), ("00:00", "23:59", 1439)],
)
def test_a_window_has_a_length_also_without_an_end(start: str, end: str, minutes: int) -> None:
    window = read_window(form(dag="2026-11-24", van=start, tot=end), NOW, Form.U)
    assert (window.first, window.minutes, window.errors) == (FIRST, minutes, {})


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"dag": "", "van": "15:00"}, "dag"),
        ({"dag": "2026-11-22", "van": "15:00"}, "dag"),
        ({"dag": "2029-11-22", "van": "15:00"}, "dag"),
        ({"dag": "2026-11-24", "van": ""}, "van"),
        ({"dag": "2026-11-24", "van": "25:00"}, "van"),
        ({"dag": "2026-11-24", "van": "15:00", "tot": "15:00"}, "tot"),
        ({"dag": "2026-11-24", "van": "15:00", "tot": "laat"}, "tot"),
    ],
)
def test_a_window_that_cannot_be(fields: dict[str, str], name: str) -> None:
    window = read_window(form(**fields), NOW, Form.U)
    assert window.first is None
    assert list(window.errors) == [name]


def test_what_began_before_may_stay_so() -> None:
    window = read_window(form(dag="2026-09-01", van="15:00"), NOW, Form.U, since=date(2026, 9, 1))
    assert window.first == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("series", "said"),
    [
        (Series(FIRST, AT), "dinsdag 24 november om 15.00 uur"),
        (Series(TODAY, AT, Every.DAY, times=1), "elke dag om 15.00 uur, 1 keer"),
        (
            Series(TODAY, AT, Every.WEEK, until=date(2027, 3, 1)),
            "elke week op maandag om 15.00 uur, tot en met maandag 1 maart 2027",
        ),
        (
            Series(FIRST, AT, Every.TWO_WEEKS, frozenset({4, 0, 1}), times=6, skips_holidays=True),
            (
                "elke twee weken op maandag, dinsdag en vrijdag om 15.00 uur, vanaf dinsdag 24 november, 6 keer, "
                "niet op feestdagen"
            ),
        ),
        (Series(TODAY, AT, Every.MONTH, times=3), "elke maand op de 23e om 15.00 uur, 3 keer"),
        (
            Series(date(2026, 10, 31), AT, Every.MONTH, times=3),
            "elke maand op de 31e of de laatste dag om 15.00 uur, 3 keer",
        ),
    ],
)
def test_a_series_in_words(series: Series, said: str) -> None:
    assert in_words(series, Form.U, TODAY) == said
