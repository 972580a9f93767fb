"""Whatever a person says reaches somebody who can act, also when the usual way is closed."""

from datetime import timedelta

from domain.appointments import Answer
from domain.bsn import without_bsn
from domain.names import is_symbol, same_symbol
from domain.notices import AnswerGiven
from domain.people import FlagKind
from domain.work_items import WorkKind
from tests.usecases.world import World, wall
from usecases import appointments, attendance, planning, work_items

TODAY = "2026-11-23 13:00"
SOON = "2026-11-25 14:00"


async def test_a_late_mother_stands_on_the_list_when_nobody_of_the_team_is_linked(world: World) -> None:
    made = await world.plan("fatima", at=TODAY)
    for key in ("sanne", "ria"):
        await world.unlink(key)
    await world.do(attendance.say_late, world.who("fatima"), appointment_id=made.id, version=0, minutes=15)
    (item,) = await world.items(WorkKind.SEE_LATE)
    assert item.person == world.id("fatima")


async def test_the_wished_moment_is_kept_with_the_question(world: World) -> None:
    await world.do(attendance.ask_appointment, world.who("fatima"), moment=wall(SOON))
    await world.do(attendance.ask_appointment, world.who("fatima"))
    (item,) = await world.items(WorkKind.PLAN_ASKED)
    assert (item.wish, item.count) == (wall(SOON), 2)


async def test_who_comes_after_all_is_told_too(world: World) -> None:
    made = await world.plan("fatima", at=SOON)
    for said in (Answer.CANNOT, Answer.COMING):
        await world.do(attendance.answer, world.who("fatima"), appointment_id=made.id, version=0, said=said)
        await world.tick()
    told = [notice.answer for notice in world.said_to("sanne") if isinstance(notice, AnswerGiven)]
    assert told == [Answer.CANNOT, Answer.COMING]


async def test_who_asks_again_hours_later_is_heard_again_but_not_twice_within_the_hour(world: World) -> None:
    for wait in (timedelta(0), timedelta(minutes=2), timedelta(hours=6), timedelta(minutes=5)):
        world.clock.now += wait
        await world.do(attendance.ask_call, world.who("fatima"))
        await world.tick()
    assert 2 <= world.kinds_said_to("sanne").count("WorkWaits") <= 3


async def test_a_delay_that_changes_back_is_told_each_time(world: World) -> None:
    made = await world.plan("fatima", at=TODAY)
    await world.at(timedelta(minutes=11))
    for minutes in (20, 10, 20):
        world.clock.now += timedelta(minutes=1)
        await world.do(appointments.delay, world.sanne, appointment_id=made.id, version=0, minutes=minutes)
        await world.tick()
    assert world.kinds_said_to("fatima").count("AppointmentDelayed") == 3


async def test_the_team_leader_sees_the_list_of_a_colleague_who_cannot_be_reached(world: World) -> None:
    await world.do(attendance.ask_appointment, world.who("fatima"))
    assert await world.do(work_items.see, world.ria) == ()
    await world.block("sanne")
    (entry,) = await world.do(work_items.see, world.ria)
    await world.do(work_items.close, world.ria, item_id=entry.item.id)
    assert await world.items() == ()


async def test_a_no_contact_flag_set_later_takes_a_shared_appointment_apart(world: World) -> None:
    made = await world.plan("fatima", "jan", at=SOON)
    await world.do(attendance.answer, world.who("jan"), appointment_id=made.id, version=0, said=Answer.COMING)
    await world.flag(FlagKind.NO_CONTACT, "jan", "fatima")
    (his,) = await world.do(attendance.agenda, world.who("jan")) or (None,)
    assert his is None or his.people == (world.id("jan"),)
    shared = await world.appointment(made.id)
    assert shared.people == (world.id("fatima"),)
    assert shared.apart
    await world.at("2026-11-25 13:00")
    assert world.kinds_said_to("jan")
    assert world.kinds_said_to("fatima")


async def test_an_address_that_became_secret_meanwhile_does_not_come_back_with_the_appointment(
    world: World,
) -> None:
    made = await world.plan("fatima", at=SOON, place="Dorpsstraat 12")
    cancelled = await world.cancel(made)
    await world.flag(FlagKind.SECRET_ADDRESS, "fatima")
    restored = await world.restore(cancelled)
    assert not restored.place_may_be_shown
    async with world.unit() as uow:
        family = await uow.families.family(restored.family)
        assert family is not None
        assert await planning.has_secret_address(uow, family)


def test_a_bsn_is_recognised_however_it_is_spaced() -> None:
    for typed in ("nr.111222333", "111-222-333", "111/222/333", "111 222 333", "111  222 333"):
        assert "111" not in without_bsn(typed), typed
    for other in ("0611222333", "111222334", "1112223334", "bel 0118-555123 of 112"):
        assert without_bsn(other) == other


def test_a_symbol_is_one_pictogram_and_its_colour_does_not_matter() -> None:
    assert same_symbol("❤", "❤️")
    assert is_symbol("⭐")
    assert not any(is_symbol(text) for text in (".", ":", "/", "a", "+", "⭐ ⭐", ""))
