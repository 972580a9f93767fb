"""Reading the command line and running one command; every failure is one Dutch sentence and an exit code."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence

from bot.cli.crisis import SentencesUnreadable, check
from bot.cli.parser import parse
from bot.settings import Settings, StartRefused, load
from domain.errors import Refusal
from locales.catalogue import text

REFUSED, WRONG, STOPPED = 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 refused, 2 a setting or option is wrong."""
    args = parse(argv)
    try:
        if args.command == "run":
            from bot.process import run  # noqa: PLC0415 - help and mistakes answer without loading the bot

            return run(load())
        if args.command == "crisis":
            return check(args)
        return _work(load(serving=False), args)
    except StartRefused as refused:
        return _complain(text(refused.key, "nl", **refused.values), WRONG)
    except SentencesUnreadable:
        return _complain(text("cli.crisis.unreadable", "nl"), WRONG)
    except Refusal as refusal:
        return _complain(text(refusal.code, "nl"), REFUSED)
    except KeyboardInterrupt:
        return STOPPED


def _work(settings: Settings, args: Namespace) -> int:
    from bot.cli.office import office  # noqa: PLC0415 - as above

    command: Callable[[object, Namespace], Awaitable[None]] = args.function

    async def work() -> None:
        async with office(settings, as_json=args.json, make_key=args.command == "setup") as opened:
            await command(opened, args)

    asyncio.run(work())
    return 0


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(sentence + "\n")
    return code
