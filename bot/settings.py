"""The settings: what the environment says, checked so that an unsafe combination never starts."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.origin import is_near, is_origin, plain_origin, port_of, read_listen

PREFIX = "KRING_"
TELEGRAM = "https://api.telegram.org"

FICTIONAL_NUMBER = "0800-0000000"
"""Shown when nothing is set on loopback; it belongs to nobody and is refused everywhere else."""

WINDOW_PORT = 8078

CHECKED_FOR = timedelta(days=90)
"""How long a telephone number that somebody checked counts as right (DESIGN §8)."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{2,19}")


class StartRefused(Exception):
    """Kring may not start like this; ``key`` finds the one sentence about it, ``values`` fill it in."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Settings(BaseSettings):
    """Everything that can be set, from variables that begin with ``KRING_``.

    Paths are made absolute by nobody: they count from the folder Kring is started in. ``now`` and
    ``clock_file`` stay text, since the clock reads them (see ``bot/clock.py``).
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    token: SecretStr = SecretStr("")
    api_base: str = TELEGRAM
    database_url: str = "kring.db"
    keys_url: str = ""
    master_key_file: Path | None = None
    emergency_number: str = ""
    emergency_checked: date | None = None
    confidant_number: str = ""
    now: str = ""
    clock_file: Path | None = None
    ladder_file: Path | None = None
    window_url: str = ""
    window_listen: str = ""
    files_dir: Path | None = None
    demo: bool = False

    @field_validator("window_url")
    @classmethod
    def _as_a_browser_names_it(cls, url: str) -> str:
        return plain_origin(url)

    @property
    def on_loopback(self) -> bool:
        """Whether the Bot API server stands on this very machine: then nothing real can happen."""
        return is_loopback(urlsplit(self.api_base).hostname or "")

    @property
    def server(self) -> str:
        """The server's root, without a slash at the end."""
        return self.api_base.rstrip("/")

    @property
    def database(self) -> Path:
        """The file that holds everything except keys."""
        return _path(self.database_url)

    @property
    def keys(self) -> Path:
        """The key store: ``<name>.keys.db`` beside the database unless it is set."""
        if self.keys_url:
            return _path(self.keys_url)
        return self.database.with_name(f"{self.database.stem}.keys.db")

    @property
    def master_key(self) -> Path:
        """The master key file; beside the database only on loopback, elsewhere it must be set."""
        return self.master_key_file or self.database.with_name(f"{self.database.stem}.key")

    @property
    def files(self) -> Path:
        """The folder of sealed files: ``<name>.files`` beside the database unless it is set."""
        return self.files_dir or self.database.with_name(f"{self.database.stem}.files")

    @property
    def listen_at(self) -> tuple[str, int]:
        """Host and port where the window is served: a reverse proxy stands before it, except on loopback."""
        if found := read_listen(self.window_listen):
            return found
        return "127.0.0.1", (port_of(self.window_url) if self.on_loopback else None) or WINDOW_PORT

    @property
    def lock(self) -> Path:
        """The file that one serving process holds at a time."""
        return self.database.with_name(f"{self.database.name}.lock")

    @property
    def started(self) -> Path:
        """Where a movable clock notes when ``now`` was first used with this database."""
        return self.database.with_name(f"{self.database.name}.started")

    @property
    def own_number(self) -> str:
        """The organisation's own emergency number, for the help card."""
        return self.emergency_number or (FICTIONAL_NUMBER if self.on_loopback else "")

    def number_is_stale(self, today: date) -> bool:
        """Whether nobody has checked the emergency number for too long."""
        return self.emergency_checked is not None and today - self.emergency_checked > CHECKED_FOR


def load(environment: Mapping[str, str] | None = None, *, serving: bool = True) -> Settings:
    """Read and check the settings; without ``serving`` (the command line) token and number may be missing.

    Raises:
        StartRefused: a setting is missing or unsafe; it names the setting and never shows its value.
    """
    try:
        settings = Settings() if environment is None else _from(environment)
    except ValidationError as wrong:
        raise StartRefused("start.unreadable", setting=_named(wrong)) from None
    _check_server(settings)
    _check_only_on_loopback(settings)
    _check_files(settings)
    _check_window(settings)
    _check_token(settings, serving=serving)
    _check_number(settings, serving=serving)
    return settings


