"""Phrases that have one meaning, and the moment they mean; now is Wednesday 18 November 2026, 10:00."""

from datetime import date, datetime, time

import pytest

from domain.calendar import at_local
from domain.spoken import Moment, read_moment

RIGHT: dict[str, tuple[str, ...]] = {
    "2026-11-18 12:00": ("vandaag twaalf uur", "vandaag 12 uur s middags", "12u vandaag"),
    "2026-11-18 14:30": (
        *("vandaag half drie", "vanmiddag half 3", "vandaag 14:30", "half drie vanmiddag", "14u30 vandaag"),
        *("van middag half 3", "vandaag om 14.30 uur", "vndaag half 3", "vanmiddag om half drie graag"),
    ),
    "2026-11-18 15:00": ("vandaag om 15 uur", "vandaag 3 uur", "vanmiddag om 3", "vandaag drie uur smiddags"),
    "2026-11-18 20:00": ("vanavond 8 uur", "vanavond om 8", "vandaag 20 uur", "'s avonds 8 uur vandaag"),
    "2026-11-18 11:00": (
        "over een uur",
        "over 1 uur",
        "over 60 minuten",
        "over een uurtje",
        "vandaag 11 uur",
    ),
    "2026-11-18 10:30": (
        "over een half uur",
        "over half uur",
        "over een halfuur",
        "over 30 min",
        "half 11 vandaag",
    ),
    "2026-11-18 10:45": (
        "over drie kwartier",
        "over 3 kwartier",
        "over 45 minuten",
        "kwart voor elf vandaag",
    ),
    "2026-11-18 11:30": ("over anderhalf uur", "over 1,5 uur", "over 1 uur en 30 minuten"),
    "2026-11-18 12:30": ("over twee en een half uur", "over 2.5 uur", "vandaag half een", "vandaag half 1"),
    "2026-11-18 13:00": ("over drie uur", "over 3 uur", "over 3u", "vandaag om een uur", "vandaag om 1"),
    "2026-11-19 08:00": ("morgen 8 uur", "morgen vroeg 8 uur", "morgenvroeg om 8", "morgenochtend acht uur"),
    "2026-11-19 07:00": (
        "morgenochtend 7 uur",
        "morgen 07:00",
        "do 7 uur 's ochtends",
        "7 uur s morgens morgen",
    ),
    "2026-11-19 06:00": ("morgen 06:00", "morgenochtend 6 uur"),
    "2026-11-19 07:30": ("morgenochtend half acht", "morgen 07.30", "donderdag half 8 in de ochtend"),
    "2026-11-19 09:00": (
        *(
            "morgen 9 uur",
            "morgen om 9",
            "morgen negen uur",
            "morgenochtend 9 uur",
            "9 uur morgen",
            "mrogen 9 uur",
        ),
        *(
            "morgen 9u",
            "morgen 9 u.",
            "morgen 9h",
            "morgen 09:00",
            "donderdag om 9 uur",
            "do 9 uur 's ochtends",
        ),
        *("Morgen om 9.00 uur.", "MORGEN 9 UUR", "  morgen   9 uur  ", "morgen\n9 uur", "⭐ morgen 9 uur 😊"),
        *(
            "do. 9 uur",
            "don 9 uur",
            "dond. 9 uur",
            "donderag 9 uur",
            "komende donderdag 9 uur",
            "19-11 9 uur",
        ),
        *("donderdag a.s. 9 uur", "a.s. donderdag 9 uur", "aanstaande donderdag 9 uur", "19 nov 9 uur"),
        *("deze donderdag 9 uur", "eerstvolgende donderdag om 9 uur", "donderdag aanstaande 9 uur"),
        *("donderdagochtend 9u", "donderdag morgen 9 uur", "donderdagmorgen om 9", "over 1 dag 9 uur"),
        *(
            "morgen donderdag 19 november om 9 uur",
            "deze week donderdag 9 uur",
            "do 19/11/2026 9u",
            "de 19e 9 uur",
        ),
        *(
            "morgen, donderdag 19 november, om 9 uur",
            "donderdag (19 november) 9 uur",
            "9uur morgen",
            "week 47 do 9 uur",
        ),
    ),
    "2026-11-19 14:30": (
        *(
            "do half drie",
            "do half 3",
            "donderdag half drie",
            "do halfdrie",
            "do half3",
            "half3 morgen",
            "Do. half drie",
        ),
        *(
            "morgen half drie",
            "morgenmiddag half 3",
            "morgen 14:30",
            "morgen 14.30",
            "morgen 14u30",
            "morgen 14 u 30",
        ),
        *(
            "morgen veertien uur dertig",
            "morgen 14 uur 30",
            "morgen om 1430",
            "morgen 1430 uur",
            "morgen 14:30u",
        ),
        *(
            "donderdag half 3 s middags",
            "donderdag middag half drie",
            "do hafl drie",
            "morgen middgag half 3",
        ),
        *(
            "donderdagmiddag om half drie",
            "donderdag in de middag om half 3",
            "morgen dan half drie",
            "half drie do",
        ),
        *("'s middags half drie morgen", "morgen ’s middags half drie", "donderdag smiddags om half drie"),
        *("morgen namiddag half 3", "om half drie morgen graag", "op donderdag om half drie", "morgen 2:30"),
    ),
    "2026-11-19 15:15": (
        *(
            "do kwart over 3",
            "morgen kwart over drie",
            "morgen kwrat over 3",
            "do 15.15",
            "do kwartover drie",
        ),
        *("kwart na drie morgen", "morgen om kwart over 3 uur", "do 15u15", "15 over 3 morgen", "do 3.15"),
    ),
    "2026-11-19 08:45": (
        "morgen kwart voor negen",
        "do kwart voor 9",
        "kwart voor negen morgen",
        "do 8.45 uur",
    ),
    "2026-11-19 15:20": (
        "morgen tien voor half vier",
        "do 10 voor half 4",
        "twintig over drie morgen",
        "do 15:20",
    ),
    "2026-11-19 15:35": ("do 5 over half 4", "morgen vijf over half vier", "5 minuten over half 4 morgen"),
    "2026-11-19 09:05": (
        "morgen vijf over negen",
        "do 5 over 9",
        "morgen 9u05",
        "morgen 9.05",
        "do vijfover negen",
    ),
    "2026-11-19 11:55": ("morgen vijf voor twaalf", "morgen 5 voor 12", "do 11:55"),
    "2026-11-19 12:20": ("morgen tien voor half een", "morgen 12.20", "twintig over twaalf morgen"),
    "2026-11-19 12:45": ("morgen kwart voor een", "do kwart voor 1", "do 12:45"),
    "2026-11-19 13:30": ("morgen half twee", "do half 2", "morgen om 1.30", "do 13u30"),
    "2026-11-19 18:00": ("morgen 6 uur", "morgen zes uur", "morgen 18 uur", "morgenavond 6 uur", "do om 6"),
    "2026-11-19 19:30": (
        "morgenavond half acht",
        "morgen 19:30",
        "half 8 's avonds morgen",
        "do avond half acht",
    ),
    "2026-11-20 09:00": (
        *(
            "overmorgen 9 uur",
            "overmorgen negen uur",
            "overmrogen 9 uur",
            "vrijdag 9 uur",
            "vr 9 uur",
            "vr. 9u",
        ),
        *(
            "vrijdga 9 uur",
            "over 2 dagen 9 uur",
            "over twee dagen om 9 uur",
            "de twintigste 9 uur",
            "vrydag 9 uur",
        ),
        *(
            "deze vrijdag 9 uur",
            "vrijdag 20 november 9 uur",
            "overmorgenochtend 9 uur",
            "vrijdagochtend 9 uur",
        ),
    ),
    "2026-11-20 21:00": (
        "9 uur 's avonds vrijdag",
        "vrijdagavond 9 uur",
        "vrijdag 21 uur",
        "vr eenentwintig uur",
    ),
    "2026-11-20 15:00": ("vrijdag 3 uur smiddags", "overmorgen 3 uur", "vr om drie uur", "vr vijftien uur"),
    "2026-11-21 09:00": (
        "zaterdag 9 uur",
        "za 9 uur",
        "zatredag 9 uur",
        "21ste om 9 uur",
        "over 3 dagen om 9 uur",
    ),
    "2026-11-22 14:30": (
        "zondag half drie",
        "zo. 14:30",
        "zo 22 nov 14:30",
        "zo 22-11 half 3",
        "zondagmiddag half 3",
    ),
    "2026-11-23 09:00": (
        "maandag 9 uur",
        "ma 9 uur",
        "volgende week maandag 9 uur",
        "maadnag 9 uur",
        "23/11 9u",
    ),
    "2026-11-24 10:00": (
        *(
            "dinsdag 10 uur",
            "di 10 uur",
            "dins 10 uur",
            "dinsdah 10 uur",
            "di. 24 nov. om 10.00 uur",
            "di 10u",
        ),
        *("volgende week dinsdag 10 uur", "dinsdag volgende week 10 uur", "volgende week op dinsdag 10 uur"),
        *(
            "komende dinsdag om 10 uur",
            "dinsdag 24 november 10 uur",
            "24 november 10 uur",
            "vierentwintig november 10u",
        ),
        *(
            "dinsdag de 24e om 10 uur",
            "dinsdag 24-11 10:00",
            "24-11-2026 10 uur",
            "2026-11-24 10:00",
            "op de 24e 10 uur",
        ),
        *(
            "di 24/11/26 10u",
            "24.11.2026 10 uur",
            "week 48 dinsdag 10 uur",
            "dinsdag in week 48 10 uur",
            "24nov 10u",
        ),
        *(
            "vierentwintigste 10 uur",
            "dinsdag van volgende week 10 uur",
            "24 novmber 10 uur",
            "10 uur 24 november",
        ),
    ),
    "2026-11-25 09:00": (
        *(
            "over een week 9 uur",
            "vandaag over een week 9 uur",
            "over 7 dagen 9 uur",
            "volgende woensdag 9 uur",
        ),
        *(
            "komende woensdag 9 uur",
            "volgende week woensdag 9 uur",
            "over 1 week om 9 uur",
            "woensdg 25 november 9 uur",
        ),
    ),
    "2026-11-26 14:30": (
        *(
            "donderdag over een week half drie",
            "morgen over een week half 3",
            "over een week donderdag half drie",
        ),
        *("volgende week donderdag half drie", "dond over een week 14u30", "donderdag over 1 week 14:30"),
    ),
    "2026-12-02 14:30": ("over twee weken half drie", "over 14 dagen half 3", "vandaag over 2 weken 14:30"),
    "2026-12-03 14:30": (
        *(
            "3 december 14:30",
            "drie december half drie",
            "3 dec half 3",
            "3-12 14:30",
            "3/12 half drie",
            "03/12 14u30",
        ),
        *(
            "03/12/2026 14:30",
            "2026-12-03 14:30",
            "3 dec 2026 14.30",
            "3e december half drie",
            "de derde half drie",
        ),
        *(
            "op 3 december om half drie",
            "do 3 december half drie",
            "derde december half 3",
            "3 decmber half drie",
        ),
        *(
            "donderdag 3 dec. om 14.30 uur",
            "half drie op 3 december",
            "14:30 3 dec",
            "3-12-26 half drie",
            "3dec 14u30",
        ),
        *("donderdag over twee weken half drie", "week 49 donderdag half 3", "de 3e december om half 3"),
    ),
    "2026-12-01 09:00": (
        "1 december 9 uur",
        "1e 9 uur",
        "eerste december 9 uur",
        "de 1e 9u",
        "week 49 dinsdag 9 uur",
    ),
    "2026-12-21 09:00": ("eenentwintig december 9 uur", "21 dec 9u", "21ste december 9 uur", "21-12 9:00"),
    "2027-01-02 09:00": ("2 januari 9 uur", "2-1 9 uur", "2 jan 2027 9 uur", "twee januari 9u"),
    "2027-01-05 10:00": (
        "week 1 dinsdag 10 uur",
        "dinsdag week 1 10 uur",
        "5 januari 2027 10 uur",
        "5-1 10u",
    ),
    "2027-03-03 10:00": ("3 maart 10 uur", "3 mrt 10 uur", "3-3 10 uur", "3 marrt 10 uur"),
    "2027-03-23 10:00": ("drieëntwintig maart 10 uur", "drieentwintig maart 10 uur", "23 maart om tien uur"),
    "2027-09-10 10:00": ("10 september 10 uur", "10 sept 10u", "tien sep tien uur", "10 septembr 10 uur"),
}

