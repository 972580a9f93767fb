"""The log: one line per event with ids only, and nothing that could betray a token, a name or a text."""

import asyncio
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

ROOMS = ("bot", "handlers", "web", "usecases", "domain", "storage", "locales")
ROOT = Path(__file__).resolve().parent.parent

TOKEN = re.compile(r"\b\d{4,12}:[A-Za-z0-9_-]{8,}")
"""The shape of a bot token; a little wider than real ones, so that a made-up one never passes either."""

GONE = "[WEG]"
FACTS = "facts"
QUIET = dict.fromkeys(("httpx", "httpcore", "apscheduler", "fontTools"), logging.WARNING)
"""httpx writes the address with the token at INFO (security §7.1); fontTools which letters a paper has."""

FLOOR = {"telegram": logging.INFO, "aiosqlite": logging.INFO, "asyncio": logging.INFO}
"""telegram and aiosqlite write texts at DEBUG."""

_SAFE = re.compile(r"[^A-Za-z0-9_.:/+,<>-]")


def event(log: logging.Logger, name: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Write one event: a dotted key, and ids or numbers; never a text that a person wrote or reads."""
    log.log(level, name, extra={FACTS: facts})


def failure(log: logging.Logger, name: str, error: BaseException, **facts: object) -> None:
    """Write that something failed: which kind of error and where in our own code, never what it says."""
    event(log, name, level=logging.ERROR, error=kinds(error), at=places(error), **facts)


def kinds(error: BaseException) -> str:
    """The type names of an error and of what caused it, outermost first."""
    return "/".join(type(one).__name__ for one in _chain(error))


def places(error: BaseException) -> str:
    """Our own lines that an error passed, outermost first; frames of libraries say nothing to us."""
    found = [place for one in _chain(error) for place in _frames(one.__traceback__)]
    return ">".join(found[-8:]) or "-"


class Plain(logging.Formatter):
    """One line per record. What others log is reduced to who and where: their text may quote anything."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        known = {part for secret in secrets for part in (secret, secret.partition(":")[2]) if part}
        ordered = sorted(known, key=len, reverse=True)
        self._secret = re.compile("|".join([TOKEN.pattern, *map(re.escape, ordered)]))

    def format(self, record: logging.LogRecord) -> str:
        """The line, without anything that looks like a token."""
        facts: dict[str, object] | None = getattr(record, FACTS, None)
        if facts is None:
            line = self._foreign(record)
        else:
            pairs = [f"{key}={_value(value)}" for key, value in facts.items() if value is not None]
            line = " ".join([f"event={_value(record.msg)}", *pairs])
        return self._secret.sub(GONE, f"{record.levelname.lower()} {line}")

    def _foreign(self, record: logging.LogRecord) -> str:
        line = f"event=foreign logger={_value(record.name)} at={_value(record.module)}:{record.lineno}"
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line += f" error={kinds(error)} ours={places(error)}"
        return line


def set_up(
    secrets: tuple[str, ...] = (), stream: IO[str] | None = None, *, level: int = logging.INFO
) -> None:
    """Send everything that is logged, and every error nobody caught, through our own formatter."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Plain(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # Of libraries only trouble is worth a line, unless somebody looks for a fault.
    root.setLevel(level if level < logging.INFO else logging.WARNING)
    logging.getLogger("kring").setLevel(level)
    for name, floor in {**QUIET, **FLOOR}.items():
        logging.getLogger(name).setLevel(max(floor, level))
    logging.captureWarnings(capture=True)
    # The logging package would print the record, content and all, when formatting it fails.
    logging.raiseExceptions = False
    sys.excepthook = _uncaught


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Have errors that no task waits for written by us instead of by asyncio."""
    loop.set_exception_handler(_unwatched)


def _uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    failure(logging.getLogger("kring"), "crash", error)


def _unwatched(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    log = logging.getLogger("kring.loop")
    if isinstance(error, BaseException):
        failure(log, "loop.error", error)
    else:
        event(log, "loop.warning", level=logging.WARNING)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen and len(seen) < 6:
        seen.add(id(following))
        yield following
        if isinstance(following, BaseExceptionGroup):
            following = following.exceptions[0]
        else:
            following = following.__cause__ or following.__context__


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ROOMS:
            yield f"{path.relative_to(ROOT).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next


def _value(value: object) -> str:
    return _SAFE.sub("_", str(value))[:400] or "-"
