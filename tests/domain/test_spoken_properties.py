"""What was meant is read back, and what chance makes of a phrase is never answered wrongly."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from domain.calendar import Wall, at_local, instants_at, local, wall_kind
from domain.spoken import Doubt, Moment, Unread, read_delay, read_duration, read_moment
from tests.domain.spoken_styles import may_be_said, phrase, ways_to_say_a_day, ways_to_say_a_time

nows = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(minutes=minutes)
)
daytime = nows.filter(lambda now: local(now).hour >= 4)
five_minutes = st.integers(0, 24 * 12 - 1).map(lambda five: time(five // 12, five % 12 * 5))
any_minute = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))


@st.composite
def spoken(draw: st.DrawFn, now: st.SearchStrategy[datetime] = nows) -> tuple[datetime, date, time, str]:
    """Now, and a later day and time within 300 days as somebody says them."""
    at_now = draw(now)
    today = local(at_now).date()
    day, wall = today + timedelta(days=draw(st.integers(0, 300))), draw(five_minutes | any_minute)
    assume(wall_kind(day, wall) is not Wall.SKIPPED and at_local(day, wall) > at_now)
    said_day = draw(st.sampled_from(sorted(ways_to_say_a_day(day, today))))
    said_time = draw(st.sampled_from(sorted(ways_to_say_a_time(wall))))
    day_first = draw(st.booleans())
    return at_now, day, wall, phrase(said_day, said_time) if day_first else phrase(said_time, said_day)


@given(spoken())
@settings(max_examples=1200, deadline=None)
def test_a_moment_said_in_any_style_is_read_back_or_offered(case: tuple[datetime, date, time, str]) -> None:
    now, day, wall, text = case
    reading = read_moment(text, now=now)
    match reading:
        case Moment(starts_at):
            assert (starts_at,) == instants_at(day, wall), text
        case Doubt(reason, options):
            assert set(instants_at(day, wall)) & set(options), (text, reason)
        case Unread(reason):
            raise AssertionError((text, reason))


@given(spoken(daytime), st.sampled_from(["drop", "double", "swap"]), st.integers(0, 12))
@settings(max_examples=1500, deadline=None)
def test_a_word_dropped_doubled_or_swapped_gives_no_other_moment(
    case: tuple[datetime, date, time, str], change: str, place: int
) -> None:
    now, day, wall, text = case
    words = text.split()
    place %= len(words)
    match change:
        case "drop":
            words = words[:place] + words[place + 1 :]
        case "double":
            words.insert(place, words[place])
        case _:
            words[place - 1], words[place] = words[place], words[place - 1]
    _no_guess(" ".join(words), now, meant=at_local(day, wall))


soup = st.lists(
    st.sampled_from(
        [
            *("morgen", "overmorgen", "vandaag", "dinsdag", "do", "volgende", "komende", "deze", "week"),
            *("over", "voor", "half", "kwart", "om", "uur", "een", "drie", "3", "9", "20", "tien", "12:30"),
            *(
                "december",
                "3-12",
                "14.30",
                "middag",
                "'s avonds",
                "dagen",
                "weken",
                "de",
                "24e",
                "12u",
                "2026",
            ),
        ]
    ),
    min_size=2,
    max_size=5,
)


@given(soup.map(" ".join), daytime)
@settings(max_examples=2500, deadline=None)
@example("morgen over 3 uur", datetime(2026, 11, 18, 9, tzinfo=UTC))
def test_word_soup_is_not_answered_unless_it_is_a_phrase(text: str, now: datetime) -> None:
    _no_guess(text, now, meant=None)


@given(st.text(max_size=60), nows)
def test_any_text_at_all_gets_an_answer(text: str, now: datetime) -> None:
    reading = read_moment(text, now=now)
    if isinstance(reading, Moment):
        assert reading.starts_at > now
    assert read_duration(text) is None or 5 <= (read_duration(text) or 0) <= 720
    assert read_delay(text) is None or 1 <= (read_delay(text) or 0) <= 240


@given(spoken())
def test_every_choice_is_ahead_ordered_and_within_a_year(case: tuple[datetime, date, time, str]) -> None:
    now, _, _, text = case
    reading = read_moment(text, now=now)
    options = reading.options if isinstance(reading, Doubt) else ()
    assert list(options) == sorted(set(options))
    assert all(now < option <= now + timedelta(days=366) for option in options)


def _no_guess(text: str, now: datetime, meant: datetime | None) -> None:
    reading = read_moment(text, now=now)
    if not isinstance(reading, Moment) or reading.starts_at == meant:
        return
    shown = local(reading.starts_at)
    length = (reading.starts_at - now.replace(second=0)) // timedelta(minutes=1)
    lengths = {f"over {name} uur" for name in (length / 60, length // 60)} if length % 60 == 0 else set()
    lengths |= {"over een uur"} if length == 60 else {"over drie uur"} if length == 180 else set()
    lengths |= {"over tien uur"} if length == 600 else set()
    assert text in lengths or may_be_said(text, shown.date(), shown.time(), local(now).date()), (text, shown)
