"""What a person chooses for themselves, and what follows for whoever must reach them."""

from datetime import time

import pytest

from domain.calendar import QuietHours
from domain.linking import Reachability
from domain.people import Form
from domain.work_items import WorkKind
from tests.usecases.world import World, wall
from usecases import preferences

THURSDAY = "2026-12-03 14:00"


async def test_a_choice_changes_only_what_was_chosen(world: World) -> None:
    before = await world.do(preferences.read, world.who("fatima"))
    await world.prefer("fatima", morning_reminder=True)
    after = await world.do(preferences.read, world.who("fatima"))
    assert after.morning_reminder
    assert (after.form, after.quiet_hours, after.shared_phone) == (
        before.form,
        before.quiet_hours,
        before.shared_phone,
    )


async def test_every_choice_is_kept(world: World) -> None:
    hours = QuietHours(time(21), time(7, 30))
    made = await world.do(
        preferences.change,
        world.who("jan"),
        form=Form.JE,
        quiet_hours=hours,
        morning_reminder=True,
        shared_phone=True,
    )
    kept = await world.do(preferences.read, world.who("jan"))
    assert kept == made
    assert (kept.form, kept.quiet_hours, kept.shared_phone) == (Form.JE, hours, True)


async def test_a_choice_can_be_taken_back(world: World) -> None:
    await world.prefer("fatima", shared_phone=True)
    await world.prefer("fatima", shared_phone=False)
    assert not (await world.do(preferences.read, world.who("fatima"))).shared_phone


async def test_a_young_person_begins_with_je_and_a_parent_with_u(world: World) -> None:
    assert (await world.do(preferences.read, world.who("noor"))).form is Form.JE
    assert (await world.do(preferences.read, world.who("fatima"))).form is Form.U


async def test_own_quiet_hours_hold_messages_back(world: World) -> None:
    await world.prefer("fatima", quiet_hours=QuietHours(time(8), time(18)))
    await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-23 17:59")
    assert world.said_to("fatima") == []
    await world.at("2026-11-23 18:00")
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]


async def test_stop_sends_nothing_more_and_tells_the_gezinsmanager_to_use_another_way(world: World) -> None:
    await world.do(preferences.pause, world.who("fatima"))
    (item,) = await world.items()
    assert (item.kind, item.person, item.urgent) == (WorkKind.CALL_PAUSED, world.id("fatima"), True)
    await world.plan("fatima", at=THURSDAY)
    await world.at("2026-12-04 12:00")
    assert world.said_to("fatima") == []


async def test_stop_twice_is_one(world: World) -> None:
    for _ in range(2):
        await world.do(preferences.pause, world.who("fatima"))
    (item,) = await world.items()
    assert item.count == 1


async def test_start_resumes_and_takes_it_off_the_list(world: World) -> None:
    await world.do(preferences.pause, world.who("fatima"))
    assert await world.do(preferences.resume, world.who("fatima"))
    assert await world.items() == ()
    assert not await world.do(preferences.resume, world.who("fatima"))
    await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-23 10:00")
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]


async def test_a_pause_of_one_holds_nobody_elses_messages_back(world: World) -> None:
    await world.do(preferences.pause, world.who("fatima"))
    await world.plan("fatima", "jan", at=THURSDAY)
    await world.at("2026-11-23 10:00")
    assert world.kinds_said_to("jan") == ["AppointmentMade"]


async def test_who_blocks_the_bot_is_on_the_list_once_and_off_it_when_let_in_again(world: World) -> None:
    for _ in range(2):
        await world.do(preferences.blocked, world.who("fatima"))
    (item,) = await world.items()
    assert (item.kind, item.person, item.count) == (WorkKind.CALL_NOT_REACHED, world.id("fatima"), 1)
    assert (await world.link("fatima")).reachability is Reachability.BLOCKED
    await world.do(preferences.unblocked, world.who("fatima"))
    assert await world.items() == ()
    assert (await world.link("fatima")).reachability is Reachability.LINKED


@pytest.mark.parametrize("is_paused", [True, False])
async def test_who_presses_start_can_be_reached_whatever_we_thought(world: World, is_paused: bool) -> None:
    if is_paused:
        await world.do(preferences.pause, world.who("fatima"))
    await world.do(preferences.blocked, world.who("fatima"))
    await world.do(preferences.resume, world.who("fatima"))
    assert (await world.link("fatima")).reachability is Reachability.LINKED
    assert await world.items() == ()


async def test_a_choice_holds_from_the_next_message_on_not_from_the_next_appointment(world: World) -> None:
    world.clock.now = wall("2026-11-23 19:45")
    await world.plan("fatima", at=THURSDAY)
    await world.prefer("fatima", quiet_hours=QuietHours(time(19), time(10)))
    await world.at("2026-11-24 09:59")
    assert world.said_to("fatima") == []
    await world.at("2026-11-24 10:00")
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]
