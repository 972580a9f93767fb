"""A table of good and bad combinations: nothing unsafe starts, and the one sentence names the setting."""

from datetime import date
from pathlib import Path

import pytest

from bot.settings import FICTIONAL_NUMBER, Settings, StartRefused, is_loopback, load
from locales.catalogue import text

TOKEN = "12345678:AAE-made_up_token_for_the_tests_00"

LIVE = {
    "KRING_TOKEN": TOKEN,
    "KRING_MASTER_KEY_FILE": "elsewhere/kring.key",
    "KRING_EMERGENCY_NUMBER": "088 123 45 67",
    "KRING_EMERGENCY_CHECKED": "2026-11-01",
}
LOOPBACK = {"KRING_TOKEN": TOKEN, "KRING_API_BASE": "http://127.0.0.1:8081"}


@pytest.mark.parametrize(
    "environment",
    [
        LIVE,
        LIVE | {"KRING_API_BASE": "https://bot-api.example.org/"},
        LIVE | {"KRING_API_BASE": "https://api.telegram.org"},
        LIVE | {"KRING_NOW": "", "KRING_CLOCK_FILE": ""},
        LIVE | {"KRING_DATABASE_URL": "sqlite:///var/kring.db"},
        LOOPBACK,
        LOOPBACK | {"KRING_API_BASE": "http://localhost:1"},
        LOOPBACK | {"KRING_API_BASE": "http://[::1]:8081"},
        LOOPBACK | {"KRING_API_BASE": "https://127.3.2.1"},
        LOOPBACK | {"KRING_NOW": "2026-11-24T10:00:00+01:00", "KRING_CLOCK_FILE": "clock"},
        LOOPBACK | {"KRING_EMERGENCY_NUMBER": FICTIONAL_NUMBER},
        LOOPBACK | {"KRING_EMERGENCY_NUMBER": "+31 (0)88-123 4567"},
        LIVE | {"KRING_WINDOW_URL": "https://venster.example.org", "KRING_WINDOW_LISTEN": "127.0.0.1:9000"},
        LIVE | {"KRING_WINDOW_URL": "https://venster.example.org:8443"},
        LOOPBACK | {"KRING_WINDOW_URL": "http://localhost:8078", "KRING_DEMO": "true"},
        LOOPBACK | {"KRING_WINDOW_URL": "http://127.0.0.1"},
    ],
)
def test_a_safe_combination_starts(environment: dict[str, str]) -> None:
    assert load(environment).own_number


@pytest.mark.parametrize(
    ("environment", "key", "setting"),
    [
        ({}, "start.missing", "KRING_MASTER_KEY_FILE"),
        (LIVE | {"KRING_TOKEN": ""}, "start.missing", "KRING_TOKEN"),
        (LIVE | {"KRING_TOKEN": "no token"}, "start.unreadable", "KRING_TOKEN"),
        (LIVE | {"KRING_TOKEN": f"{TOKEN}/../x"}, "start.unreadable", "KRING_TOKEN"),
        (LIVE | {"KRING_MASTER_KEY_FILE": ""}, "start.missing", "KRING_MASTER_KEY_FILE"),
        (LIVE | {"KRING_EMERGENCY_NUMBER": ""}, "start.missing", "KRING_EMERGENCY_NUMBER"),
        (LIVE | {"KRING_EMERGENCY_NUMBER": "bel maar"}, "start.unreadable", "KRING_EMERGENCY_NUMBER"),
        (LIVE | {"KRING_EMERGENCY_NUMBER": FICTIONAL_NUMBER}, "start.fictional", "KRING_EMERGENCY_NUMBER"),
        (LIVE | {"KRING_EMERGENCY_NUMBER": "08000000000"}, "start.fictional", "KRING_EMERGENCY_NUMBER"),
        (LIVE | {"KRING_EMERGENCY_CHECKED": ""}, "start.missing", "KRING_EMERGENCY_CHECKED"),
        (LIVE | {"KRING_EMERGENCY_CHECKED": "gisteren"}, "start.unreadable", "KRING_EMERGENCY_CHECKED"),
        *(
            (LIVE | {"KRING_WINDOW_URL": url}, "start.unreadable", "KRING_WINDOW_URL")
            for url in (
                "venster",
                "ftp://venster.example.org",
                "https://venster.example.org/pad",
                "https://venster.example.org?x=1",
                "https://venster.example.org#x",
                "https://iemand@venster.example.org",
                "https://venster.example.org:0",
                "https://venster.example.org:99999",
                "https://",
                "https://venster example.org",
            )
        ),
        (
            LIVE | {"KRING_WINDOW_URL": "http://venster.example.org"},
            "start.not_encrypted",
            "KRING_WINDOW_URL",
        ),
        (LIVE | {"KRING_WINDOW_URL": "http://localhost:8078"}, "start.not_encrypted", "KRING_WINDOW_URL"),
        (LOOPBACK | {"KRING_WINDOW_URL": "http://example.org"}, "start.not_encrypted", "KRING_WINDOW_URL"),
        (
            LOOPBACK | {"KRING_WINDOW_URL": "http://127.0.0.1.example.org"},
            "start.not_encrypted",
            "KRING_WINDOW_URL",
        ),
        (LIVE | {"KRING_WINDOW_LISTEN": "8078"}, "start.unreadable", "KRING_WINDOW_LISTEN"),
        (LIVE | {"KRING_WINDOW_LISTEN": "127.0.0.1:0"}, "start.unreadable", "KRING_WINDOW_LISTEN"),
        (LIVE | {"KRING_DEMO": "true"}, "start.only_on_loopback", "KRING_DEMO"),
        (LOOPBACK | {"KRING_DEMO": "misschien"}, "start.unreadable", "KRING_DEMO"),
        (LIVE | {"KRING_NOW": "2026-11-24T10:00:00Z"}, "start.only_on_loopback", "KRING_NOW"),
        (LIVE | {"KRING_CLOCK_FILE": "clock"}, "start.only_on_loopback", "KRING_CLOCK_FILE"),
        (LIVE | {"KRING_API_BASE": "http://bot-api.example.org"}, "start.not_encrypted", "KRING_API_BASE"),
        (LIVE | {"KRING_API_BASE": "http://127.0.0.1.example.org"}, "start.not_encrypted", "KRING_API_BASE"),
        (LIVE | {"KRING_API_BASE": "http://10.0.0.1"}, "start.not_encrypted", "KRING_API_BASE"),
        (LIVE | {"KRING_API_BASE": "ftp://127.0.0.1"}, "start.unreadable", "KRING_API_BASE"),
        (LIVE | {"KRING_API_BASE": "api.telegram.org"}, "start.unreadable", "KRING_API_BASE"),
        (LIVE | {"KRING_API_BASE": "https://127.0.0.1:x"}, "start.unreadable", "KRING_API_BASE"),
        (LIVE | {"KRING_DATABASE_URL": "postgresql://x/y"}, "start.unreadable", "KRING_DATABASE_URL"),
        (LIVE | {"KRING_KEYS_URL": "kring.db"}, "start.same_file", "KRING_KEYS_URL"),
        (LOOPBACK | {"KRING_TOKEN": ""}, "start.missing", "KRING_TOKEN"),
    ],
)
def test_an_unsafe_combination_does_not_start(environment: dict[str, str], key: str, setting: str) -> None:
    with pytest.raises(StartRefused) as refused:
        load(environment)

    assert (refused.value.key, refused.value.values["setting"]) == (key, setting)
    sentence = text(refused.value.key, "nl", **refused.value.values)
    assert setting in sentence
    assert "\n" not in sentence


