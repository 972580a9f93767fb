"""Taking part by the clock: asked once whether to go on, asked back once, and ended by itself on its last day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.circle import CircleStep, MemberEnd, MemberState
from domain.errors import Outdated
from domain.letters_circle import MemberLetter
from domain.linking import Recipient
from domain.notices_circle import MemberProlonged
from domain.work_items import WorkKind
from tests.usecases.circle_made import give_task, task_of, weekly
from tests.usecases.circles import PURPOSE, UNTIL, added, history, joined, membership, told
from tests.usecases.telephones import Telephone
from tests.usecases.world import World
from usecases import circle

JANUARY = date(2027, 1, 31)


async def test_somebody_is_asked_once_to_go_on_two_weeks_before_the_end(world: World) -> None:
    who = await joined(world, until=JANUARY)
    await world.at("2027-01-17 09:59")
    assert "StayAsked" not in told(world, who.person)
    await world.at("2027-01-17 10:00")
    assert told(world, who.person)[-1] == "StayAsked"
    await world.at("2027-01-31 23:00")
    assert told(world, who.person).count("StayAsked") == 1


async def test_of_a_short_time_it_is_asked_half_way_and_not_at_the_door(world: World) -> None:
    who = await joined(world, until=date(2026, 11, 29))
    await world.at("2026-11-25 12:00")
    assert "StayAsked" not in told(world, who.person)
    await world.at("2026-11-27 12:00")
    assert told(world, who.person).count("StayAsked") == 1


async def test_it_ends_by_itself_after_the_last_day_and_not_before(world: World) -> None:
    who = await joined(world, until=JANUARY)
    task = await give_task(world, weekly(times=20), owner=None, reserve=None, others=())
    async with world.unit() as uow:
        await uow.tasks.keep(replace(task, owner=who.person))
    await world.at("2027-01-31 23:59")
    assert (await membership(world, who.person)).state is MemberState.MEMBER
    await world.at("2027-02-01 00:00")
    now = await membership(world, who.person)
    assert (now.state, now.end) == (MemberState.ENDED, MemberEnd.OVER)
    assert (await history(world, who.person))[-1].by is None
    assert [item.person for item in await world.items(WorkKind.MEMBER_OVER)] == [who.person]
    assert await Telephone(world, 7001).holder() is None
    assert (await task_of(world, task)).owner is None


async def test_a_yes_comes_on_the_list_and_the_gezinsmanager_prolongs(world: World) -> None:
    who = await joined(world, until=JANUARY)
    with pytest.raises(Outdated):
        await world.do(circle.answer_stay, who, goes_on=True)
    await world.at("2027-01-18 12:00")
    await world.do(circle.answer_stay, who, goes_on=True)
    await world.do(circle.answer_stay, who, goes_on=True)
    assert [item.count for item in await world.items(WorkKind.MEMBER_STAYS)] == [1]
    await world.do(circle.prolong, world.sanne, person=who.person, until=date(2027, 6, 30))
    assert not await world.items(WorkKind.MEMBER_STAYS)
    assert (await history(world, who.person))[-1].step is CircleStep.PROLONGED
    await world.at("2027-02-02 12:00")
    assert (await membership(world, who.person)).state is MemberState.MEMBER
    await world.at("2027-06-16 12:00")
    assert told(world, who.person).count("StayAsked") == 2


async def test_who_would_go_on_hears_the_new_last_day_once(world: World) -> None:
    who = await joined(world, until=JANUARY)
    june = {"person": who.person, "until": date(2027, 6, 30)}
    await world.at("2027-01-18 12:00")
    await world.do(circle.answer_stay, who, goes_on=True)
    await world.at("2027-01-18 23:00")
    for _ in range(2):
        await world.do(circle.prolong, world.sanne, **june)
        await world.tick()
    assert "MemberProlonged" not in told(world, who.person)
    await world.at("2027-01-19 12:00")
    assert told(world, who.person)[-2:] == ["StayAsked", "MemberProlonged"]


@pytest.mark.parametrize(("goes_on", "until"), [(True, JANUARY), (False, date(2027, 6, 30)), (None, UNTIL)])
async def test_without_a_yes_or_with_the_same_last_day_nothing_is_said(
    world: World, goes_on: bool | None, until: date
) -> None:
    who = await joined(world, until=JANUARY)
    await world.at("2027-01-18 12:00")
    if goes_on is not None:
        await world.do(circle.answer_stay, who, goes_on=goes_on)
    await world.do(circle.prolong, world.sanne, person=who.person, until=until)
    await world.do(circle.change_member, world.sanne, person=who.person, purpose=PURPOSE, until=until)
    await world.tick()
    assert told(world, who.person)[-1] == "StayAsked"
    assert not [one for one in await world.dispatches() if isinstance(one.notice, MemberProlonged)]


async def test_of_a_last_day_that_changed_again_the_one_of_now_is_said(world: World) -> None:
    who = await joined(world, until=JANUARY)
    await world.at("2027-01-18 12:00")
    await world.do(circle.answer_stay, who, goes_on=True)
    asked = {"person": who.person, "purpose": PURPOSE, "until": UNTIL}
    await world.do(circle.change_member, world.sanne, **asked)
    await world.do(circle.prolong, world.sanne, person=who.person, until=date(2027, 6, 30))
    await world.tick()
    letter = world.sendings[-1].outgoing.letter.contents
    assert isinstance(letter, MemberLetter)
    assert letter.notice == MemberProlonged(who.person, date(2027, 6, 30))


async def test_a_yes_that_nobody_followed_does_not_go_on_by_itself(world: World) -> None:
    who = await joined(world, until=JANUARY)
    await world.at("2027-01-18 12:00")
    await world.do(circle.answer_stay, who, goes_on=True)
    await world.at("2027-02-01 10:00")
    assert (await membership(world, who.person)).state is MemberState.ENDED
    assert await world.items(WorkKind.MEMBER_OVER)


async def test_a_no_takes_a_yes_back(world: World) -> None:
    who = await joined(world, until=JANUARY)
    await world.at("2027-01-18 12:00")
    await world.do(circle.answer_stay, who, goes_on=True)
    await world.do(circle.answer_stay, who, goes_on=False)
    assert not await world.items(WorkKind.MEMBER_STAYS)
    assert (await membership(world, who.person)).goes_on is False


async def test_who_stepped_back_is_asked_back_on_that_day(world: World) -> None:
    who = await joined(world)
    await world.do(circle.step_back, world.sanne, person=who.person, back_on=date(2026, 12, 7))
    await world.at("2026-12-07 09:59")
    assert not await world.items(WorkKind.MEMBER_RETURNS)
    await world.at("2026-12-07 10:00")
    assert told(world, who.person)[-1] == "ReturnAsked"
    assert await world.items(WorkKind.MEMBER_RETURNS)
    await world.do(circle.answer_return, who, comes_back=True)
    await world.do(circle.answer_return, who, comes_back=True)
    assert (await membership(world, who.person)).state is MemberState.MEMBER
    assert [event.step for event in await history(world, who.person)][-2:] == [
        CircleStep.STEPPED_BACK,
        CircleStep.RETURNED,
    ]


async def test_a_not_yet_leaves_it_with_the_gezinsmanager(world: World) -> None:
    who = await joined(world)
    await world.do(circle.step_back, world.sanne, person=who.person, back_on=date(2026, 12, 7))
    with pytest.raises(Outdated):
        await world.do(circle.answer_return, who, comes_back=True)
    await world.at("2026-12-07 12:00")
    await world.do(circle.answer_return, who, comes_back=False)
    assert (await membership(world, who.person)).state is MemberState.STEPPED_BACK
    assert await world.items(WorkKind.MEMBER_RETURNS)
    await world.do(circle.bring_back, world.sanne, person=who.person)
    assert not await world.items(WorkKind.MEMBER_RETURNS)
    await world.at("2026-12-09 12:00")
    assert told(world, who.person).count("ReturnAsked") == 1


async def test_an_answer_before_the_question_left_makes_it_superfluous(world: World) -> None:
    who = await joined(world, until=JANUARY)
    await world.at("2027-01-16 12:00")
    world.clock.now += timedelta(hours=23)
    await world.look()
    await world.do(circle.answer_stay, who, goes_on=False)
    await world.deliver()
    assert "StayAsked" not in told(world, who.person)


async def test_a_question_that_does_not_arrive_comes_on_the_list(world: World) -> None:
    who = await joined(world, until=JANUARY)
    async with world.unit() as uow:
        link = await uow.links.of(Recipient(person=who.person))
        assert link is not None
        await uow.links.end(link.id, uow.now)
    await world.at("2027-01-18 12:00")
    assert "StayAsked" not in told(world, who.person)
    assert who.person in {item.person for item in await world.items(WorkKind.CALL_OR_WRITE)}


async def test_who_never_answered_the_invitation_ends_without_a_word(world: World) -> None:
    person = await added(world, until=JANUARY)
    await world.at("2027-02-02 12:00")
    assert (await membership(world, person.id)).state is MemberState.ENDED
    assert not await world.items(WorkKind.MEMBER_OVER)
    assert told(world, person.id) == []


async def test_looking_twice_or_late_does_everything_once(world: World) -> None:
    who = await joined(world, until=JANUARY)
    world.clock.now += timedelta(days=90)
    await world.look()
    await world.look()
    assert (await membership(world, who.person)).state is MemberState.ENDED
    assert [item.count for item in await world.items(WorkKind.MEMBER_OVER)] == [1]
    assert "StayAsked" not in told(world, who.person)
