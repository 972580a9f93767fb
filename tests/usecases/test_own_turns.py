"""What somebody of the circle sees of the turns, and what they say of them, by the buttons of now and of before."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from domain.calendar import at_local
from domain.errors import NotAllowed, NotFound, Outdated, Unsuitable
from domain.notices_circle import TurnNews, TurnTrouble
from domain.tasks import Task, TaskTurn, TaskTurnId, TurnEnded, TurnState, TurnTaken
from domain.work_items import WorkKind
from tests.support.agenda_files import events_in, moments_in, sequences_in
from tests.usecases.circle_made import about_tasks, surround, task_of, turn_of, turns_of, weekly
from tests.usecases.tasking import change, first_turn, plan, refused
from tests.usecases.world import World, wall
from usecases import own_turns, tasks, work_items
from usecases.own_turns import OwnTurn


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


@pytest.fixture
async def task(world: World) -> Task:
    """Wil's, twice; the neighbour is reserve, then the aunt."""
    return await plan(world, series=weekly(times=2))


async def say(world: World, verb: str, key: str, turn: TaskTurn, **more: object) -> OwnTurn:
    """Somebody presses a button of this turn as it was shown."""
    use_case = getattr(own_turns, verb)
    return await world.do(use_case, world.who(key), turn=turn.id, sequence=turn.sequence, **more)


def words_of(shown: tuple[OwnTurn, ...]) -> list[str]:
    """What stands on the buttons."""
    return [one.words.reveal() for one in shown]


async def test_a_member_sees_the_own_turns_and_those_open_to_them_and_no_others(
    world: World, task: Task
) -> None:
    await plan(world, owner="tante", reserve=None, others=(), words="koken")
    mine = await world.do(own_turns.mine, world.who("wil"))
    assert words_of(mine.mine) == ["van school halen"] * 2
    assert mine.open_to_take == ()
    first, second = await turns_of(world, task)
    await say(world, "cannot", "wil", first)
    offered = await world.do(own_turns.mine, world.who("buur"))
    assert [one.turn.id for one in offered.open_to_take] == [first.id]
    assert offered.mine == ()
    assert [one.turn.id for one in (await world.do(own_turns.mine, world.who("wil"))).mine] == [second.id]
    assert words_of((await world.do(own_turns.mine, world.who("tante"))).mine) == ["koken"] * 2
    for key in ("fatima", "noor"):
        assert await world.do(own_turns.mine, world.who(key)) == own_turns.OwnTurns((), ())


async def test_a_day_shows_only_what_one_does_on_it(world: World, task: Task) -> None:
    first, second = await turns_of(world, task)
    on_first = await world.do(own_turns.on_day, world.who("wil"), day=first.slot)
    assert [one.turn.id for one in on_first] == [first.id]
    await say(world, "later", "wil", first, starts_at=wall("2026-11-30 20:00"))
    (put_off,) = await world.do(own_turns.on_day, world.who("wil"), day=first.slot)
    assert put_off.turn.put_off_from == first.id
    assert await world.do(own_turns.on_day, world.who("buur"), day=second.slot) == ()


async def test_done_is_kept_once_with_who_said_it_and_can_be_taken_back_the_same_day(
    world: World, task: Task
) -> None:
    turn = await first_turn(world, task)
    await world.at("2026-11-30 16:10")
    shown = await turn_of(world, turn.id)
    done = await say(world, "done", "wil", shown)
    assert (done.turn.state, done.turn.by, done.can_correct) == (TurnState.DONE, world.id("wil"), True)
    assert await say(world, "done", "wil", shown) == done
    mine = await world.do(own_turns.mine, world.who("wil"))
    assert mine.mine[0].can_correct
    back = await world.do(own_turns.correct, world.who("wil"), turn=turn.id)
    assert (back.turn.state, back.can_answer) == (TurnState.PLANNED, True)
    await say(world, "done", "wil", back.turn)
    await world.at("2026-12-01 09:00")
    late = await refused(world.do(own_turns.correct, world.who("wil"), turn=turn.id))
    assert late[0] is TurnEnded
    mine = await world.do(own_turns.mine, world.who("wil"))
    assert turn.id not in {one.turn.id for one in mine.mine}


async def test_the_first_taker_wins_and_the_others_hear_it_kindly(world: World) -> None:
    task = await plan(world, reserve=None, others=("buur", "tante"), series=weekly(times=1))
    turn = await first_turn(world, task)
    open_turn = (await say(world, "cannot", "wil", turn)).turn
    await world.tick()
    taken = await say(world, "take", "tante", open_turn)
    assert (taken.turn.holder, taken.can_answer) == (world.id("tante"), True)
    assert await say(world, "take", "tante", open_turn) == taken
    assert (await refused(say(world, "take", "buur", open_turn)))[0] is TurnTaken
    assert (await refused(say(world, "decline", "buur", open_turn)))[0] is TurnTaken
    assert (await refused(world.do(own_turns.see, world.who("buur"), turn=turn.id)))[0] is TurnTaken
    await world.tick()
    assert [kind for kind, _ in about_tasks(world, "buur")] == ["TurnOffered", "TurnArranged"]