def is_loopback(host: str) -> bool:
    """Whether this host name or address means this machine: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _from(environment: Mapping[str, str]) -> Settings:
    # Named one by one instead of read from the process, so that a test never sees the machine's own.
    given = {
        name: environment[f"{PREFIX}{name.upper()}"]
        for name in Settings.model_fields
        if environment.get(f"{PREFIX}{name.upper()}")
    }
    return Settings.model_validate(given)


def _check_server(settings: Settings) -> None:
    try:
        parts = urlsplit(settings.api_base)
        scheme = parts.scheme if parts.hostname and parts.port != 0 else ""
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https"):
        raise StartRefused("start.unreadable", setting="KRING_API_BASE")
    if scheme != "https" and not settings.on_loopback:
        raise StartRefused("start.not_encrypted", setting="KRING_API_BASE")


def _check_only_on_loopback(settings: Settings) -> None:
    only = (
        ("KRING_NOW", settings.now),
        ("KRING_CLOCK_FILE", settings.clock_file),
        ("KRING_DEMO", settings.demo),
    )
    for name, given in only:
        if given and not settings.on_loopback:
            raise StartRefused("start.only_on_loopback", setting=name)


def _check_files(settings: Settings) -> None:
    for name, url in (("KRING_DATABASE_URL", settings.database_url), ("KRING_KEYS_URL", settings.keys_url)):
        if "://" in url and not url.startswith("sqlite:///"):
            raise StartRefused("start.unreadable", setting=name)
    if settings.keys.absolute() == settings.database.absolute():
        raise StartRefused("start.same_file", setting="KRING_KEYS_URL")
    if settings.master_key_file is None and not settings.on_loopback:
        raise StartRefused("start.missing", setting="KRING_MASTER_KEY_FILE")


def _check_window(settings: Settings) -> None:
    if settings.window_listen and read_listen(settings.window_listen) is None:
        raise StartRefused("start.unreadable", setting="KRING_WINDOW_LISTEN")
    if not settings.window_url:
        return
    if not is_origin(settings.window_url):
        raise StartRefused("start.unreadable", setting="KRING_WINDOW_URL")
    plain = settings.window_url.startswith("http://")
    if plain and not (settings.on_loopback and is_near(settings.window_url)):
        raise StartRefused("start.not_encrypted", setting="KRING_WINDOW_URL")


def _check_token(settings: Settings, *, serving: bool) -> None:
    token = settings.token.get_secret_value()
    if not token and serving:
        raise StartRefused("start.missing", setting="KRING_TOKEN")
    if token and not _TOKEN.fullmatch(token):
        raise StartRefused("start.unreadable", setting="KRING_TOKEN")


def _check_number(settings: Settings, *, serving: bool) -> None:
    number = settings.own_number
    if not number and serving:
        raise StartRefused("start.missing", setting="KRING_EMERGENCY_NUMBER")
    if number and not _NUMBER.fullmatch(number):
        raise StartRefused("start.unreadable", setting="KRING_EMERGENCY_NUMBER")
    if settings.confidant_number and not _NUMBER.fullmatch(settings.confidant_number):
        raise StartRefused("start.unreadable", setting="KRING_CONFIDANT_NUMBER")
    if settings.on_loopback or not serving:
        return
    if _digits(number).endswith(_digits(FICTIONAL_NUMBER)[4:]):
        raise StartRefused("start.fictional", setting="KRING_EMERGENCY_NUMBER")
    if settings.emergency_checked is None:
        raise StartRefused("start.missing", setting="KRING_EMERGENCY_CHECKED")


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///")).expanduser()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _named(wrong: ValidationError) -> str:
    return PREFIX + str(wrong.errors(include_input=False)[0]["loc"][0]).upper().removeprefix(PREFIX)
