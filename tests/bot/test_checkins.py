"""The tick of check-ins: it does what is due, wakes the sender, and one family that fails holds up no other."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta

import pytest

from bot.checkins import CheckIns
from domain.work_items import WorkKind
from tests.support.cast import Cast, Files
from tests.support.plans_made import Wish, establish_in
from tests.usecases.checking_in import about_rounds
from tests.usecases.world import World, opened, wall


@pytest.fixture
async def world(files: Files, cast: Cast) -> AsyncIterator[World]:
    """Both families have a plan, established a week before the first round."""
    async with opened(files, cast) as made:
        async with made.unit() as uow:
            await establish_in(uow, cast)
            await establish_in(uow, cast, "Maan", goals=(Wish("🎵", "muziek", ("lotte",)),))
        await made.tick()
        yield made


def _rounds(world: World) -> list[str]:
    query = (
        "SELECT alias FROM rounds JOIN families ON families.id = rounds.family ORDER BY rounds.week, alias"
    )
    return [row[0] for row in world.rows(query)]


def _break(world: World) -> None:
    """The first week of family ⭐ is no day any more."""
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        damage = (
            "UPDATE plans SET rounds_from = 'x' WHERE id = (SELECT id FROM families WHERE alias = 'Ster')"
        )
        assert raw.execute(damage).rowcount == 1


async def test_it_plans_asks_and_closes_and_wakes_the_sender_only_when_something_may_leave(
    world: World,
) -> None:
    woken: list[str] = []
    tick = CheckIns(world.archive, lambda: woken.append("sender")).tick
    for moment, expected in (
        ("2026-11-29 23:00", 0),
        ("2026-11-30 00:00", 0),
        ("2026-12-04 15:59", 0),
        ("2026-12-04 16:00", 3),
        ("2026-12-06 20:00", 3),
    ):
        world.clock.now = wall(moment)
        await tick()
        assert len(woken) == expected, moment
    assert _rounds(world) == ["Maan", "Ster"]
    assert world.rows("SELECT count(*) FROM rounds WHERE closed_at IS NULL") == [(0,)]


async def test_one_family_that_fails_holds_up_no_other_and_comes_on_a_list_once(world: World) -> None:
    _break(world)
    world.clock.now = wall("2026-11-30 08:00")
    check_ins = CheckIns(world.archive, lambda: None)
    await check_ins.tick()
    assert _rounds(world) == ["Maan"]
    assert await world.items() == ()
    for _ in range(6):
        await check_ins.tick()
    (item,) = await world.items()
    assert (item.kind, item.family, item.count) == (WorkKind.CHECK_NOTICE, world.cast.families["Ster"].id, 1)


async def test_what_failed_is_tried_again_after_an_hour(world: World) -> None:
    _break(world)
    world.clock.now = wall("2026-11-30 08:00")
    check_ins = CheckIns(world.archive, lambda: None)
    for _ in range(3):
        await check_ins.tick()
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        raw.execute("UPDATE plans SET rounds_from = '2026-11-30'")
    world.clock.now += timedelta(minutes=59)
    await check_ins.tick()
    assert _rounds(world) == ["Maan"]
    world.clock.now += timedelta(minutes=1)
    await check_ins.tick()
    assert _rounds(world) == ["Maan", "Ster"]


async def test_a_turn_that_cannot_be_read_is_left_alone_and_the_others_are_asked(world: World) -> None:
    world.clock.now = wall("2026-11-30 08:00")
    await world.tick()
    with closing(sqlite3.connect(world.files.database)) as raw, raw:
        raw.execute("UPDATE turns SET ask_at = ask_at + 1 WHERE holder = ?", (world.id("fatima").bytes,))
    await world.at("2026-12-04 17:00")
    assert about_rounds(world, "fatima") == []
    assert about_rounds(world, "lotte") == [("CheckInAsked", "12-04 16:00")]
    assert world.rows("SELECT count(*) FROM turns WHERE look_at <= ?", 2**62) == [(2,)]
