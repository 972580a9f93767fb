"""Reading the command line and running one command; every failure is one Dutch sentence and an exit code."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence

from bot.cli.parser import parse
from bot.settings import UnsafeSetting, load_settings
from domain.errors import Refusal
from locales.catalogue import text

WRONG = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 refused, 2 a setting or option is wrong)."""
    args = parse(argv)
    try:
        settings = load_settings()
    except UnsafeSetting as unsafe:
        return _complain(str(unsafe), WRONG)
    if args.command == "run":
        from bot.process import run

        return run(settings)
    return _work(settings, args)


def _work(settings: object, args: Namespace) -> int:
    from bot.cli.office import office
    from bot.settings import Settings
    from bot.wiring import StartRefused

    assert isinstance(settings, Settings)  # noqa: S101 - load_settings made it
    command: Callable[[object, Namespace], Awaitable[None]] = args.function

    async def work() -> None:
        async with office(settings, as_json=args.json) as opened:
            await command(opened, args)

    try:
        asyncio.run(work())
    except Refusal as refusal:
        return _complain(text(refusal.code, "nl"), 1)
    except StartRefused as refused:
        return _complain(str(refused), WRONG)
    except KeyboardInterrupt:
        return 130
    return 0


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(sentence + "\n")
    return code
