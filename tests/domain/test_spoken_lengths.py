"""How long something takes and how much later somebody is, in minutes."""

import pytest

from domain.spoken import read_delay, read_duration

DURATIONS = {
    15: ("kwartier", "een kwartier", "kwartiertje", "15 min", "15 minuten", "vijftien minuten", "15min"),
    30: (
        "half uur",
        "een half uur",
        "halfuur",
        "halfuurtje",
        "half uurtje",
        "30 minuten",
        "30 min.",
        "dertig minuten",
    ),
    45: ("drie kwartier", "3 kwartier", "45 min", "45min", "vijfenveertig minuten", "45 Minuten"),
    60: ("een uur", "1 uur", "1u", "1 u", "uurtje", "een uurtje", "60 min", "1uur", "één uur"),
    75: (
        "5 kwartier",
        "1 uur en een kwartier",
        "een uur en een kwartier",
        "1u15",
        "1 uur 15",
        "een uur vijftien",
    ),
    90: (
        "anderhalf uur",
        "1u30",
        "1,5 uur",
        "1.5 uur",
        "1 uur 30 minuten",
        "1 uur en 30 min",
        "een en een half uur",
    ),
    120: ("twee uur", "2 uur", "2u", "120 minuten"),
    150: ("twee en een half uur", "2,5 uur", "2 uur 30"),
}
NO_DURATION = (
    *(
        "",
        "uur",
        "half",
        "half drie",
        "14:30",
        "1:30",
        "45",
        "een",
        "een half",
        "dag",
        "een dagdeel",
        "0 minuten",
    ),
    *(
        "3 minuten",
        "13 uur",
        "721 minuten",
        "-30 minuten",
        "30 minuten of een uur",
        "niet 30 minuten",
        "1,7 uur",
    ),
    *(
        "half uur half uur",
        "een kwart",
        "9 kwartier",
        "uur een",
        "2 uur 70",
        "30 m",
        "over een uur",
        "1 uur drie",
    ),
    *("30 minuten later", "٣٠ minuten", "half uur " * 500),
)

DELAYS = {
    5: ("5 minuten later", "5 min", "5 minuutjes later", "vijf minuten te laat"),
    10: ("10 minuten later", "ik ben 10 minuten later", "ik kom tien minuutjes later", "10 min te laat"),
    15: (
        "kwartiertje later",
        "een kwartier later",
        "kwartier",
        "kwartiertje",
        "15 min. vertraging",
        "een kwartiertje te laat",
    ),
    20: (
        "20 minuten later",
        "20 min later",
        "twintig minuten later",
        "ongeveer 20 minuten later",
        "20 minuten",
    ),
    30: (
        "half uur",
        "half uur later",
        "een half uur te laat",
        "half uurtje later",
        "we komen een half uur later",
    ),
    60: ("uurtje later", "een uur later", "1 uur later", "1u later"),
    90: ("anderhalf uur later", "1,5 uur later"),
    240: ("4 uur later",),
}
NO_DELAY = (
    *(
        "",
        "later",
        "te laat",
        "veel later",
        "20",
        "20 later",
        "niet 20 minuten later",
        "20 minuten eerder",
        "iets later",
    ),
    *(
        "over 20 minuten",
        "half drie",
        "5 uur later",
        "0 minuten later",
        "20 minuten later later",
        "morgen later",
    ),
    *(
        "tussen 10 en 20 minuten later",
        "10 of 20 minuten later",
        "later 20 minuten",
        "ik ben",
        "laat 20 minuten",
    ),
)


@pytest.mark.parametrize(
    ("text", "minutes"), [(t, minutes) for minutes, all_ in DURATIONS.items() for t in all_]
)
def test_a_length_is_read_in_minutes(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes


@pytest.mark.parametrize("text", NO_DURATION)
def test_what_is_not_surely_a_length_is_not_read(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"), [(t, minutes) for minutes, all_ in DELAYS.items() for t in all_]
)
def test_a_delay_is_read_in_minutes(text: str, minutes: int) -> None:
    assert read_delay(text) == minutes


@pytest.mark.parametrize("text", NO_DELAY)
def test_what_is_not_surely_a_delay_is_not_read(text: str) -> None:
    assert read_delay(text) is None


@pytest.mark.parametrize("minutes", [5, 59, 720])
def test_every_length_within_bounds_is_read_in_figures(minutes: int) -> None:
    assert read_duration(f"{minutes} minuten") == minutes
    assert read_duration(f"{minutes // 60 or 1} uur") == (minutes // 60 or 1) * 60
