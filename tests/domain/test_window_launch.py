"""Launch data: made by Telegram, whole, fresh, of one meaning; everything else is refused in one way."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.launch import LAUNCH_AHEAD, LAUNCH_LIVES, LONGEST, launch_key, read_launch
from domain.window import EntryFailed

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TOKEN = "123456:test-token-of-nobody"
KEY = launch_key(TOKEN)
USER = json.dumps({"id": 601, "first_name": "Fatima", "language_code": "nl"})


def mark(fields: dict[str, str], token: str = TOKEN) -> str:
    """The mark, worked out here as Telegram describes it and not as we do."""
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    text = "\n".join(sorted(f"{name}={value}" for name, value in fields.items()))
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def data(**changes: str | None) -> str:
    """Launch data with these fields changed before it was marked; None leaves one out."""
    fields = {"auth_date": str(int(NOW.timestamp())), "query_id": "AAH", "user": USER, "signature": "abc_-"}
    kept = {name: value for name, value in {**fields, **changes}.items() if value is not None}
    return urlencode({**kept, "hash": mark(kept)})


def refused(init_data: str, key: bytes = KEY, now: datetime = NOW) -> bool:
    try:
        read_launch(init_data, key, now)
    except EntryFailed as failed:
        return (failed.detail, failed.args) == ("", (EntryFailed.code,))
    return False


def test_what_telegram_made_is_read() -> None:
    launch = read_launch(data(), KEY, NOW)
    assert (launch.user, launch.at, len(launch.digest)) == (601, NOW, 32)
    assert launch.good_until == NOW + LAUNCH_LIVES


def test_the_key_is_the_one_that_telegram_describes() -> None:
    """The roles of key and text are easily swapped."""
    swapped = hmac.new(TOKEN.encode(), b"WebAppData", hashlib.sha256).digest()
    assert hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest() == KEY != swapped


@pytest.mark.parametrize(
    "age", [timedelta(0), LAUNCH_LIVES - timedelta(seconds=1), -LAUNCH_AHEAD], ids=["now", "old", "ahead"]
)
def test_it_is_fresh_for_five_minutes_and_may_be_half_a_minute_ahead(age: timedelta) -> None:
    assert not refused(data(), now=NOW + age)


@pytest.mark.parametrize("age", [LAUNCH_LIVES, timedelta(days=1), -LAUNCH_AHEAD - timedelta(seconds=1)])
def test_stale_and_future_data_is_refused(age: timedelta) -> None:
    assert refused(data(), now=NOW + age)


def test_another_bots_data_is_refused() -> None:
    assert refused(data(), key=launch_key("123456:another"))


@given(st.data())
def test_not_one_character_can_be_changed(draw: st.DataObject) -> None:
    whole = data()
    at = draw.draw(st.integers(0, len(whole) - 1))
    other = draw.draw(st.characters(codec="utf-8").filter(lambda c: c != whole[at]))
    changed = whole[:at] + other + whole[at + 1 :]
    try:
        # Hexadecimal digits of an escape may be written large or small: that is the same text.
        assert read_launch(changed, KEY, NOW) == read_launch(whole, KEY, NOW)
        assert changed.casefold() == whole.casefold()
    except EntryFailed:
        pass


@given(st.text(max_size=300))
def test_no_text_at_all_gets_through_or_breaks_it(text: str) -> None:
    assert refused(text)
    assert refused(f"{data()}&x={text}")


@pytest.mark.parametrize("name", ["user", "auth_date", "hash", "query_id", "signature"])
def test_a_doubled_field_is_refused_also_with_the_same_value(name: str) -> None:
    whole = data()
    field = next(part for part in whole.split("&") if part.startswith(f"{name}="))
    assert refused(f"{whole}&{field}")
    assert refused(f"{field}&{whole}")


@pytest.mark.parametrize("name", ["user", "auth_date", "hash"])
def test_a_missing_field_is_refused(name: str) -> None:
    whole = data(**{name: None}) if name != "hash" else data()
    assert refused("&".join(part for part in whole.split("&") if not part.startswith(f"{name}=")))


def test_fields_cannot_be_melted_into_one_another() -> None:
    """The marked text is lines: two fields would read the same as one with a line break in it."""
    fields = dict(part.split("=", 1) for part in data().split("&"))
    melted = f"query_id=AAH{quote(chr(10))}signature%3Dabc_-"
    rest = "&".join(f"{name}={fields[name]}" for name in ("auth_date", "user", "hash"))
    assert refused(f"{melted}&{rest}")


def test_nor_can_a_name_take_a_part_of_its_value() -> None:
    whole = data(query_id="AA=H")
    assert not refused(whole)
    other = whole.replace("query_id=AA%3DH", "query_id%3DAA=H")
    assert other != whole
    assert refused(other)


def test_the_mark_is_written_in_one_way() -> None:
    whole = data()
    told = whole.rsplit("=", 1)[1]
    assert refused(whole.replace(told, told.upper()))
    assert refused(whole.replace(told, f"{told[:32]} {told[32:]}"))
    assert refused(whole.replace(told, ""))


@pytest.mark.parametrize("when", ["", "-1", "1e9", "0x5", " 1", "٣", "9" * 12, "9" * 13])
def test_a_moment_that_is_none_is_refused(when: str) -> None:
    assert refused(data(auth_date=when))


@pytest.mark.parametrize(
    "user",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"id": "601"}',
        '{"id": 601.0}',
        '{"id": true}',
        '{"id": 0}',
        '{"id": -5}',
        '{"id": 4503599627370496}',
        '{"id": NaN}',
        "{",
        "[" * 4000,
    ],
)
def test_a_user_that_is_none_is_refused(user: str) -> None:
    assert refused(data(user=user))


def test_too_much_is_refused() -> None:
    assert refused(data(start_param="x" * LONGEST))
    assert refused(data(**{f"f{n}": "x" for n in range(40)}))


def test_a_second_writing_of_the_same_data_has_the_same_digest() -> None:
    whole = data()
    other = "&".join(reversed(whole.replace("+", "%20").split("&")))
    assert other != whole
    assert read_launch(other, KEY, NOW).digest == read_launch(whole, KEY, NOW).digest
