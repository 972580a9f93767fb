"""Phrases that leave room are asked about, and what is no moment is never made into one."""

import timeit
from datetime import date, datetime, time

import pytest

from domain.calendar import at_local, instants_at
from domain.spoken import Doubt, DoubtReason, Unread, UnreadReason, read_moment


def instant(text: str) -> datetime:
    return at_local(date.fromisoformat(text[:10]), time.fromisoformat(text[11:]))


NOW = instant("2026-11-18 10:00")  # a Wednesday

R = DoubtReason
DOUBTS: list[tuple[str, DoubtReason, list[str]]] = [
    # Today's name: today or next week.
    ("woensdag 15 uur", R.WHICH_WEEK, ["2026-11-18 15:00", "2026-11-25 15:00"]),
    ("wo 9 uur", R.WHICH_WEEK, ["2026-11-25 09:00"]),
    ("deze woensdag 15 uur", R.WHICH_WEEK, ["2026-11-18 15:00", "2026-11-25 15:00"]),
    ("deze maandag 9 uur", R.WHICH_WEEK, ["2026-11-23 09:00"]),
    ("volgende dinsdag 9 uur", R.WHICH_WEEK, ["2026-11-24 09:00", "2026-12-01 09:00"]),
    ("volgende vrijdag half drie", R.WHICH_WEEK, ["2026-11-20 14:30", "2026-11-27 14:30"]),
    ("komende week vrijdag 9 uur", R.WHICH_WEEK, ["2026-11-20 09:00", "2026-11-27 09:00"]),
    ("over twee weken op dinsdag 9 uur", R.WHICH_WEEK, ["2026-12-01 09:00", "2026-12-08 09:00"]),
    ("dinsdag over een week 9 uur", R.WHICH_WEEK, ["2026-11-24 09:00", "2026-12-01 09:00"]),
    ("woensdag over een week 9 uur", R.WHICH_WEEK, ["2026-11-25 09:00", "2026-12-02 09:00"]),
    # Hours that are said of morning and evening alike.
    ("morgen 7 uur", R.MORNING_OR_AFTERNOON, ["2026-11-19 07:00", "2026-11-19 19:00"]),
    ("do half zeven", R.MORNING_OR_AFTERNOON, ["2026-11-19 06:30", "2026-11-19 18:30"]),
    ("morgen half 8", R.MORNING_OR_AFTERNOON, ["2026-11-19 07:30", "2026-11-19 19:30"]),
    ("morgen kwart voor acht", R.MORNING_OR_AFTERNOON, ["2026-11-19 07:45", "2026-11-19 19:45"]),
    ("morgen 6:30", R.MORNING_OR_AFTERNOON, ["2026-11-19 06:30", "2026-11-19 18:30"]),
    ("morgen 03:30", R.MORNING_OR_AFTERNOON, ["2026-11-19 03:30", "2026-11-19 15:30"]),
    ("vandaag 9 uur", R.MORNING_OR_AFTERNOON, ["2026-11-18 21:00"]),
    ("vandaag 7 uur", R.MORNING_OR_AFTERNOON, ["2026-11-18 19:00"]),
    # The weekday and the date, or the days from now, do not agree.
    ("dinsdag 26 november 9 uur", R.WEEKDAY_DATE_CLASH, ["2026-11-24 09:00", "2026-11-26 09:00"]),
    ("di 26-11-2026 9 uur", R.WEEKDAY_DATE_CLASH, ["2026-11-24 09:00", "2026-11-26 09:00"]),
    ("ma de 24e 9 uur", R.WEEKDAY_DATE_CLASH, ["2026-11-23 09:00", "2026-11-24 09:00"]),
    ("morgen dinsdag 9 uur", R.WEEKDAY_DATE_CLASH, ["2026-11-19 09:00", "2026-11-24 09:00"]),
    ("morgen 20 november 9 uur", R.WEEKDAY_DATE_CLASH, ["2026-11-19 09:00", "2026-11-20 09:00"]),
    ("dinsdag 26 november", R.WEEKDAY_DATE_CLASH, []),
    # A day without a time, and a time without a day.
    ("vrijdag", R.NO_TIME, ["2026-11-20 09:00", "2026-11-20 11:00", "2026-11-20 14:00", "2026-11-20 16:00"]),
    ("vrijdagochtend", R.NO_TIME, ["2026-11-20 09:00", "2026-11-20 10:00", "2026-11-20 11:00"]),
    ("vanochtend", R.NO_TIME, ["2026-11-18 11:00"]),
    ("vrijdagavond", R.NO_TIME, ["2026-11-20 19:00", "2026-11-20 20:00"]),
    ("volgende dinsdag", R.NO_TIME, []),
    ("woensdag", R.NO_TIME, []),
    ("half drie", R.NO_DAY, ["2026-11-18 14:30", "2026-11-19 14:30"]),
    ("om 9 uur", R.NO_DAY, ["2026-11-19 09:00"]),
    ("drie uur", R.NO_DAY, ["2026-11-18 15:00", "2026-11-19 15:00"]),
    ("'s middags", R.NO_DAY, []),
    ("volgende week", R.NO_DAY, []),
    (
        "volgende week 9 uur",
        R.NO_DAY,
        ["2026-11-23 09:00", "2026-11-24 09:00", "2026-11-25 09:00", "2026-11-26 09:00", "2026-11-27 09:00"],
    ),
    # A date that has just gone by, and a day number that this month does not have.
    ("1 november 9 uur", R.PAST, ["2027-11-01 09:00"]),
    ("17 november 9 uur", R.PAST, ["2027-11-17 09:00"]),
    ("19 september 9 uur", R.PAST, ["2027-09-19 09:00"]),
    ("week 46 maandag 9 uur", R.PAST, ["2027-11-15 09:00"]),
    ("de 17e 9 uur", R.PAST, ["2026-12-17 09:00"]),
    ("de 31e 9 uur", R.NO_SUCH_DATE, ["2026-12-31 09:00"]),
    ("de 18e 15 uur", R.WHICH_DAY, ["2026-11-18 15:00", "2026-12-18 15:00"]),
    # Nights belong to two days, and eight days are a week to some.
    ("vrijdag middernacht", R.WHICH_DAY, ["2026-11-20 00:00", "2026-11-21 00:00"]),
    ("vrijdag 12 uur 's nachts", R.WHICH_DAY, ["2026-11-20 00:00", "2026-11-21 00:00"]),
    ("vannacht 3 uur", R.WHICH_DAY, ["2026-11-19 03:00"]),
    ("vrijdag 00:30", R.WHICH_DAY, ["2026-11-20 00:30", "2026-11-21 00:30"]),
    ("over acht dagen 9 uur", R.WHICH_DAY, ["2026-11-25 09:00", "2026-11-26 09:00"]),
    # Words that leave room.
    ("do 3", R.UNSURE, ["2026-11-19 15:00"]),
    ("morgen drie", R.UNSURE, ["2026-11-19 15:00"]),
    ("morgen 1430", R.UNSURE, ["2026-11-19 14:30"]),
    ("morgen om 2030", R.UNSURE, ["2026-11-19 20:30"]),
    ("morgen rond 3 uur", R.UNSURE, ["2026-11-19 15:00"]),
    ("morgen ongeveer half drie", R.UNSURE, ["2026-11-19 14:30"]),
    ("morgen half 2 uur", R.UNSURE, ["2026-11-19 13:30"]),
    ("morgen een uur", R.UNSURE, ["2026-11-19 13:00"]),
    ("morgen 1 uur", R.UNSURE, ["2026-11-19 13:00"]),
    ("morgen 1u30", R.UNSURE, ["2026-11-19 13:30"]),
    ("zo half drie", R.UNSURE, ["2026-11-22 14:30"]),
    ("zo om 3 uur", R.UNSURE, ["2026-11-22 15:00"]),
    ("3.12 14:30", R.UNSURE, ["2026-12-03 14:30"]),
    ("do 3.12", R.NO_TIME, ["2026-11-19 15:12"]),
    ("dinsdag 24 14:30", R.UNSURE, ["2026-11-24 14:30"]),
    ("over 14 uur", R.UNSURE, ["2026-11-19 00:00"]),
]

