"""`make bench`: measure speed and size, beside the same work done by python-telegram-bot alone."""

import argparse
import asyncio
import json
import os
import platform
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.danger import danger
from bench.due import next_due
from bench.figures import Json, aims_of, figure, judged
from bench.pins import pin_time
from bench.plans import plans
from bench.processes import BenchFailed
from bench.reminders import reminders
from bench.rota import rota
from bench.slow_phone import slow_phone
from bench.stage import stage
from bench.starts import start_and_rest
from bench.taps import tap_cost
from bench.visitors import opened
from bench.window import FAMILIES, MESSAGES, measured
from demo.kring import KringFailed


def main() -> int:
    """Measure and print; the exit status is 0 when everything could be measured, whatever came of it."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON for machines, and nothing else")
    parser.add_argument(
        "--quick", action="store_true", help="fewer rounds: a first impression in four minutes"
    )
    args = parser.parse_args()
    if platform.system() != "Linux":
        return _complain("Measuring needs Linux, which tells what another process has used.", 1)
    try:
        result = asyncio.run(_measure(quick=args.quick))
    except (BenchFailed, KringFailed, AssertionError) as failed:
        return _complain(f"The measuring stopped: {failed}", 1)
    except (asyncio.CancelledError, KeyboardInterrupt):
        return _complain("Stopped.", 130)
    print(json.dumps(result, indent=2) if args.json else _table(result))
    return 0


async def _measure(*, quick: bool) -> Json:
    """Everything in turn, so that nothing disturbs what is being measured."""
    task = asyncio.current_task()
    if task is not None:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    result: Json = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "quick": quick,
    }
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        where = {
            name: Path(folder) / name
            for name in ("due", "stage", "reminders", "window", "pin", "plans", "trends", "rota")
        }
        for path in where.values():
            path.mkdir()
        _say("a hundred thousand follow-ups …")
        result["next_due_ms"] = await next_due(where["due"], calls=200)
        async with stage(where["stage"]) as both:
            _say("taps …")
            rounds, taps = (3, 100) if quick else (5, 300)
            result["tap_cost_ratio"] = await tap_cost(both, rounds=rounds, taps=taps, warm_up=50)
            _say("starts …")
            result["start_s"], result["rss_mb"] = await start_and_rest(both, times=3 if quick else 5)
        _say("reminders for everybody …")
        result["reminders_2000"] = await reminders(where["reminders"], count=200 if quick else 2000)
        _say("the window …")
        async with opened(where["window"], families=FAMILIES, most=MESSAGES) as visited:
            result["window"] = await measured(visited, rounds=60 if quick else 300)
            _say("a slow telephone …")
            result["slow_phone"] = await slow_phone(visited, times=1 if quick else 5)
        _say("plans and check-ins of a thousand families …")
        result["plans"] = await plans(
            where["plans"], where["trends"], count=100 if quick else 1000, rounds=30 if quick else 200
        )
        _say("a year of tasks in five hundred families …")
        result["rota"] = await rota(where["rota"], count=100 if quick else 500, rounds=5 if quick else 20)
        _say("the PIN, and words of danger …")
        result["pin"] = await pin_time(where["pin"], tries=10 if quick else 40)
        result["danger"] = danger(rounds=50 if quick else 200)
    return judged(result)


def _table(result: Json) -> str:
    """One line for each aim, and the rest as it is."""
    lines = []
    for aim in aims_of(result):
        verdict = "met" if aim.is_met(result) else "NOT MET"
        lines.append(f"{aim.path:32} {figure(result, aim.path):9.3f}   {aim.rule}: {verdict}")
    return "\n".join([*lines, "", json.dumps(result, indent=2)])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _complain(line: str, code: int) -> int:
    _say(line)
    return code


if __name__ == "__main__":
    sys.exit(main())
