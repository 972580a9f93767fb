"""`plans`: what a thousand plans that live cost, each of a family with four people and four goals.

Seconds of one core, counted over all threads and scaled to a thousand when fewer are measured (`count`): `plan_s` to
plan the round of a week, as the bot's tick does; `close_s` to close a thousand rounds of five answers each and look for
their signals; `summarise_s` is that and every family's summary after it, as the desk shows it, six rounds back. `wall`
has what the clock said, on one core that others may use too. `chart_ms`: drawing the picture of one goal, five people
over twelve weeks; `cpu_p95` is processor time. `trends`: server time in ms of the desk page with the trends of twelve
families over twelve weeks, from a process on one core.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from pathlib import Path
from time import perf_counter, process_time

from bench.figures import Json, tail
from bench.households import Houses, answered, households
from bench.population import archive_in
from bench.processes import cpu_seconds
from bench.stage import stage
from bench.visitors import comes_to_work, one_core, rests
from bench.wire import wire_to
from bot.checkins import CheckIns
from demo.browser import Browser
from demo.clock import Clock
from domain.actors import CaseManager
from domain.calendar import at_local, local
from domain.checkins import Scale
from domain.rounds import WEEK, closes_at, monday_of
from storage.archive import Archive
from usecases import summaries
from web.papers.charts import Chart, ChartLine
from web.papers.picture import draw

THOUSAND = 1000
WEEKS_BEHIND = 5
AT_A_DESK, WEEKS_SHOWN = 12, 12
TRENDS = "/werk/cijfers"
WARM_UP = 5
BREATH_S = 0.005
OPENS = wall(9, 30)


async def plans(folder: Path, desk: Path, *, count: int, rounds: int) -> Json:
    """All of it; `desk` is an empty folder for the window."""
    with one_core():
        thousand = await _a_round(folder, count)
    return {**thousand, "chart_ms": _chart_ms(rounds), "trends": await _trends(desk, rounds)}


async def _a_round(folder: Path, count: int) -> Json:
    """One week: planned on Monday morning, answered, closed on Sunday evening, and summarised."""
    monday = _monday()
    clock = Clock(folder / "clock")
    clock.move_to(_at_work(monday))
    async with archive_in(folder, folder / "clock") as archive:
        houses = await households(archive, count, weeks=WEEKS_BEHIND, monday=monday)
        ticking = CheckIns(archive, lambda: None)
        with _Stopwatch(count) as planned:
            await ticking.tick()
        await _everybody_answers(archive, houses)
        clock.move_to(closes_at(monday) + timedelta(minutes=1))
        with _Stopwatch(count) as closed:
            await ticking.tick()
        with _Stopwatch(count) as summarised:
            await _summarise(archive, houses)
    return {
        "plan_s": planned.cpu_s,
        "close_s": closed.cpu_s,
        "summarise_s": round(closed.cpu_s + summarised.cpu_s, 2),
        "wall": {"plan_s": planned.wall_s, "close_s": closed.wall_s, "see_s": summarised.wall_s},
        "count": count,
    }


async def _everybody_answers(archive: Archive, houses: Houses) -> None:
    for household in houses.families:
        async with archive.unit() as uow:
            newest = await uow.check_ins.newest_round(household.family)
            assert newest is not None, "no round was planned"  # noqa: S101 - a measurement of nothing is none
            await answered(uow, houses.case_manager, household, newest)


async def _summarise(archive: Archive, houses: Houses) -> None:
    for household in houses.families:
        async with archive.unit() as uow:
            who = CaseManager(houses.case_manager, houses.team)
            found = await summaries.see(uow, who, family=household.family)
            assert found.summary is not None, "no round was closed"  # noqa: S101 - as above


def _chart_ms(rounds: int) -> Json:
    first = date(2027, 1, 4)
    weeks = [first + WEEK * number for number in range(WEEKS_SHOWN)]
    lines = tuple(
        ChartLine(
            name, style, Scale.NUMBERS, tuple((week, (style + 3 * n) % 11) for n, week in enumerate(weeks))
        )
        for style, name in enumerate(("moeder", "vader", "zoon", "dochter", "gezinsmanager"))
    )
    moments = ((weeks[3], "nieuw plan"), (weeks[6], "afspraak"), (weeks[9], "afspraak"))
    chart = Chart("Op tijd naar bed", lines, weeks[0], weeks[-1], moments)
    draw(chart)
    taken, cpu = [], []
    for _ in range(rounds):
        begun, before = perf_counter(), process_time()
        draw(chart)
        taken.append((perf_counter() - begun) * 1000)
        cpu.append((process_time() - before) * 1000)
    return {**tail(taken), "cpu_p95": tail(cpu)["p95"]}


async def _trends(folder: Path, rounds: int) -> Json:
    async with _desk(folder) as (origin, pid, desk), wire_to(origin) as wire:
        ms, cpu, size = [], [], 0
        for number in range(WARM_UP + rounds):
            before = cpu_seconds(pid)
            answer = await wire.get(TRENDS, desk.cookies)
            await asyncio.sleep(BREATH_S)
            size = len(answer.body)
            if number >= WARM_UP:
                ms.append(answer.ms)
                cpu.append((cpu_seconds(pid) - before) * 1000)
    return {**tail(ms), "cpu_p95": tail(cpu)["p95"], "bytes": size, "families": AT_A_DESK}


@asynccontextmanager
async def _desk(folder: Path) -> AsyncIterator[tuple[str, int, Browser]]:
    """A window served by a process of its own on one core, with the gezinsmanager of twelve families inside."""
    monday = _monday()
    async with stage(folder, _at_work(monday)) as both:
        async with archive_in(folder, folder / "clock") as archive:
            await households(archive, AT_A_DESK, weeks=WEEKS_SHOWN, monday=monday)
        with one_core():
            running = both.kring.running()
            process = await running.__aenter__()
        try:
            await rests(process.pid)
            async with Browser(both.kring.window) as desk:
                await comes_to_work(desk)
                yield both.kring.window, process.pid, desk
        finally:
            await running.__aexit__(None, None, None)


class _Stopwatch:
    """Seconds for a thousand, of which ``count`` are done in its block."""

    def __init__(self, count: int) -> None:
        self._times = THOUSAND / count
        self.wall_s = self.cpu_s = 0.0

    def __enter__(self) -> "_Stopwatch":
        self._begun = perf_counter(), process_time()
        return self

    def __exit__(self, *_: object) -> None:
        begun, cpu = self._begun
        self.wall_s = round((perf_counter() - begun) * self._times, 2)
        self.cpu_s = round((process_time() - cpu) * self._times, 2)


def _monday() -> date:
    return monday_of(local(datetime.now(UTC)).date()) + WEEK


def _at_work(monday: date) -> datetime:
    """Half past nine on this Monday (UTC)."""
    return at_local(monday, OPENS)