U = UnreadReason
UNREAD: dict[UnreadReason, tuple[str, ...]] = {
    U.PAST: (
        *(
            "gisteren 9 uur",
            "gisteren",
            "eergisteren 15 uur",
            "afgelopen dinsdag 9 uur",
            "vorige week dinsdag 9 uur",
        ),
        *(
            "deze week maandag 9 uur",
            "9 november 2026 9 uur",
            "vanochtend 9 uur",
            "vandaag 09:00",
            "10-11-12 9 uur",
        ),
        *("vandaag 08:30", "deze week maandag", "9 november 2026"),
    ),
    U.NO_SUCH_DATE: (
        *(
            "31 februari 9 uur",
            "29-2 9 uur",
            "29 februari 2027 9 uur",
            "30/2",
            "31 november",
            "0-12 9 uur",
            "12-25",
        ),
        *(
            "32 december 9 uur",
            "2026-13-01 9 uur",
            "2026-02-30 9 uur",
            "week 54 maandag 9 uur",
            "week 0 maandag 9 uur",
        ),
        *("32e 9 uur", "31-4-2027"),
    ),
    U.TOO_FAR: ("3 december 2028 9 uur", "3-12-2199 9 uur", "over 370 dagen 9 uur", "over 55 weken 9 uur"),
    U.NOT_UNDERSTOOD: (
        # Nothing, and no time at all.
        *(
            "",
            " ",
            "?",
            "hallo",
            "om",
            "op de",
            "graag",
            "uur",
            "half",
            "kwart voor",
            "over",
            "over 3",
            "kwart over",
        ),
        # Words that turn the meaning round, or make it vague.
        *(
            "niet dinsdag 9 uur",
            "dinsdag of woensdag 9 uur",
            "dinsdag 9 of 10 uur",
            "tussen 9 en 10",
            "elke dinsdag 9 uur",
        ),
        *(
            "iedere dinsdag 9 uur",
            "dinsdags 9 uur",
            "morgen voor drie uur",
            "morgen na 3 uur",
            "vanaf morgen 9 uur",
        ),
        *(
            "morgen tot 3 uur",
            "dinsdag 9 tot 10 uur",
            "morgen tegen 10 uur",
            "morgen uiterlijk 9 uur",
            "behalve di 9 uur",
        ),
        *(
            "liever niet morgen 9 uur",
            "later dan dinsdag 9 uur",
            "morgen 9 uur niet",
            "rond de middag",
            "zo snel mogelijk",
        ),
        *("eerste dinsdag 9 uur", "de derde dinsdag 9 uur", "laatste vrijdag 9 uur", "tweede kerstdag 9 uur"),
        # Two days or two times.
        *("dinsdag woensdag 9 uur", "3-12 4-12 9 uur", "morgen overmorgen 9 uur", "dinsdag dinsdag 9 uur"),
        *("10.30 11.30", "morgen 9.00-10.00", "morgen 9-10 uur", "di 3-4 uur", "3 3", "morgen 9 uur 10 uur"),
        *("morgen 9 uur half 10", "volgende week morgen 9 uur", "morgen over 3 uur", "dinsdag over 3 uur"),
        # Times that contradict themselves or do not exist.
        *(
            "morgen 14 uur 's ochtends",
            "morgen 11 uur s middags",
            "morgen 2 uur 's avonds",
            "vanavond 12 uur",
        ),
        *(
            "morgen 25:00",
            "morgen 24:00",
            "morgen 12:60",
            "morgen 24 uur",
            "morgen 14:3",
            "morgen 9:5",
            "morgen 930",
        ),
        *(
            "morgen half 14",
            "morgen half 0",
            "morgen half 03",
            "om een dinsdag",
            "donderdag morgen 3 uur",
            "morgen kwart voor 13",
            "morgen 7 over 3",
            "over half drie",
            "morgen -9 uur",
        ),
        *(
            "morgen half uur",
            "morgen 14:30:00",
            "morgen 9u3 december",
            "9u02 jan 2026",
            "10 over 3 dagen uur",
        ),
        # Dates as others write them, and broken ones.
        *(
            "december 3 9 uur",
            "3 - 12 9 uur",
            "3-12- 9 uur",
            "2026-12-033 uur",
            "morgen 14:305 december",
            "volgende week komende dinsdag 9 uur",
            "3-12-202 9 uur",
            "2026/12/03 9 uur",
            "3 dec 26 14:30",
        ),
        # Other writing, and signs that change what is seen.
        *(
            "morgen ٣ uur",
            "morgen ९ uur",
            "morgen \uff19 uur",
            "morgen ③ uur",
            "\u202emorgen 03:41",
            "morgen 9\u200b:30",
        ),
        *(
            "morgen 3\ufe0f\u20e3 uur",
            "❌ morgen 9 uur",
            "morgen 9 uur 👎",
            "morgen ± 9 uur",
            "morgen >9 uur",
            "~9 uur morgen",
        ),
        *(
            "<b>morgen 9 uur</b>",
            "*morgen* 9 uur",
            "morgen 9 uur; drop table",
            "мorgen 9 uur",
            "morgen? 9 uur",
        ),
        # Words that are like ours.
        *(
            "zorgen 9 uur",
            "mogen 9 uur",
            "3 taart 9 uur",
            "dondag 9 uur",
            "donsdag 9 uur",
            "zandag 9 uur",
            "regen 9 uur",
        ),
        *(
            "waar kom je vandaan",
            "jan 9 uur",
            "ma komt om 3",
            "morgen 9 uur bij oma",
            "a4 9 uur",
            "dinsdag 9 uur x",
        ),
    ),
}