async def test_two_takers_at_the_same_second_have_one_winner(world: World) -> None:
    task = await plan(world, reserve=None, others=("buur", "tante", "noor", "jan"), series=weekly(times=1))
    turn = (await say(world, "cannot", "wil", await first_turn(world, task))).turn
    keys = ("buur", "tante", "noor", "jan")
    came = await asyncio.gather(*(say(world, "take", key, turn) for key in keys), return_exceptions=True)
    winners = [one for one in came if isinstance(one, OwnTurn)]
    assert [type(one) for one in came if not isinstance(one, OwnTurn)] == [TurnTaken] * 3
    assert (await turn_of(world, turn.id)).holder == winners[0].turn.holder


async def test_cannot_was_a_mistake_until_somebody_else_does_it(world: World, task: Task) -> None:
    first, second = await turns_of(world, task)
    opened = await say(world, "cannot", "wil", first)
    assert opened.can_correct
    back = await world.do(own_turns.correct, world.who("wil"), turn=first.id)
    assert back.turn.holder == world.id("wil")
    opened = await say(world, "cannot", "wil", second)
    await say(world, "take", "buur", opened.turn)
    assert (await refused(world.do(own_turns.correct, world.who("wil"), turn=second.id)))[0] in (
        TurnTaken,
        NotAllowed,
    )


async def test_later_is_a_new_row_and_never_touches_the_series(world: World, task: Task) -> None:
    first, second = await turns_of(world, task)
    moment = wall("2026-12-01 10:00")
    later = await say(world, "later", "wil", first, starts_at=moment)
    assert (later.turn.slot, later.turn.put_off_from, later.turn.starts_at) == (None, first.id, moment)
    assert later.turn.ends_at == moment + timedelta(hours=1)
    assert later.turn.look_at is not None
    assert await say(world, "later", "wil", first, starts_at=moment) == later
    other = refused(say(world, "later", "wil", first, starts_at=moment + timedelta(days=1)))
    assert (await other)[0] is TurnEnded
    assert (await task_of(world, task)).series == task.series
    assert (await turn_of(world, second.id)) == second
    assert len(await turns_of(world, task)) == 3
    far = refused(say(world, "later", "wil", second, starts_at=wall("2027-01-01 10:00")))
    assert await far == (Unsuitable, "later")
    await world.tick()
    assert [one.trouble for one in world.said_to("fatima") if isinstance(one, TurnNews)] == [
        TurnTrouble.LATER
    ]


async def test_help_goes_to_the_contact_whom_the_family_chose(world: World, task: Task) -> None:
    turn = await first_turn(world, task)
    helped = await say(world, "ask_help", "wil", turn)
    assert helped.turn.help_at is not None
    assert await say(world, "ask_help", "wil", turn) == helped
    await world.tick()
    assert [kind for kind, _ in about_tasks(world, "fatima")] == ["TurnNews"]
    asked = {"turn": turn.id, "trouble": TurnTrouble.HELP}
    seen = await world.do(own_turns.seen_to, world.who("fatima"), **asked)
    assert (seen.turn.help_at, seen.turn.holder) == (None, world.id("wil"))
    await world.at("2026-11-23 19:00")
    assert await world.items(WorkKind.TASK_HELP) == ()


async def test_who_asked_for_help_hears_once_and_not_at_night_that_it_is_seen_to(
    world: World, task: Task
) -> None:
    turn = await first_turn(world, task)
    await world.at("2026-11-23 23:00")
    await say(world, "ask_help", "wil", turn)
    asked = {"turn": turn.id, "trouble": TurnTrouble.HELP}
    for _ in range(2):
        await world.do(own_turns.seen_to, world.who("fatima"), **asked)
        await world.tick()
    heard = about_tasks(world, "wil")
    await world.at("2026-11-24 12:00")
    assert about_tasks(world, "wil") == [*heard, ("TurnArranged", "11-24 09:00")]
    # Asked anew it is heard anew; who needs none after all need not hear it.
    for verb, key, more in (
        *((own_turns.ask_help, "wil", {"sequence": turn.sequence}), (own_turns.correct, "wil", {})),
        *((own_turns.ask_help, "wil", {"sequence": turn.sequence}), (own_turns.seen_to, "fatima", asked)),
    ):
        await world.do(verb, world.who(key), **{"turn": turn.id, **more})
        await world.at(timedelta(minutes=1))
    assert len(about_tasks(world, "wil")) == len(heard) + 2


