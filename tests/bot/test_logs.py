"""Nothing leaks through the log: no token, no text, no name — not from us, not from a library, not from an error."""

import asyncio
import io
import logging
import sys
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest
from telegram import Bot
from telegram.error import InvalidToken

from bot import logs
from bot.clock import parse_instant

TOKEN = "987654321:AAF-a-token_that-nobody_may_see_1234"
WHISPER = "mijn zoontje durft niet naar school"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log says, at its most talkative; everything is put back afterwards."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    loud = {name: logging.getLogger(name).level for name in ("kring", *logs.QUIET, *logs.FLOOR)}
    stream = io.StringIO()
    logs.set_up((TOKEN,), stream, level=logging.DEBUG)
    try:
        yield stream
    finally:
        logging.captureWarnings(capture=False)
        logging.raiseExceptions = True
        root.handlers[:], root.level, sys.excepthook = handlers, level, hook
        for name, was in loud.items():
            logging.getLogger(name).setLevel(was)


def _is_clean(stream: io.StringIO) -> bool:
    said = stream.getvalue()
    return bool(said) and TOKEN not in said and TOKEN.partition(":")[2] not in said and WHISPER not in said


def test_an_event_is_one_line_of_keys_and_ids(written: io.StringIO) -> None:
    logs.event(logging.getLogger("kring.x"), "delivery.sent", dispatch=UUID(int=7), copy=None, n=3)
    assert (
        written.getvalue() == "info event=delivery.sent dispatch=00000000-0000-0000-0000-000000000007 n=3\n"
    )


def test_a_token_never_passes_whoever_says_it(written: io.StringIO) -> None:
    logs.event(
        logging.getLogger("kring"), "x", at=f"https://api/bot{TOKEN}/getMe", half=TOKEN.partition(":")[2]
    )
    logging.getLogger("telegram.ext").warning("rejected %s", TOKEN)
    logging.getLogger("somebody").error("bot%s", TOKEN, stack_info=True)
    assert _is_clean(written)


def test_what_a_library_says_is_reduced_to_who_and_where(written: io.StringIO) -> None:
    logging.getLogger("telegram.request").error('Can not load: "%s"', WHISPER)
    logging.getLogger("telegram.Bot").debug("sendMessage %s", WHISPER)
    logging.getLogger("aiosqlite").debug("insert %s", WHISPER)
    assert _is_clean(written)
    assert "event=foreign logger=telegram.request" in written.getvalue()
    assert "aiosqlite" not in written.getvalue()


def test_an_error_shows_its_kind_and_our_lines_only(written: io.StringIO) -> None:
    try:
        _betray()
    except InvalidToken as error:
        logs.failure(logging.getLogger("kring"), "x.failed", error)
        logging.getLogger("library").exception(WHISPER)
        sys.excepthook(type(error), error, error.__traceback__)
    assert _is_clean(written)
    assert "error=InvalidToken/ValueError" in written.getvalue()
    assert "event=crash" in written.getvalue()


def _betray() -> None:
    try:
        int(WHISPER)
    except ValueError as inner:
        raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.") from inner


def test_our_own_lines_are_named() -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its text is not what matters here
        parse_instant("2030-13-01")
    assert logs.places(caught.value).startswith("bot/clock.py:")
    assert "site-packages" not in logs.places(caught.value)


async def test_an_error_nobody_waits_for_is_written_by_us(written: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    logs.watch_loop(loop)
    loop.call_exception_handler({"message": WHISPER, "exception": RuntimeError(WHISPER)})
    loop.call_exception_handler({"message": WHISPER})
    assert _is_clean(written)
    assert "event=loop.error error=RuntimeError" in written.getvalue()


async def test_a_failing_call_to_telegram_betrays_no_token(written: io.StringIO) -> None:
    """The cause of a network error carries the address, and so the token (security §7.1)."""
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ConnectError) as caught:
            await client.post(f"http://127.0.0.1:9/bot{TOKEN}/sendMessage", data={"text": WHISPER})
    logs.failure(logging.getLogger("kring"), "x.failed", caught.value)
    logging.getLogger("kring").error("%r", Bot(TOKEN), exc_info=caught.value)
    assert _is_clean(written)
