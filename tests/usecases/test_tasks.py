"""Tasks as people plan them: from now on or from a day on, one turn of them, and who hears of a change."""

from dataclasses import replace
from datetime import date, time
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest

from domain.errors import KeptApart, NotFound, NotTheFuture, Outdated, Unsuitable
from domain.neutral import NotNeutral
from domain.notices_circle import TurnChanged
from domain.people import FlagKind
from domain.plans import GoalId
from domain.secret import Secret
from domain.series import Every, Series
from domain.tasks import TaskId, TurnEnded, TurnState
from domain.work_items import WorkKind
from tests.usecases.checking_in import establish, goal_ids
from tests.usecases.circle_made import MONDAY, about_tasks, surround, task_of, turn_of, turns_of, weekly
from tests.usecases.tasking import change, changes_told, filled, first_turn, held, plan, refused
from tests.usecases.world import World, wall
from usecases import own_turns, tasks


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


async def test_a_task_has_its_turns_and_its_owner_hears_of_it_once(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    assert await held(world, task) == [
        ("11-30 15:00", "wil", "planned"),
        ("12-07 15:00", "wil", "planned"),
        ("12-14 15:00", "wil", "planned"),
    ]
    await world.tick()
    assert about_tasks(world, "wil") == [("TaskGiven", "11-23 09:00")]
    assert about_tasks(world, "buur") == about_tasks(world, "tante") == about_tasks(world, "fatima") == []


async def test_the_same_form_twice_is_one_task(world: World) -> None:
    first, second = await plan(world, once="abc"), await plan(world, once="abc")
    assert first.id == second.id
    assert (await plan(world, once="abd")).id != first.id
    assert len(await turns_of(world, first)) == 8


async def test_a_parent_plans_one_that_stands_in_their_own_week(world: World) -> None:
    task = await plan(world, by="jan", contact=None)
    assert world.id("jan") in task.people
    own = await plan(world, by="fatima", owner="fatima", reserve="wil", others=())
    assert own.agreed_at is not None
    await world.tick()
    assert about_tasks(world, "fatima") == []


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        ({"reserve": "wil"}, (Unsuitable, "reserve")),
        ({"owner": "lotte"}, (Unsuitable, "owner")),
        ({"others": ("lotte",)}, (Unsuitable, "others")),
        ({"people": ("fatima", "wil")}, (Unsuitable, "people")),
        ({"contact": "jan"}, (Unsuitable, "contact")),
        ({"minutes": 4}, (Unsuitable, "minutes")),
        ({"minutes": 1441}, (Unsuitable, "minutes")),
        ({"words": ""}, (Unsuitable, "words")),
        ({"words": "Noor van school halen"}, (NotNeutral, "words")),
        ({"words": "naar de zitting"}, (NotNeutral, "words")),
        ({"words": "bellen met sanne"}, (NotNeutral, "words")),
        ({"series": Series(MONDAY, time(15), Every.WEEK)}, (Unsuitable, "series.end")),
        ({"series": Series(date(2026, 11, 20), time(15))}, (NotTheFuture, "series")),
        ({"goal": GoalId(UUID(int=1))}, (Unsuitable, "goal")),
    ],
)
async def test_what_cannot_be_a_task_says_where(
    world: World, wishes: dict[str, Any], refusal: tuple[type, str]
) -> None:
    assert await refused(plan(world, **wishes)) == refusal
    assert world.rows("SELECT count(*) FROM tasks") == [(0,)]


PARTS = ("owner", "reserve", "others", "people")


@pytest.mark.parametrize(
    "both",
    [
        *({one: ("fatima",), other: ("jan",)} for one, other in combinations(PARTS, 2)),
        *({part: ("fatima", "jan")} for part in ("others", "people")),
    ],
    ids=" and ".join,
)
async def test_two_who_may_have_no_contact_never_share_a_task(
    world: World, both: dict[str, tuple[str, ...]]
) -> None:
    parts: dict[str, Any] = {
        "owner": None,
        "reserve": None,
        "others": (),
        "people": ("noor",),
        "contact": None,
    }
    parts |= {part: keys if part in ("others", "people") else keys[0] for part, keys in both.items()}
    await plan(world, **parts)
    await world.flag(FlagKind.NO_CONTACT, "jan", "fatima")
    assert (await refused(plan(world, **parts)))[0] is KeptApart