@pytest.mark.parametrize(("phrase", "reason", "options"), DOUBTS)
def test_what_leaves_room_is_asked(phrase: str, reason: DoubtReason, options: list[str]) -> None:
    assert read_moment(phrase, now=NOW) == Doubt(reason, tuple(instant(option) for option in options))


@pytest.mark.parametrize(
    ("phrase", "reason"), [(phrase, reason) for reason, phrases in UNREAD.items() for phrase in phrases]
)
def test_what_is_no_moment_is_not_read(phrase: str, reason: UnreadReason) -> None:
    assert read_moment(phrase, now=NOW) == Unread(reason)


@pytest.mark.parametrize(
    "phrase", ["29 maart 02:30", "zondag 02:30", "29-3-2026 2 uur 's nachts", "morgen 02.00 uur"]
)
def test_an_hour_that_the_clocks_skip_is_no_moment(phrase: str) -> None:
    assert read_moment(phrase, now=instant("2026-03-28 10:00")) == Unread(UnreadReason.SKIPPED_HOUR)


@pytest.mark.parametrize(
    "phrase", ["25 oktober 02:30", "zondag 02:30", "25-10-2026 half 3 's nachts", "morgen 02.30"]
)
def test_an_hour_that_comes_twice_is_asked(phrase: str) -> None:
    both = instants_at(date(2026, 10, 25), time(2, 30))
    assert read_moment(phrase, now=instant("2026-10-24 10:00")) == Doubt(DoubtReason.DOUBLED_HOUR, both)