def test_a_refusal_never_shows_what_was_filled_in() -> None:
    with pytest.raises(StartRefused) as refused:
        load(LIVE | {"KRING_TOKEN": "geheim geheim"})

    assert "geheim" not in repr(refused.value) + str(refused.value) + repr(refused.value.__cause__)
    assert TOKEN not in repr(load(LIVE))


def test_the_command_line_needs_neither_token_nor_number() -> None:
    settings = load({"KRING_MASTER_KEY_FILE": "elsewhere/kring.key"}, serving=False)
    assert not settings.own_number


def test_keys_and_lock_stand_beside_the_database_unless_told_otherwise() -> None:
    settings = load(LOOPBACK | {"KRING_DATABASE_URL": "var/proef.db"})
    assert settings.keys == Path("var/proef.keys.db")
    assert settings.master_key == Path("var/proef.key")
    assert settings.lock == Path("var/proef.db.lock")


@pytest.mark.parametrize(("today", "stale"), [(date(2027, 1, 30), False), (date(2027, 1, 31), True)])
def test_a_number_nobody_checked_for_ninety_days_is_stale(today: date, *, stale: bool) -> None:
    assert load(LIVE).number_is_stale(today) is stale


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "localhost.example.org", "127.0.0.1.nip.io", "10.0.0.1", "::"])
def test_no_other_machine_is_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRING_TOKEN", TOKEN)
    monkeypatch.setenv("KRING_API_BASE", "http://127.0.0.1:9")
    monkeypatch.setenv("KRING_NOW", "")
    assert load().server == "http://127.0.0.1:9"
    assert isinstance(load(), Settings)


@pytest.mark.parametrize(
    ("environment", "url", "listen"),
    [
        (LIVE, "", ("127.0.0.1", 8078)),
        (
            LIVE | {"KRING_WINDOW_URL": "HTTPS://Venster.Example.org:443/"},
            "https://venster.example.org",
            ("127.0.0.1", 8078),
        ),
        (
            LIVE | {"KRING_WINDOW_URL": "https://venster.example.org:8443"},
            "https://venster.example.org:8443",
            ("127.0.0.1", 8078),
        ),
        (
            LOOPBACK | {"KRING_WINDOW_URL": "http://localhost:9001"},
            "http://localhost:9001",
            ("127.0.0.1", 9001),
        ),
        (
            LOOPBACK | {"KRING_WINDOW_URL": "http://localhost:9001", "KRING_WINDOW_LISTEN": "[::1]:9002"},
            "http://localhost:9001",
            ("::1", 9002),
        ),
    ],
)
def test_the_window_is_named_as_a_browser_does_and_served_where_it_is_said(
    environment: dict[str, str], url: str, listen: tuple[str, int]
) -> None:
    settings = load(environment)
    assert (settings.window_url, settings.listen_at) == (url, listen)


def test_sealed_files_stand_beside_the_database_unless_it_is_said() -> None:
    assert load(LIVE | {"KRING_DATABASE_URL": "var/kring.db"}).files == Path("var/kring.files")
    assert load(LIVE | {"KRING_FILES_DIR": "elders"}).files == Path("elders")