async def test_help_that_the_gezinsmanager_saw_to_is_heard_by_who_asked(world: World) -> None:
    task = await plan(world, contact=None)
    first, second, *_ = await turns_of(world, task)
    for turn in (first, second):
        await say(world, "ask_help", "wil", turn)
    await say(world, "done", "wil", second)
    (item,) = await world.items(WorkKind.TASK_HELP)
    for _ in range(2):
        await world.do(work_items.close, world.sanne, item_id=item.id)
        await world.tick()
    assert (await turn_of(world, first.id)).help_at is None
    assert [kind for kind, _ in about_tasks(world, "wil")].count("TurnArranged") == 1


async def test_without_a_contact_help_is_asked_of_the_gezinsmanager_at_once(world: World) -> None:
    task = await plan(world, contact=None)
    await say(world, "ask_help", "wil", await first_turn(world, task))
    (item,) = await world.items(WorkKind.TASK_HELP)
    assert item.urgent


async def test_what_nobody_can_do_the_contact_sees_to(world: World) -> None:
    task = await plan(world, reserve=None, others=(), people=("fatima", "noor"), series=weekly(times=1))
    turn = await first_turn(world, task)
    opened = await say(world, "cannot", "wil", turn)
    assert (opened.can_take, opened.can_answer) == (False, False)
    asked = {"turn": turn.id, "trouble": TurnTrouble.NOBODY}
    for key in ("noor", "jan"):
        assert (await refused(world.do(own_turns.seen_to, world.who(key), **asked)))[0] is NotAllowed
    seen = await world.do(own_turns.seen_to, world.who("fatima"), **asked)
    assert (seen.turn.holder, seen.can_answer) == (world.id("fatima"), True)


async def test_the_contact_sees_to_what_was_not_done_so_that_nobody_calls(world: World, task: Task) -> None:
    turn = await first_turn(world, task)
    await world.at("2026-11-30 17:00")
    missed = await say(world, "cannot", "wil", await turn_of(world, turn.id))
    assert missed.turn.state is TurnState.NOT_DONE
    assert len(await world.items(WorkKind.TASK_NOT_DONE)) == 1
    asked = {"turn": turn.id, "trouble": TurnTrouble.NOT_DONE}
    await world.do(own_turns.seen_to, world.who("fatima"), **asked)
    assert await world.items(WorkKind.TASK_NOT_DONE) == ()
    asked = {"turn": turn.id, "trouble": TurnTrouble.HELP}
    assert (await refused(world.do(own_turns.seen_to, world.who("fatima"), **asked)))[0] is TurnEnded


async def test_a_button_of_another_time_is_recognised(world: World, task: Task) -> None:
    turn = await first_turn(world, task)
    await world.do(tasks.move_turn, world.sanne, turn=turn.id, starts_at=wall("2026-12-02 10:00"))
    for verb in ("done", "cannot", "ask_help"):
        assert await refused(say(world, verb, "wil", turn)) == (Outdated, "turn")
    later = say(world, "later", "wil", turn, starts_at=wall("2026-12-03 10:00"))
    assert await refused(later) == (Outdated, "turn")
    assert await turn_of(world, turn.id) != turn
    await world.do(tasks.drop_turn, world.sanne, turn=turn.id)
    assert (await refused(say(world, "done", "wil", turn)))[0] is TurnEnded


async def test_an_answer_is_never_refused_because_the_day_went_by(world: World, task: Task) -> None:
    turn = await first_turn(world, task)
    await world.at("2026-11-30 12:00")
    reminded = await turn_of(world, turn.id)
    await world.at("2026-12-02 12:00")
    assert (await turn_of(world, turn.id)).state is TurnState.UNANSWERED
    assert len(await world.items(WorkKind.TASK_UNANSWERED)) == 1
    mine = await world.do(own_turns.mine, world.who("wil"))
    assert mine.mine[0].can_answer
    assert (await say(world, "done", "wil", reminded)).turn.state is TurnState.DONE
    assert await world.items(WorkKind.TASK_UNANSWERED) == ()


async def test_somebody_of_another_task_or_family_has_no_say(world: World, task: Task) -> None:
    turn = await first_turn(world, task)
    for key, no in (("buur", TurnTaken), ("tante", TurnTaken), ("jan", NotAllowed), ("lotte", NotAllowed)):
        for verb in ("done", "cannot", "ask_help"):
            assert (await refused(say(world, verb, key, turn)))[0] is NotAllowed
        # Who can be asked for it learns no more than that somebody has it.
        assert (await refused(say(world, "take", key, turn)))[0] is no
        assert (await refused(world.do(own_turns.see, world.who(key), turn=turn.id)))[0] is no
    nothing = world.do(own_turns.see, world.who("wil"), turn=TaskTurnId(UUID(int=1)))
    assert (await refused(nothing))[0] is NotFound
    assert (await world.do(own_turns.see, world.who("fatima"), turn=turn.id)).can_answer is False