def test_between_the_two_the_second_is_left() -> None:
    first, second = instants_at(date(2026, 10, 25), time(2, 30))
    reading = read_moment("25 oktober 02:30", now=first)
    assert isinstance(reading, Doubt)
    assert second in reading.options
    assert first not in reading.options


@pytest.mark.parametrize(
    "phrase", ["morgen 9 uur", "overmorgen 9 uur", "over 2 dagen 9 uur", "komende woensdag 9 uur"]
)
def test_in_the_small_hours_tomorrow_may_be_the_day_that_began(phrase: str) -> None:
    reading = read_moment(phrase, now=instant("2026-11-18 00:30"))
    assert isinstance(reading, Doubt)
    assert len(reading.options) == 2


def test_early_in_january_december_has_just_gone_by() -> None:
    reading = read_moment("30 december 9 uur", now=instant("2027-01-02 10:00"))
    assert reading == Doubt(DoubtReason.PAST, (instant("2027-12-30 09:00"),))


@pytest.mark.parametrize(
    "text", ["9 uur " * 2000, "x" * 10_000, "3" * 10_000, " " * 10_000 + "morgen", "😊" * 10_000]
)
def test_ten_thousand_characters_cost_nothing(text: str) -> None:
    assert read_moment(text, now=NOW) == Unread(UnreadReason.NOT_UNDERSTOOD)
    assert seconds_to_read(text) < 0.005


@pytest.mark.parametrize(
    "text", ["5 over " * 8, "om 3 " * 8, "een half " * 8, "di 3 " * 8, "dinsdagmiddagg " * 8]
)
def test_no_phrase_makes_the_grammar_wander(text: str) -> None:
    assert read_moment(text, now=NOW) == Unread(UnreadReason.NOT_UNDERSTOOD)
    assert seconds_to_read(text) < 0.02


def seconds_to_read(text: str) -> float:
    """The quickest of five, so that a busy machine does not count."""
    return min(timeit.repeat(lambda: read_moment(text, now=NOW), repeat=5, number=1))
