"""`reminders_2000`: everybody is reminded at one moment; how long it takes and what it costs."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.figures import Json
from bench.population import archive_in, people
from bench.processes import cpu_seconds, echo_bot
from bench.stage import ECHO_TOKEN, TAPPER, Stage, stage, until, wednesday_morning
from demo.phone import Phone
from demo.server import StandIn
from domain.followups import FollowUp, FollowUpId
from domain.notices import StepKey

FIRST_CHAT = 50_000
FOR_THE_ECHO = 200
"""What one message costs the echo bot does not depend on how many there are."""

AHEAD = timedelta(minutes=30)
SETTLES_S = 0.5
LONGEST_S = 600.0


@dataclass(frozen=True, slots=True)
class Watched:
    """From the moment that something had to be sent: seconds to the first and the last, and processor time."""

    count: int
    first_s: float
    wall_s: float
    cpu_s: float

    @property
    def share(self) -> float:
        """Of one core."""
        return round(self.cpu_s / self.wall_s, 3)

    @property
    def ms_each(self) -> float:
        """Processor time of one message."""
        return round(self.cpu_s / self.count * 1000, 2)


async def reminders(folder: Path, *, count: int) -> Json:
    """So many follow-ups fall due together; each becomes a notice, an intent, a message and a settled row.

    The echo bot sends the same kind of message at the same pace in a loop, and keeps nothing.
    """
    begin = wednesday_morning()
    moment = begin + AHEAD
    chats = range(FIRST_CHAT, FIRST_CHAT + count)
    async with stage(folder, begin) as both:
        await _plan(folder, chats, moment)
        ours = await _kring(both, chats, moment)
        theirs = await _echo(both, chats[:FOR_THE_ECHO])
    return {
        "count": count,
        "wall_s": round(ours.wall_s, 1),
        "first_after_s": round(ours.first_s, 2),
        "per_second": round(count / ours.wall_s, 1),
        "cpu_share": ours.share,
        "ms_each": ours.ms_each,
        "echo_cpu_share": theirs.share,
        "echo_ms_each": theirs.ms_each,
    }


async def _plan(folder: Path, chats: range, moment: datetime) -> None:
    """Everybody has an appointment the day after, and is to be reminded now."""
    async with archive_in(folder, folder / "clock") as archive:
        invited = await people(archive, chats, starts_at=moment + timedelta(days=1))
        async with archive.unit() as uow:
            await uow.follow_ups.add(
                tuple(
                    FollowUp(
                        id=FollowUpId(uow.new_id()),
                        appointment=one.appointment,
                        person=one.person,
                        step=StepKey.DAY_BEFORE,
                        due_at=moment,
                    )
                    for one in invited
                )
            )


async def _kring(both: Stage, chats: range, moment: datetime) -> Watched:
    async with both.kring.running() as process:
        await _is_up(both.kring_stand_in, chats)
        before = cpu_seconds(process.pid)
        both.kring_stand_in.clock.move_to(moment)
        return await _watch(both.kring_stand_in, process.pid, before, len(chats))


async def _echo(both: Stage, chats: range) -> Watched:
    async with echo_bot(both.folder, ECHO_TOKEN, both.echo_address) as process:
        await _is_up(both.echo_stand_in, chats)
        before = cpu_seconds(process.pid)
        both.echo_stand_in.world.says(TAPPER, f"/remind {len(chats)} {chats[0]}")
        return await _watch(both.echo_stand_in, process.pid, before, len(chats))


async def _is_up(stand_in: StandIn, chats: range) -> None:
    """Everybody has pressed Start at some time, and the bot answers now."""
    for chat in chats:
        stand_in.world.meet(chat, "Puck")
        stand_in.world.chats[chat].started = True
    stranger = Phone(stand_in, TAPPER, "Tess")
    await stranger.says("/start")
    await until(lambda: bool(stand_in.journal.sent(TAPPER)), "the bot did not come up")
    await asyncio.sleep(SETTLES_S)
    stand_in.journal.clear()


async def _watch(stand_in: StandIn, pid: int, cpu_before: float, count: int) -> Watched:
    began = asyncio.get_running_loop().time()
    await until(
        lambda: len(stand_in.journal.calls) >= count and len(stand_in.journal.sent()) >= count,
        "not everybody was reminded",
        LONGEST_S,
    )
    sent = stand_in.journal.sent()
    await asyncio.sleep(SETTLES_S)
    return Watched(count, sent[0].real - began, sent[-1].real - began, cpu_seconds(pid) - cpu_before)