async def test_a_goal_is_one_that_the_parent_sees_and_stays_when_they_do_not(world: World) -> None:
    await establish(world)
    football, bedtime = await goal_ids(world)
    task = await plan(world, by="fatima", goal=bedtime)
    assert task.goal == bedtime
    assert await refused(plan(world, by="jan", goal=bedtime, contact=None)) == (Unsuitable, "goal")
    shared = await plan(world, goal=football, people=("fatima", "jan"))
    kept = await change(world, shared, by="jan", people=("fatima", "jan"), words="koken")
    assert kept.goal == football
    seen = await world.do(tasks.see, world.who("jan"), task=shared.id)
    assert (seen.goal, seen.task.goal) == (None, None)
    mine = await world.do(tasks.see, world.who("fatima"), task=shared.id)
    assert mine.goal is not None
    assert (await change(world, kept, people=("fatima", "jan"))).goal is None


async def test_the_turns_follow_when_the_task_changes(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    await world.tick()
    changed = await change(world, task, series=weekly(date(2026, 12, 1), at=time(16), times=2), minutes=90)
    assert changed.revision == 2
    assert await held(world, task) == [
        ("11-30 15:00", "wil", "dropped"),
        ("12-01 16:00", "wil", "planned"),
        ("12-07 15:00", "wil", "dropped"),
        ("12-08 16:00", "wil", "planned"),
        ("12-14 15:00", "wil", "dropped"),
    ]
    await world.tick()
    assert [kind for kind, _ in about_tasks(world, "wil")] == ["TaskGiven", "TaskGiven"]
    assert await refused(change(world, task, words="koken")) == (Outdated, "task")


async def test_other_words_only_change_the_words(world: World) -> None:
    task = await plan(world)
    await world.do(own_turns.accept_task, world.who("wil"), task=task.id, revision=1)
    before = await turns_of(world, task)
    changed = await change(world, task, words="koken")
    assert changed.words == Secret("koken")
    assert changed.agreed_at is not None
    assert await turns_of(world, task) == before
    assert (await change(world, changed, words="koken")).revision == changed.revision


async def test_no_turn_is_made_in_the_past_when_the_series_changes(world: World) -> None:
    task = await plan(world, series=weekly(date(2026, 11, 24), times=8))
    await world.at("2026-12-02 12:00")
    changed = await change(world, task, series=Series(date(2026, 11, 24), time(11), Every.DAY, times=20))
    slots = [turn for turn in await turns_of(world, changed) if turn.is_open and turn.slot]
    assert min(turn.starts_at for turn in slots) == wall("2026-12-03 11:00")


async def test_another_owner_has_the_turns_and_who_never_heard_of_it_hears_nothing(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    await change(world, task, owner="tante", others=(), series=weekly(times=3))
    assert {holder for _, holder, _ in await held(world, task)} == {"tante"}
    await world.tick()
    assert about_tasks(world, "tante") == [("TaskGiven", "11-23 09:00")]
    assert about_tasks(world, "wil") == []


@pytest.mark.parametrize("at", ["2026-11-23 10:00", "2026-11-29 18:00"])
async def test_whose_task_it_was_hears_once_that_it_is_not_theirs_any_more(world: World, at: str) -> None:
    # Also when one of its turns is so near that a change of that alone would be told.
    task = await plan(world, series=weekly(times=3))
    await world.at(at)
    before = len(world.said_to("wil"))
    await change(world, task, owner="tante", others=(), series=weekly(times=3))
    await world.tick()
    (notice,) = world.said_to("wil")[before:]
    assert isinstance(notice, TurnChanged)
    assert (notice.was, notice.whole) == (wall("2026-11-30 15:00"), True)


async def test_from_a_day_on_it_is_somebody_elses_and_the_first_hears_from_which_day(world: World) -> None:
    task = await plan(world, series=weekly(times=4))
    await world.tick()
    rest = filled(world, owner="tante", others=(), series=weekly(date(2026, 12, 14), times=2))
    await world.do(tasks.change_from, world.sanne, task=task.id, slot=date(2026, 12, 14), filled=rest)
    await world.tick()
    (notice,) = [one for one in world.said_to("wil") if isinstance(one, TurnChanged)]
    assert (notice.was, notice.whole) == (wall("2026-12-14 15:00"), True)


async def test_who_gives_up_the_own_task_is_not_told_so(world: World) -> None:
    task = await plan(world, by="fatima", owner="fatima", reserve="wil", others=(), series=weekly(times=3))
    await change(world, task, by="fatima", owner="wil", reserve=None, others=(), series=weekly(times=3))
    await world.tick()
    assert about_tasks(world, "fatima") == []


async def test_who_knew_of_a_turn_hears_that_it_moved(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    await world.at("2026-11-29 18:00")
    turn = await first_turn(world, task)
    moved = await world.do(tasks.move_turn, world.sanne, turn=turn.id, starts_at=wall("2026-12-01 10:00"))
    assert moved.slot == MONDAY
    assert await held(world, task) == [
        ("12-01 10:00", "wil", "planned"),
        ("12-07 15:00", "wil", "planned"),
        ("12-14 15:00", "wil", "planned"),
    ]
    await world.at("2026-11-30 09:30")
    assert changes_told(world, "wil") == [wall("2026-11-30 15:00")]
    # It stays where it was put when something else changes.
    await change(world, await task_of(world, task), words="koken", series=weekly(times=3))
    assert (await turn_of(world, turn.id)).starts_at == wall("2026-12-01 10:00")
    past = world.do(tasks.move_turn, world.sanne, turn=turn.id, starts_at=wall("2026-11-29 10:00"))
    assert await refused(past) == (NotTheFuture, "turn")


async def test_one_turn_that_is_off_is_off_and_the_others_are_not(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    _, second, _ = await turns_of(world, task)
    await world.do(tasks.drop_turn, world.who("fatima"), turn=second.id)
    assert [state for _, _, state in await held(world, task)] == ["planned", "dropped", "planned"]
    await change(world, await task_of(world, task), words="koken", series=weekly(times=3))
    assert [state for _, _, state in await held(world, task)] == ["planned", "dropped", "planned"]
    twice = world.do(tasks.drop_turn, world.sanne, turn=second.id)
    assert (await refused(twice))[0] is TurnEnded
    await world.tick()
    assert changes_told(world, "wil") == []


async def test_a_turn_is_given_to_somebody_else_for_once(world: World) -> None:
    task = await plan(world, series=weekly(times=2))
    first, _ = await turns_of(world, task)
    await world.do(tasks.give_turn, world.who("fatima"), turn=first.id, to=world.id("noor"))
    assert [holder for _, holder, _ in await held(world, task)] == ["noor", "wil"]
    await change(world, await task_of(world, task), words="koken", series=weekly(times=2))
    assert [holder for _, holder, _ in await held(world, task)] == ["noor", "wil"]
    await world.flag(FlagKind.NO_CONTACT, "jan", "fatima")
    apart = world.do(tasks.give_turn, world.sanne, turn=first.id, to=world.id("jan"))
    assert (await refused(apart))[0] is KeptApart
    stranger = world.do(tasks.give_turn, world.sanne, turn=first.id, to=world.id("lotte"))
    assert await refused(stranger) == (Unsuitable, "to")


async def test_from_one_day_on_it_is_another_task_and_before_that_nothing_changes(world: World) -> None:
    task = await plan(world, series=weekly(times=4))
    _, _, third, _ = await turns_of(world, task)
    rest = filled(world, owner="tante", others=(), series=weekly(date(2026, 12, 14), at=time(16), times=2))
    fresh = await world.do(tasks.change_from, world.sanne, task=task.id, slot=third.slot, filled=rest)
    assert fresh.id != task.id
    assert await held(world, task) == [("11-30 15:00", "wil", "planned"), ("12-07 15:00", "wil", "planned")]
    assert await held(world, fresh) == [
        ("12-14 16:00", "tante", "planned"),
        ("12-21 16:00", "tante", "planned"),
    ]
    assert (await turn_of(world, third.id)).task == fresh.id
    assert (await task_of(world, task)).series.until == date(2026, 12, 7)
    await world.at("2026-12-01 08:00")
    assert len(await turns_of(world, task)) == 2


async def test_what_goes_on_as_another_task_is_nothing_to_prolong(world: World) -> None:
    task = await plan(world, series=weekly(times=20))
    slot = date(2027, 2, 1)
    rest = filled(world, words="koken", series=weekly(slot, times=5))
    early = replace(rest, series=weekly(date(2027, 1, 25), times=5))
    doubled = world.do(tasks.change_from, world.sanne, task=task.id, slot=slot, filled=early)
    assert await refused(doubled) == (Unsuitable, "series.first")
    fresh = await world.do(tasks.change_from, world.sanne, task=task.id, slot=slot, filled=rest)
    assert len(await turns_of(world, task)) == 9
    await world.at("2027-01-31 09:00")
    assert await world.items(WorkKind.TASK_ENDS) == ()
    await world.at("2027-02-20 09:00")
    (item,) = await world.items(WorkKind.TASK_ENDS)
    now = await task_of(world, fresh)
    longer = await change(world, now, words="koken", series=weekly(slot, times=9))
    assert await world.items(WorkKind.TASK_ENDS) == ()
    await change(world, await task_of(world, longer), words="wassen", series=weekly(slot, times=9))
    await world.at("2027-03-20 09:00")
    (again,) = await world.items(WorkKind.TASK_ENDS)
    assert again.key != item.key


async def test_from_the_first_day_on_it_is_the_same_task(world: World) -> None:
    task = await plan(world, series=weekly(times=4))
    whole = filled(world, words="koken", series=weekly(times=4))
    changed = await world.do(tasks.change_from, world.sanne, task=task.id, slot=MONDAY, filled=whole)
    assert (changed.id, changed.words) == (task.id, Secret("koken"))
    no_day = world.do(tasks.change_from, world.sanne, task=task.id, slot=date(2026, 12, 1), filled=whole)
    assert await refused(no_day) == (Unsuitable, "series.slot")


async def test_a_task_that_ends_takes_what_is_to_come_with_it(world: World) -> None:
    task = await plan(world, series=weekly(times=3))
    await world.at("2026-11-30 15:30")
    await world.do(tasks.end, world.sanne, task=task.id)
    await world.do(tasks.end, world.sanne, task=task.id)
    assert [state for _, _, state in await held(world, task)] == ["planned", "dropped", "dropped"]
    await world.tick()
    assert changes_told(world, "wil") == [wall("2026-12-07 15:00")]
    assert await refused(change(world, await task_of(world, task))) == (Outdated, "task")
    listed = await world.do(tasks.of_family, world.sanne, family=task.family)
    assert listed.lines == ()


async def test_who_was_asked_for_a_turn_hears_that_it_is_off_or_anew_of_another_time(world: World) -> None:
    task = await plan(world, series=weekly(times=2))
    first, _ = await turns_of(world, task)
    await world.do(own_turns.cannot, world.who("wil"), turn=first.id, sequence=0)
    await world.tick()
    await world.do(tasks.move_turn, world.sanne, turn=first.id, starts_at=wall("2026-12-02 10:00"))
    await world.tick()
    assert [kind for kind, _ in about_tasks(world, "buur")] == ["TurnOffered", "TurnOffered"]
    await world.do(tasks.drop_turn, world.sanne, turn=first.id)
    await world.tick()
    assert [kind for kind, _ in about_tasks(world, "buur")][2:] == ["TurnChanged"]


async def test_the_history_says_who_did_what(world: World) -> None:
    task = await plan(world, series=weekly(times=2))
    turn = await first_turn(world, task)
    await world.do(own_turns.done, world.who("wil"), turn=turn.id, sequence=0)
    seen = await world.do(tasks.see, world.who("fatima"), task=task.id)
    newest = seen.history[0]
    assert (newest.state, newest.by) == (TurnState.DONE, world.cast.recipient("wil"))
    assert seen.people[world.id("wil")].called.value == "grandmother"
    assert seen.turns[turn.id].state is TurnState.DONE
    assert seen.filled() == replace(filled(world), series=weekly(times=2))


async def test_what_can_be_chosen_has_nobody_from_whom_a_parent_is_kept_apart(world: World) -> None:
    await establish(world)
    await world.flag(FlagKind.NO_CONTACT, "jan", "fatima")
    family = world.cast.families["Ster"].id
    hers = await world.do(tasks.choices, world.who("fatima"), family=family)
    assert world.id("jan") not in {person.id for person in (*hers.people, *hers.family_people)}
    assert world.id("wil") in {person.id for person in hers.people}
    assert world.id("wil") not in {person.id for person in hers.family_people}
    his = await world.do(tasks.choices, world.who("jan"), family=family)
    assert his.goals == ()
    everything = await world.do(tasks.choices, world.sanne, family=family)
    assert len(everything.goals) == 2
    assert {world.id("jan"), world.id("fatima")} <= {person.id for person in everything.people}


async def test_there_is_no_such_task(world: World) -> None:
    gone = world.do(tasks.see, world.sanne, task=TaskId(UUID(int=1)))
    assert (await refused(gone))[0] is NotFound
