"""Delivering: everything is decided when it leaves, and what does not arrive stands on exactly one open list."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.appointments import Answer, Appointment
from domain.delivery import QUARANTINE, Dispatch, DispatchState, Failure
from domain.errors import NotAllowed
from domain.notices import AppointmentMade, AppointmentMoved
from domain.people import FlagKind
from domain.work_items import OnList, WorkKind
from tests.usecases.world import CLOCKWORK, DIED, UNSEEN, World, of_colleagues, of_families, wall
from usecases import attendance, delivery, preferences, work_items
from usecases.delivery import Outgoing

THURSDAY = "2026-12-03 14:00"
TEN_MINUTES = timedelta(minutes=10)


async def _news(world: World, at: str = THURSDAY, *people: str) -> Dispatch:
    """A new appointment of Fatima, ready to be told."""
    await world.plan(*(people or ("fatima",)), at=at)
    world.clock.now += TEN_MINUTES
    await world.look()
    (dispatch, *_) = await world.dispatches("fatima")
    return dispatch


async def _begin(world: World, dispatch: Dispatch) -> Outgoing | None:
    return await world.do(delivery.begin, CLOCKWORK, dispatch_id=dispatch.id)


async def _state(world: World, dispatch: Dispatch) -> DispatchState:
    async with world.archive.reading() as uow:
        found = await uow.dispatches.get(dispatch.id)
    assert found is not None
    return found.state


async def _fail(world: World, dispatch: Dispatch, failure: Failure, wait: timedelta | None = None) -> None:
    await world.do(delivery.failed, CLOCKWORK, dispatch_id=dispatch.id, failure=failure, wait=wait)


async def test_the_intent_is_committed_before_anything_leaves(world: World) -> None:
    news = await _news(world)
    outgoing = await _begin(world, news)
    assert outgoing is not None
    assert await _state(world, news) is DispatchState.SENDING
    assert outgoing.chat.reveal() == "601"
    assert await _begin(world, news) is None


async def test_what_has_arrived_counts_as_told_and_not_before(world: World) -> None:
    news = await _news(world)
    await _begin(world, news)
    assert isinstance(news.notice, AppointmentMade)
    made = await world.appointment(news.notice.appointment)
    assert made.of(world.id("fatima")).told is None
    await world.do(delivery.sent, CLOCKWORK, dispatch_id=news.id, message=7)
    assert (await world.appointment(made.id)).of(world.id("fatima")).told is not None
    assert await _state(world, news) is DispatchState.SENT


async def test_quiet_hours_hold_until_they_end(world: World) -> None:
    world.clock.now = wall("2026-11-23 21:00")
    news = await _news(world)
    assert await _begin(world, news) is None
    assert await world.do(delivery.due, CLOCKWORK) == ()
    world.clock.now = wall("2026-11-24 09:00")
    assert await world.do(delivery.due, CLOCKWORK) == (news.id,)
    assert await _begin(world, news) is not None


async def test_what_would_be_held_beyond_its_use_is_called_about_now(world: World) -> None:
    world.clock.now = wall("2026-11-23 21:00")
    news = await _news(world, "2026-11-24 08:30")
    await world.deliver()
    assert await _state(world, news) is DispatchState.TOO_LATE
    (item,) = await world.items()
    assert (item.kind, item.urgent) == (WorkKind.CALL_TOO_LATE, True)
    assert "WorkWaits" in world.kinds_said_to("sanne")


async def _told_then(world: World, at: str) -> Appointment:
    made = await world.plan("fatima", at=at)
    await world.at(TEN_MINUTES)
    world.clock.now = wall("2026-11-23 21:00")
    return made


@pytest.mark.parametrize("to", ["2026-11-24 16:00", "2026-12-03 14:00"])
async def test_a_move_of_tomorrow_morning_goes_out_silently_at_night_together_with_a_call(
    world: World, to: str
) -> None:
    made = await _told_then(world, "2026-11-24 11:59")
    await world.move(made, to)
    await world.at(TEN_MINUTES)
    last = next(h for h in reversed(world.heard) if h.who == "fatima")
    assert isinstance(last.notice, AppointmentMoved)
    assert (last.silent, last.at) == (True, wall("2026-11-23 21:10"))
    assert [(i.kind, i.urgent) for i in await world.items(WorkKind.CALL_LAST_MINUTE)] == [
        (WorkKind.CALL_LAST_MINUTE, True)
    ]


async def test_a_move_to_tomorrow_morning_goes_out_at_night_too(world: World) -> None:
    made = await _told_then(world, "2026-11-26 14:00")
    await world.move(made, "2026-11-24 11:00")
    await world.at(TEN_MINUTES)
    assert world.kinds_said_to("fatima")[-1] == "AppointmentMoved"


async def test_a_cancellation_of_tomorrow_morning_goes_out_at_night_too(world: World) -> None:
    made = await _told_then(world, "2026-11-24 10:00")
    await world.cancel(made)
    await world.at(TEN_MINUTES)
    assert "AppointmentCancelled" in world.kinds_said_to("fatima")


async def test_a_move_of_tomorrow_noon_waits_for_the_morning(world: World) -> None:
    made = await _told_then(world, "2026-11-24 12:00")
    await world.move(made, "2026-11-24 16:00")
    await world.at("2026-11-24 08:59")
    assert world.kinds_said_to("fatima")[-1] != "AppointmentMoved"
    assert await world.items(WorkKind.CALL_LAST_MINUTE) == ()
    await world.at("2026-11-24 09:00")
    assert world.kinds_said_to("fatima")[-1] == "AppointmentMoved"
    assert not world.heard[-1].silent


async def test_who_paused_gets_nothing_and_somebody_seeks_contact(world: World) -> None:
    news = await _news(world)
    await world.do(preferences.pause, world.who("fatima"))
    await world.deliver()
    assert await _state(world, news) is DispatchState.REFUSED
    assert WorkKind.CALL_PAUSED in [i.kind for i in await world.items() if i.appointment is not None]


async def test_a_pause_by_the_gezinsmanager_counts_as_much(world: World) -> None:
    news = await _news(world)
    await world.flag(FlagKind.PAUSED, "fatima")
    await world.deliver()
    assert await _state(world, news) is DispatchState.REFUSED
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_PAUSED]


async def test_who_did_not_agree_gets_nothing_and_is_written_to(world: World) -> None:
    await world.unconsent("fatima")
    news = await _news(world)
    await world.deliver()
    assert await _state(world, news) is DispatchState.UNREACHABLE
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_OR_WRITE]


async def test_who_blocked_the_bot_is_called_and_not_tried_again(world: World) -> None:
    news = await _news(world)
    await world.deliver(of_families(Failure.BLOCKED))
    assert await _state(world, news) is DispatchState.UNREACHABLE
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_NOT_REACHED]
    await world.at("2026-12-03 10:00")
    assert world.said_to("fatima") == []
    assert [i.kind for i in await world.items(WorkKind.CALL_NOT_REACHED)] == [WorkKind.CALL_NOT_REACHED]


async def test_what_telegram_refuses_is_never_tried_again_unchanged(world: World) -> None:
    news = await _news(world)
    await world.deliver(of_families(Failure.DEFECT))
    assert await _state(world, news) is DispatchState.REFUSED
    assert [i.kind for i in await world.items()] == [WorkKind.CHECK_NOTICE]


async def test_what_may_have_arrived_is_sent_once_more_with_a_label_and_then_a_person_finds_out(
    world: World,
) -> None:
    news = await _news(world)
    await world.deliver(of_families(UNSEEN))
    assert await _state(world, news) is DispatchState.UNKNOWN
    world.clock.now += QUARANTINE - timedelta(seconds=1)
    await world.deliver(of_families(UNSEEN))
    assert [h.labelled for h in world.heard] == [False]
    world.clock.now += timedelta(seconds=1)
    await world.deliver(of_families(UNSEEN))
    assert [h.labelled for h in world.heard] == [False, True]
    world.clock.now += QUARANTINE
    await world.deliver()
    assert len(world.heard) == 2
    assert await _state(world, news) is DispatchState.PARKED
    assert [i.kind for i in await world.items()] == [WorkKind.CALL_MAYBE_ARRIVED]


async def test_a_labelled_copy_that_arrives_ends_the_doubt(world: World) -> None:
    news = await _news(world)
    await world.deliver(of_families(DIED))
    assert await world.do(delivery.recover, CLOCKWORK) == 1
    await world.at(QUARANTINE)
    assert await _state(world, news) is DispatchState.SENT
    assert [h.labelled for h in world.heard] == [True]
    assert await world.items() == ()


async def test_a_labelled_copy_that_was_certainly_not_sent_keeps_its_one_chance(world: World) -> None:
    news = await _news(world)
    await world.deliver(of_families(UNSEEN))
    world.clock.now += QUARANTINE
    await world.deliver(of_families(timedelta(seconds=3)))
    assert await _state(world, news) is DispatchState.UNKNOWN
    await world.at(timedelta(seconds=3))
    assert [h.labelled for h in world.heard if h.who == "fatima"] == [False, True]
    assert await _state(world, news) is DispatchState.SENT


async def test_a_429_waits_exactly_as_long_as_told_and_others_go_on(world: World) -> None:
    await _news(world, THURSDAY, "fatima", "jan")
    world.heard.clear()
    only_hers = world.cast.recipient("fatima")
    await world.deliver(lambda o: timedelta(seconds=37) if o.dispatch.recipient == only_hers else None)
    assert [h.who for h in world.heard] == ["jan"]
    world.clock.now += timedelta(seconds=36)
    await world.deliver()
    assert [h.who for h in world.heard] == ["jan"]
    world.clock.now += timedelta(seconds=1)
    await world.deliver()
    assert [(h.who, h.labelled) for h in world.heard] == [("jan", False), ("fatima", False)]


async def test_without_a_connection_the_pause_grows_up_to_five_minutes(world: World) -> None:
    news = await _news(world)
    waits = []
    for _ in range(11):
        await _begin(world, news)
        await _fail(world, news, Failure.RETRY)
        async with world.archive.reading() as uow:
            found = await uow.dispatches.get(news.id)
        assert found is not None
        waits.append((found.not_before - world.clock.now).total_seconds())
        world.clock.now = found.not_before
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


async def test_nothing_else_goes_to_a_chat_while_there_is_a_doubt(world: World) -> None:
    news = await _news(world)
    await world.deliver(of_families(DIED))
    await world.do(delivery.recover, CLOCKWORK)
    await world.plan("fatima", at="2026-11-23 10:00")
    await world.look()
    assert len(await world.dispatches("fatima")) == 2
    await world.deliver()
    assert world.said_to("fatima") == []
    await world.at(QUARANTINE)
    assert news.id in [h.dispatch for h in world.heard]
    assert len(world.said_to("fatima")) == 2


async def test_a_notice_of_an_earlier_state_is_not_sent(world: World) -> None:
    news = await _news(world)
    assert isinstance(news.notice, AppointmentMade)
    await world.move(await world.appointment(news.notice.appointment), "2026-12-04 14:00")
    await world.deliver()
    assert await _state(world, news) is DispatchState.VOID
    assert world.said_to("fatima") == []


async def test_new_becomes_moved_when_the_old_moment_arrived_in_the_meantime(world: World) -> None:
    """Both were planned while nothing was told; the first arrived, so the second may not say "new" again."""
    made = await world.plan("fatima", at="2026-11-23 09:50")
    await world.look()
    (first,) = await world.dispatches("fatima")
    await _begin(world, first)
    await world.move(made, "2026-11-23 09:55")
    await world.look()
    await world.do(delivery.sent, CLOCKWORK, dispatch_id=first.id, message=1)
    await world.tick()
    assert world.said_to("fatima") == [
        AppointmentMoved(made.id, 1, wall("2026-11-23 09:50"), wall("2026-11-23 09:55"))
    ]


async def test_no_reminder_leaves_after_the_beginning(world: World) -> None:
    await world.plan("fatima", at=THURSDAY)
    await world.at("2026-12-02 09:59")
    world.clock.now = wall("2026-12-02 10:00")
    await world.look()
    world.clock.now = wall(THURSDAY)
    await world.deliver()
    assert world.kinds_said_to("fatima") == ["AppointmentMade", "AppointmentReminder"]
    assert WorkKind.CALL_TOO_LATE in [i.kind for i in await world.items()]


async def test_a_gezinsmanager_who_cannot_be_reached_has_it_with_the_team_and_ria_is_told(
    world: World,
) -> None:
    made = await world.plan("fatima", at="2026-11-24 14:00")
    await world.tick()
    await world.do(
        attendance.answer, world.who("fatima"), appointment_id=made.id, version=0, said=Answer.CANNOT
    )
    sanne = world.cast.recipient("sanne")
    await world.deliver(lambda o: Failure.BLOCKED if o.dispatch.recipient == sanne else None)
    (item,) = await world.items(WorkKind.REACH_COLLEAGUE)
    assert (item.on, item.team, item.case_manager) == (
        OnList.TEAM,
        world.ria.team,
        world.sanne.professional,
    )
    assert "WorkWaits" in world.kinds_said_to("ria")


async def test_an_urgent_item_that_cannot_be_told_moves_to_the_team_and_stays_one(world: World) -> None:
    await world.do(attendance.ask_call, world.who("noor"))
    sanne = world.cast.recipient("sanne")
    await world.deliver(lambda o: Failure.BLOCKED if o.dispatch.recipient == sanne else None)
    (item,) = await world.items()
    assert (item.kind, item.on) == (WorkKind.CALL_BACK, OnList.TEAM)
    assert world.kinds_said_to("ria") == ["WorkWaits"]


async def test_when_nobody_of_the_team_can_be_reached_it_still_stands_on_the_list(world: World) -> None:
    await world.do(attendance.ask_call, world.who("noor"))
    await world.deliver(of_colleagues(Failure.BLOCKED))
    (item,) = await world.items()
    assert item.on is OnList.TEAM
    assert world.heard == []


async def test_what_becomes_urgent_is_told_at_once(world: World) -> None:
    await world.block("fatima")
    await _news(world)
    await world.deliver()
    assert "WorkWaits" not in world.kinds_said_to("sanne")
    await world.at("2026-12-02 10:00")
    (item,) = await world.items(WorkKind.CALL_NOT_REACHED)
    assert (item.urgent, item.count) == (True, 3)
    assert world.kinds_said_to("sanne").count("WorkWaits") == 1


async def test_an_urgent_item_that_is_done_before_the_message_leaves_is_not_told(world: World) -> None:
    await world.do(attendance.ask_call, world.who("noor"))
    (item,) = await world.items()
    await world.do(work_items.close, world.sanne, item_id=item.id)
    await world.deliver()
    assert world.heard == []


async def test_a_shared_phone_or_a_safety_flag_makes_the_letter_discreet(world: World) -> None:
    for prepare in (
        world.prefer("fatima", shared_phone=True),
        world.flag(FlagKind.NO_CONTACT, "jan", "noor"),
        world.flag(FlagKind.SECRET_ADDRESS, "wil"),
    ):
        await prepare
    await world.planned("fatima", "jan", "wil", at=THURSDAY)
    world.clock.now += TEN_MINUTES
    await world.look()
    discreet = {}
    for key in ("fatima", "jan", "wil"):
        (dispatch,) = await world.dispatches(key)
        outgoing = await _begin(world, dispatch)
        assert outgoing is not None
        discreet[key] = outgoing.letter.contents.discreet  # type: ignore[union-attr] # it is a participant's letter
    assert discreet == {"fatima": True, "jan": True, "wil": True}


async def test_only_one_process_at_a_time_is_the_sender(world: World) -> None:
    one, other = UUID(int=1), UUID(int=2)
    token = await world.do(delivery.take_turn, CLOCKWORK, owner=one)
    assert token is not None
    assert await world.do(delivery.take_turn, CLOCKWORK, owner=other) is None
    assert await world.do(delivery.take_turn, CLOCKWORK, owner=one) is not None
    world.clock.now += delivery.LEASE
    later = await world.do(delivery.take_turn, CLOCKWORK, owner=other)
    assert later is not None
    assert later > token


async def test_nobody_but_the_clockwork_delivers(world: World) -> None:
    news = await _news(world)
    with pytest.raises(NotAllowed):
        await world.do(delivery.begin, world.sanne, dispatch_id=news.id)


async def test_a_settled_sending_is_not_settled_again(world: World) -> None:
    news = await _news(world)
    await _begin(world, news)
    await world.do(delivery.sent, CLOCKWORK, dispatch_id=news.id, message=7)
    await _fail(world, news, Failure.BLOCKED)
    assert await _state(world, news) is DispatchState.SENT
    assert await world.items() == ()