OTHER_NOWS = [
    # The nights of the clock changes, and the days before them.
    ("2026-03-28 10:00", "morgen 9 uur", "2026-03-29 09:00"),
    ("2026-10-24 10:00", "morgen half drie", "2026-10-25 14:30"),
    ("2026-10-24 23:30", "over 5 uur", "2026-10-25 03:30"),
    ("2026-03-28 23:30", "over 5 uur", "2026-03-29 05:30"),
    # The year's end, and weeks that belong to another year.
    ("2026-12-31 10:00", "morgen 10 uur", "2027-01-01 10:00"),
    ("2026-12-31 10:00", "1 januari 10 uur", "2027-01-01 10:00"),
    ("2026-12-31 10:00", "volgende week maandag 10 uur", "2027-01-04 10:00"),
    ("2026-12-28 08:00", "week 53 dinsdag 10 uur", "2026-12-29 10:00"),
    ("2026-12-28 08:00", "de 1e 10 uur", "2027-01-01 10:00"),
    ("2028-01-15 10:00", "29 februari 10 uur", "2028-02-29 10:00"),
    ("2027-11-18 10:00", "29-2 10 uur", "2028-02-29 10:00"),
    # Sunday ends the week, Monday begins it.
    ("2026-11-22 10:00", "volgende week dinsdag 10 uur", "2026-11-24 10:00"),
    ("2026-11-23 10:00", "volgende week dinsdag 10 uur", "2026-12-01 10:00"),
    ("2026-11-23 10:00", "deze week dinsdag 10 uur", "2026-11-24 10:00"),
    # In the small hours only what is clear either way is answered.
    ("2026-11-18 00:30", "vandaag 9 uur", "2026-11-18 09:00"),
    ("2026-11-18 00:30", "vrijdag 9 uur", "2026-11-20 09:00"),
    ("2026-11-18 04:00", "morgen 9 uur", "2026-11-19 09:00"),
]


def instant(text: str) -> datetime:
    return at_local(date.fromisoformat(text[:10]), time.fromisoformat(text[11:]))


NOW = instant("2026-11-18 10:00")


@pytest.mark.parametrize(
    ("phrase", "meant"), [(phrase, meant) for meant, phrases in RIGHT.items() for phrase in phrases]
)
def test_a_clear_phrase_means_one_moment(phrase: str, meant: str) -> None:
    assert read_moment(phrase, now=NOW) == Moment(instant(meant))


@pytest.mark.parametrize(("now", "phrase", "meant"), OTHER_NOWS)
def test_a_clear_phrase_on_another_day(now: str, phrase: str, meant: str) -> None:
    assert read_moment(phrase, now=instant(now)) == Moment(instant(meant))


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert sum(len(phrases) for phrases in RIGHT.values()) >= 250


def test_a_length_from_now_begins_at_the_minute_that_shows() -> None:
    now = NOW.replace(second=42, microsecond=7)
    assert read_moment("over een half uur", now=now) == Moment(instant("2026-11-18 10:30"))


def test_now_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_moment("morgen 9 uur", now=NOW.replace(tzinfo=None))
