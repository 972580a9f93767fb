"""Changing an appointment: what everybody hears is compared with what they were told, never a message per slip."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.appointments import Answer, Outcome
from domain.delivery import DispatchState, Failure
from domain.errors import AlreadyCancelled, AlreadyStarted, NotTheFuture, Outdated, Unsuitable
from domain.notices import AppointmentCancelled, AppointmentDelayed, AppointmentMade, AppointmentMoved
from domain.people import FlagKind
from domain.work_items import WorkKind
from tests.usecases.world import CLOCKWORK, UNSEEN, World, of_families, wall
from usecases import appointments, attendance, delivery, work_items

THURSDAY = "2026-12-03 14:00"
FRIDAY = "2026-12-04 10:30"
TEN_MINUTES = timedelta(minutes=10)


async def test_nobody_hears_anything_during_the_first_ten_minutes(world: World) -> None:
    await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-23 09:09")
    assert world.said_to("fatima") == []
    await world.at("2026-11-23 09:10")
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]


async def test_what_begins_within_the_hour_is_told_at_once(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 10:00")
    await world.tick()
    assert world.said_to("fatima") == [AppointmentMade(made.id, 0, made.starts_at)]


async def test_a_move_voids_reminders_and_unsent_messages_in_the_same_commit(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    world.clock.now += TEN_MINUTES
    await world.look()
    (unsent,) = await world.dispatches("fatima")
    old = world.rows("SELECT id FROM follow_ups WHERE state = 'planned'")
    assert old

    async with world.unit() as uow:
        await appointments.move(uow, world.sanne, appointment_id=made.id, version=0, to=wall(FRIDAY))
        planned = await uow.follow_ups.planned_of(made.id)
        dispatch = await uow.dispatches.get(unsent.id)
    assert dispatch is not None
    assert dispatch.state is DispatchState.VOID
    assert not {(f.id.bytes,) for f in planned} & set(old)
    assert {f.due_at for f in planned} & {wall("2026-12-03 10:00")}


async def test_a_move_says_old_and_new_and_asks_anew(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at(TEN_MINUTES)
    await world.do(
        attendance.answer, world.who("fatima"), appointment_id=made.id, version=0, said=Answer.COMING
    )
    moved = await world.move(made, FRIDAY)
    await world.at(TEN_MINUTES)

    assert world.said_to("fatima")[-1] == AppointmentMoved(made.id, 1, wall(THURSDAY), wall(FRIDAY))
    assert (await world.appointment(made.id)).of(world.id("fatima")).answer is Answer.NONE
    assert moved.sequence == 1


async def test_three_moves_in_a_row_are_one_message_with_the_right_old_moment(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at(TEN_MINUTES)
    for to in ("2026-12-04 09:00", "2026-12-04 09:30", FRIDAY):
        await world.move(made, to)
        await world.at(timedelta(minutes=3))
    await world.at(TEN_MINUTES)
    assert world.said_to("fatima")[1:] == [AppointmentMoved(made.id, 3, wall(THURSDAY), wall(FRIDAY))]


async def test_a_move_that_is_taken_back_within_ten_minutes_is_never_heard_of(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at(TEN_MINUTES)
    await world.move(made, FRIDAY)
    await world.at(timedelta(minutes=9))
    await world.move(made, THURSDAY)
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]


async def test_a_cancellation_that_is_taken_back_within_ten_minutes_is_never_heard_of(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at(TEN_MINUTES)
    await world.cancel(made)
    await world.at(timedelta(minutes=9))
    await world.restore(made)
    await world.at(timedelta(hours=1))
    assert world.kinds_said_to("fatima") == ["AppointmentMade"]


async def test_a_cancellation_taken_back_later_is_heard_of_as_a_new_appointment(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at(TEN_MINUTES)
    await world.cancel(made)
    await world.at(TEN_MINUTES)
    await world.restore(made)
    await world.at(TEN_MINUTES)
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentCancelled", "AppointmentMade"]


async def test_made_in_the_evening_moved_and_moved_back_is_heard_exactly_once_in_the_morning(
    world: World,
) -> None:
    world.clock.now = wall("2026-11-23 19:55")
    made = await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-23 20:10")
    await world.move(made, FRIDAY)
    await world.at("2026-11-23 20:15")
    await world.move(made, THURSDAY)

    await world.at("2026-11-24 08:59")
    assert world.said_to("fatima") == []
    await world.at("2026-11-24 09:00")
    assert world.said_to("fatima") == [AppointmentMade(made.id, 2, wall(THURSDAY))]
    await world.at("2026-11-24 09:59")
    assert len(world.said_to("fatima")) == 1


async def test_made_and_cancelled_while_she_sleeps_is_never_heard_of(world: World) -> None:
    world.clock.now = wall("2026-11-23 20:30")
    made = await world.plan("fatima", at=THURSDAY)
    await world.at("2026-11-23 21:00")
    await world.cancel(made)
    await world.at("2026-11-24 12:00")
    assert world.said_to("fatima") == []
    assert await world.items() == ()


async def test_a_cancellation_is_told_to_who_was_told(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at(TEN_MINUTES)
    await world.cancel(made)
    await world.at(TEN_MINUTES)
    assert world.said_to("fatima")[-1] == AppointmentCancelled(made.id, 1, wall(THURSDAY))


async def test_a_cancelled_appointment_reminds_nobody(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.at(TEN_MINUTES)
    await world.cancel(made)
    await world.at("2026-12-05 12:00")
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentCancelled"]
    assert await world.items() == ()


async def test_an_appointment_cannot_be_cancelled_twice(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.cancel(made)
    with pytest.raises(Outdated):
        await world.do(appointments.cancel, world.sanne, appointment_id=made.id, version=0)
    with pytest.raises(AlreadyCancelled):
        await world.do(appointments.cancel, world.sanne, appointment_id=made.id, version=1)


@pytest.mark.parametrize("verb", [appointments.cancel, appointments.restore])
async def test_a_button_of_an_earlier_state_does_nothing(
    world: World, verb: Callable[..., Awaitable[object]]
) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    await world.move(made, FRIDAY)
    before = await world.appointment(made.id)
    with pytest.raises(Outdated):
        await world.do(verb, world.sanne, appointment_id=made.id, version=0)
    assert await world.appointment(made.id) == before


async def test_what_was_not_cancelled_cannot_be_restored(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    with pytest.raises(Outdated):
        await world.do(appointments.restore, world.sanne, appointment_id=made.id, version=0)


async def test_what_has_begun_is_neither_moved_nor_cancelled(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    world.clock.now = wall(THURSDAY)
    with pytest.raises(AlreadyStarted):
        await world.move(made, FRIDAY)
    with pytest.raises(AlreadyStarted):
        await world.cancel(made)


async def test_it_cannot_be_moved_to_the_past(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    with pytest.raises(NotTheFuture):
        await world.move(made, "2026-11-23 09:00")


async def test_a_change_while_the_news_is_on_its_way_is_told_all_the_same(world: World) -> None:
    """The announcement has left and is not settled when it is called off, near its beginning: no window."""
    made = await world.plan("fatima", at="2026-11-23 09:50")
    await world.look()
    (news,) = await world.dispatches("fatima")
    await world.do(delivery.begin, CLOCKWORK, dispatch_id=news.id)
    await world.cancel(made)
    await world.look()
    await world.do(delivery.sent, CLOCKWORK, dispatch_id=news.id, message=1)
    await world.tick()
    assert world.kinds_said_to("fatima") == ["AppointmentCancelled"]


async def test_news_that_perhaps_arrived_of_what_is_off_since_is_for_a_person_to_set_right(
    world: World,
) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    world.clock.now += TEN_MINUTES
    await world.tick(of_families(UNSEEN))
    await world.cancel(made)
    await world.at(timedelta(hours=1))
    (item,) = await world.items()
    assert (item.kind, item.person) == (WorkKind.CALL_MAYBE_ARRIVED, world.id("fatima"))


async def test_a_call_still_to_be_made_stays_on_the_list_when_it_is_called_off(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    world.clock.now += TEN_MINUTES
    await world.tick(of_families(UNSEEN))
    world.clock.now += timedelta(seconds=20)
    await world.tick(of_families(UNSEEN))
    await world.at(timedelta(seconds=20))
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_MAYBE_ARRIVED]
    await world.cancel(made)
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_MAYBE_ARRIVED]


async def test_who_was_called_about_it_is_called_again_when_it_is_off(world: World) -> None:
    await world.unlink("wil")
    made = await world.plan("wil", at=THURSDAY)
    await world.at(timedelta(hours=1))
    (item,) = await world.items()
    await world.do(work_items.close, world.sanne, item_id=item.id)
    changed = await world.do(appointments.cancel, world.sanne, appointment_id=made.id, version=0)
    assert [c.value for c in changed.to_write] == ["grandmother"]
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_OR_WRITE]


async def test_who_was_called_because_a_message_came_too_late_is_told_that_it_is_off(world: World) -> None:
    world.clock.now = wall("2026-11-23 20:30")
    made = await world.plan("fatima", at="2026-11-24 08:30")
    await world.at("2026-11-23 21:00")
    (item,) = await world.items()
    assert item.kind is WorkKind.CALL_TOO_LATE
    await world.do(work_items.close, world.sanne, item_id=item.id)
    await world.cancel(made)
    await world.at("2026-11-23 21:30")
    assert world.kinds_said_to("fatima") == ["AppointmentCancelled"]


async def test_a_slip_put_right_at_once_leaves_nothing_on_the_list(world: World) -> None:
    await world.unlink("wil")
    made = await world.plan("wil", at=THURSDAY)
    await world.cancel(made)
    assert await world.items() == ()


async def test_a_move_puts_who_cannot_be_reached_on_the_list_again(world: World) -> None:
    await world.unlink("wil")
    made = await world.plan("fatima", "wil", at=THURSDAY)
    (item,) = await world.items()
    await world.do(work_items.close, world.sanne, item_id=item.id)
    await world.move(made, FRIDAY)
    (again,) = await world.items()
    assert (again.kind, again.person) == (WorkKind.CALL_OR_WRITE, world.id("wil"))


async def test_a_change_closes_the_questions_about_the_old_moment(world: World) -> None:
    made = await world.plan("fatima", "jan", at=THURSDAY)
    await world.do(
        attendance.answer, world.who("fatima"), appointment_id=made.id, version=0, said=Answer.CANNOT
    )
    assert [i.kind for i in await world.items()] == [WorkKind.SEE_CANNOT]
    await world.move(made, FRIDAY)
    assert await world.items() == ()


async def test_twenty_minutes_later_is_told_to_every_participant(world: World) -> None:
    made = await world.plan("fatima", "wil", at="2026-11-23 14:00")
    await world.at("2026-11-23 13:30")
    await world.do(appointments.delay, world.sanne, appointment_id=made.id, version=0, minutes=20)
    await world.tick()
    for key in ("fatima", "wil"):
        assert world.said_to(key)[-1] == AppointmentDelayed(made.id, 0, 20)


async def test_being_late_early_in_the_morning_is_no_use_after_the_beginning(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-24 08:30")
    await world.at("2026-11-24 08:00")
    await world.do(appointments.delay, world.sanne, appointment_id=made.id, version=0, minutes=20)
    await world.tick()
    assert "AppointmentDelayed" not in world.kinds_said_to("fatima")
    assert [i.kind for i in await world.items(WorkKind.CALL_TOO_LATE)] == [WorkKind.CALL_TOO_LATE]


@pytest.mark.parametrize("minutes", [0, 181])
async def test_late_is_one_minute_to_three_hours(world: World, minutes: int) -> None:
    made = await world.plan("fatima", at="2026-11-23 14:00")
    with pytest.raises(Unsuitable):
        await world.do(appointments.delay, world.sanne, appointment_id=made.id, version=0, minutes=minutes)


async def test_late_is_for_today_only_and_not_when_it_is_over_or_off(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-24 14:00")
    late: dict[str, Any] = {"appointment_id": made.id, "minutes": 20}
    with pytest.raises(Unsuitable):
        await world.do(appointments.delay, world.sanne, version=0, **late)
    world.clock.now = made.ends_at
    with pytest.raises(AlreadyStarted):
        await world.do(appointments.delay, world.sanne, version=0, **late)
    world.clock.now = wall("2026-11-24 13:00")
    await world.cancel(made)
    with pytest.raises(AlreadyCancelled):
        await world.do(appointments.delay, world.sanne, version=1, **late)


async def test_the_last_word_on_whether_it_took_place_counts_and_clears_the_list(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 14:00")
    await world.at("2026-11-23 15:00")
    assert [i.kind for i in await world.items(WorkKind.RECORD_OUTCOME)] == [WorkKind.RECORD_OUTCOME]
    for outcome in (Outcome.HELD, Outcome.NOT_HELD):
        await world.do(appointments.record_outcome, world.sanne, appointment_id=made.id, outcome=outcome)
        assert (await world.appointment(made.id)).outcome is outcome
    assert await world.items(WorkKind.RECORD_OUTCOME) == ()


async def test_an_outcome_is_for_what_has_begun_and_was_not_called_off(world: World) -> None:
    made = await world.plan("fatima", at="2026-11-23 14:00")
    record: dict[str, Any] = {"appointment_id": made.id, "outcome": Outcome.HELD}
    with pytest.raises(NotTheFuture):
        await world.do(appointments.record_outcome, world.sanne, **record)
    await world.cancel(made)
    with pytest.raises(AlreadyCancelled):
        await world.do(appointments.record_outcome, world.sanne, **record)


async def test_the_overview_holds_own_families_from_today_on(world: World) -> None:
    soon = await world.plan("fatima", at="2026-11-23 14:00")
    off = await world.plan("fatima", at=FRIDAY)
    await world.cancel(off)
    await world.at("2026-11-23 20:00")
    shown = await world.do(appointments.overview, world.sanne)
    assert [entry.appointment.id for entry in shown] == [soon.id]
    assert await world.do(appointments.overview, world.mehmet) == ()


async def test_a_secret_address_set_later_stays_hidden_after_a_move(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY, place="Kanariepad 12")
    await world.flag(FlagKind.SECRET_ADDRESS, "jan")
    await world.move(made, FRIDAY)
    assert not (await world.appointment(made.id)).place_may_be_shown


async def test_who_blocked_the_bot_and_was_called_is_called_about_the_change_too(world: World) -> None:
    made = await world.plan("fatima", at=THURSDAY)
    world.clock.now += TEN_MINUTES
    await world.tick(of_families(Failure.BLOCKED))
    (item,) = await world.items()
    await world.do(work_items.close, world.sanne, item_id=item.id)
    await world.cancel(made)
    await world.at(TEN_MINUTES)
    (again,) = await world.items()
    assert (again.kind, again.appointment) == (WorkKind.CALL_NOT_REACHED, made.id)