async def test_a_task_can_be_accepted_or_declined_and_twice_is_once(world: World, task: Task) -> None:
    asked = {"task": task.id, "revision": 1}
    agreed = await world.do(own_turns.accept_task, world.who("wil"), **asked)
    assert agreed.agreed_at == world.clock.now
    assert await world.do(own_turns.accept_task, world.who("wil"), **asked) == agreed
    free = await world.do(own_turns.decline_task, world.who("wil"), **asked)
    assert (free.owner, free.agreed_at) == (None, None)
    assert await world.do(own_turns.decline_task, world.who("wil"), **asked) == free
    assert (await refused(world.do(own_turns.accept_task, world.who("wil"), **asked)))[0] is Outdated
    assert {turn.state for turn in await turns_of(world, task)} == {TurnState.OFFERED}
    (item,) = await world.items(WorkKind.TASK_NOBODY)
    assert item.person == world.id("wil")
    await world.at("2026-11-23 15:00")
    # The near one is offered, the one of next week when its time comes.
    assert [kind for kind, _ in about_tasks(world, "buur")] == ["TurnOffered"]
    await change(world, await task_of(world, task), owner="tante", others=(), series=weekly(times=2))
    assert await world.items(WorkKind.TASK_NOBODY) == ()


async def test_with_nobody_else_to_ask_the_contact_hears_at_once_that_it_was_declined(world: World) -> None:
    task = await plan(world, reserve=None, others=(), series=weekly(times=2))
    await world.do(own_turns.decline_task, world.who("wil"), task=task.id, revision=1)
    await world.tick()
    assert [one.trouble for one in world.said_to("fatima") if isinstance(one, TurnNews)] == [
        TurnTrouble.NOBODY
    ]
    reserve = refused(world.do(own_turns.decline_task, world.who("buur"), task=task.id, revision=2))
    assert (await reserve)[0] is NotAllowed


async def test_the_file_for_a_calendar_has_the_window_and_the_neutral_words(world: World, task: Task) -> None:
    turn = await first_turn(world, task)
    found = await world.do(own_turns.calendar, world.who("wil"), turn=turn.id)
    (event,) = events_in(found.content)
    assert str(event["SUMMARY"]) == "van school halen"
    assert event.decoded("DTSTART") == turn.starts_at
    assert {"LOCATION", "ATTENDEE", "ORGANIZER", "DESCRIPTION"}.isdisjoint(event)
    assert (await refused(world.do(own_turns.calendar, world.who("fatima"), turn=turn.id)))[0] is NotAllowed


async def test_the_file_of_an_own_task_holds_the_whole_series_as_far_as_it_is_theirs(world: World) -> None:
    # From before the clock goes forward until after it goes back; only eight weeks of it have been made.
    long = weekly(date(2027, 3, 8), times=0, until=date(2027, 11, 8))
    task = await plan(world, series=replace(long, times=None))
    await world.at("2027-03-01 09:00")
    away, later, given, dropped, *_ = await turns_of(world, task)
    first = await world.do(own_turns.calendar, world.who("wil"), turn=away.id)
    assert first.is_series
    assert len(moments_in(first.content)) == 36
    await say(world, "cannot", "wil", away)
    await world.do(
        own_turns.take, world.who("buur"), turn=away.id, sequence=(await turn_of(world, away.id)).sequence
    )
    await say(world, "later", "wil", later, starts_at=wall("2027-03-14 19:00"))
    await world.do(tasks.give_turn, world.sanne, turn=given.id, to=world.id("tante"))
    await world.do(tasks.drop_turn, world.sanne, turn=dropped.id)
    fifth = (await turns_of(world, task))[5]
    await world.do(tasks.move_turn, world.sanne, turn=fifth.id, starts_at=wall("2027-04-06 09:30"))
    await world.at("2027-03-01 10:00")
    second = await world.do(own_turns.calendar, world.who("wil"), turn=fifth.id)
    gone = {turn.starts_at for turn in (away, later, given, dropped, fifth)}
    plain = {at_local(slot, time(15)) for slot in task.series.slots()} - gone
    assert moments_in(second.content) == sorted(plain | {wall("2027-03-14 19:00"), wall("2027-04-06 09:30")})
    assert {moment.hour for moment in plain} == {13, 14}
    assert min(sequences_in(second.content)) > max(sequences_in(first.content))
    # What was taken over is one event, and says nothing of the rest.
    taken = await world.do(own_turns.calendar, world.who("buur"), turn=away.id)
    assert (taken.is_series, moments_in(taken.content)) == (False, [away.starts_at])
    assert str(task.id) not in taken.content.decode()
