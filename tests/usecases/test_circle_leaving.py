"""Leaving the circle: without a reason, and with everything that was held in the hands of others."""

from datetime import date, time

import pytest

from domain.actors import NetworkMember
from domain.buttons import Awaiting
from domain.circle import CircleStep, MemberEnd, MemberState
from domain.errors import NotFound, Outdated, Unsuitable
from domain.linking import InvitationState, Recipient
from domain.notices_circle import TurnOffered
from domain.series import Series
from domain.tasks import TurnState
from domain.window import Via
from domain.work_items import WorkKind
from tests.usecases.circle_made import MONDAY, give_task, surround, task_of, turns_of, weekly
from tests.usecases.circles import UNTIL, added, history, joined, linked, membership
from tests.usecases.telephones import Telephone
from tests.usecases.world import World
from usecases import circle, linking
from usecases.sessions import begin, session_of

SOON = date(2026, 11, 27)


def wil_of(world: World) -> NetworkMember:
    who = world.who("wil")
    assert isinstance(who, NetworkMember)
    return who


async def test_leaving_asks_no_reason_and_shuts_every_way_in(world: World) -> None:
    who = await joined(world)
    await world.do(circle.leave, who)
    now = await membership(world, who.person)
    assert (now.state, now.end) == (MemberState.ENDED, MemberEnd.LEFT)
    assert (await history(world, who.person))[-1].step is CircleStep.ENDED
    assert await Telephone(world, 7001).holder() is None
    (item,) = await world.items(WorkKind.MEMBER_LEFT)
    assert item.person == who.person
    await world.do(circle.leave, who)
    assert [event.step for event in await history(world, who.person)].count(CircleStep.ENDED) == 1
    assert [item.count for item in await world.items(WorkKind.MEMBER_LEFT)] == [1]


async def test_rather_not_is_heard_by_the_gezinsmanager_and_by_nobody_else(world: World) -> None:
    person = await added(world)
    await linked(world, person, user=7001)
    await world.do(circle.decline, NetworkMember(person.id, person.family))
    assert (await membership(world, person.id)).end is MemberEnd.DECLINED
    assert [item.person for item in await world.items(WorkKind.MEMBER_DECLINED)] == [person.id]
    assert await Telephone(world, 7001).holder() is None
    with pytest.raises((NotFound, Outdated)):
        await world.do(linking.consent, NetworkMember(person.id, person.family))


async def test_a_member_removed_while_a_task_is_open(world: World) -> None:
    await surround(world)
    task = await give_task(world, weekly(SOON, times=4))
    await world.do(circle.remove, world.sanne, person=world.id("wil"))
    near, *far = await turns_of(world, task)
    assert (near.state, near.holder, near.asked) == (TurnState.OFFERED, None, frozenset({world.id("buur")}))
    assert [turn.state for turn in far] == [TurnState.OFFERED] * 3
    assert not any(turn.asked for turn in far)
    now = await task_of(world, task)
    assert (now.owner, now.reserve, now.revision) == (None, world.id("buur"), task.revision + 1)
    await world.deliver()
    assert [type(notice) for notice in world.said_to("buur")] == [TurnOffered]
    assert not world.said_to("wil")
    await world.at("2026-12-02 12:00")
    assert len([n for n in world.said_to("buur") if isinstance(n, TurnOffered)]) == 2
    assert not world.said_to("wil")


async def test_what_was_past_and_not_answered_is_not_said_for_who_leaves(world: World) -> None:
    await surround(world)
    task = await give_task(world, Series(MONDAY, time(15)))
    await world.at("2026-11-30 16:20")
    await world.do(circle.leave, wil_of(world))
    (turn,) = await turns_of(world, task)
    assert (turn.state, turn.by) == (TurnState.UNANSWERED, None)
    assert await world.items(WorkKind.TASK_UNANSWERED)


async def test_who_leaves_is_no_longer_the_reserve_or_among_the_others(world: World) -> None:
    await surround(world)
    task = await give_task(world, owner="tante", reserve="wil", others=("buur", "wil"))
    other = await give_task(world, owner="tante", reserve=None, others=("buur", "wil"))
    await world.do(circle.leave, wil_of(world))
    assert (await task_of(world, task)).reserve is None
    assert (await task_of(world, task)).others == {world.id("buur")}
    assert (await task_of(world, other)).others == {world.id("buur")}
    assert all(turn.holder == world.id("tante") for turn in await turns_of(world, task))


async def test_who_was_asked_and_leaves_makes_room_for_the_next(world: World) -> None:
    await surround(world)
    task = await give_task(world, Series(SOON, time(15)), owner="tante", reserve="wil", others=("buur",))
    await world.do(circle.remove, world.sanne, person=world.id("tante"))
    await world.do(circle.leave, wil_of(world))
    (turn,) = await turns_of(world, task)
    assert turn.asked == {world.id("buur")}


async def test_an_appointment_goes_on_without_who_left(world: World) -> None:
    together = await world.plan("fatima", "wil", at="2026-12-03 14:00")
    alone = await world.plan("wil", at="2026-12-04 14:00")
    await world.at("2026-11-23 10:00")
    heard = len(world.said_to("fatima"))
    await world.do(circle.leave, wil_of(world))
    assert (await world.appointment(together.id)).people == (world.id("fatima"),)
    assert (await world.appointment(alone.id)).is_cancelled
    await world.at("2026-11-24 12:00")
    assert len(world.said_to("fatima")) == heard
    await world.at("2026-12-05 12:00")
    assert {item.person for item in await world.items(WorkKind.CALL_UNCONFIRMED)} == {world.id("fatima")}


async def test_what_still_waited_to_be_sent_is_not_sent_and_asks_nobody_to_call(world: World) -> None:
    who = await joined(world)
    assert [d for d in await world.dispatches() if d.recipient == Recipient(person=who.person)]
    await world.do(circle.remove, world.sanne, person=who.person)
    await world.tick()
    assert not [s for s in world.sendings if s.outgoing.dispatch.recipient == Recipient(person=who.person)]
    assert not await world.items(WorkKind.CALL_NOT_REACHED, WorkKind.CALL_OR_WRITE)


async def test_an_invitation_of_somebody_who_was_removed_leads_nowhere(world: World) -> None:
    person = await added(world)
    issued = await world.do(linking.invite, world.sanne, invitee=Recipient(person=person.id))
    await world.do(circle.remove, world.sanne, person=person.id)
    assert not await Telephone(world, 7001).opens(issued)
    async with world.archive.reading() as uow:
        found = await uow.invitations.get(issued.invitation)
    assert found is not None
    assert found.state is InvitationState.REVOKED
    with pytest.raises(Outdated):
        await world.do(linking.invite, world.sanne, invitee=Recipient(person=person.id))


async def test_who_left_can_be_asked_back_and_joins_anew(world: World) -> None:
    who = await joined(world)
    await world.do(circle.leave, who)
    with pytest.raises(Unsuitable):
        await world.do(circle.bring_back, world.sanne, person=who.person)
    await world.do(circle.bring_back, world.sanne, person=who.person, until=UNTIL)
    assert (await membership(world, who.person)).state is MemberState.INVITED
    async with world.archive.reading() as uow:
        person = await uow.families.person(who.person)
    assert person is not None
    await linked(world, person, user=7001)
    await world.do(linking.consent, who)
    assert (await membership(world, who.person)).state is MemberState.MEMBER


async def test_stepping_back_gives_the_turns_of_that_time_to_others_and_keeps_the_task(world: World) -> None:
    await surround(world)
    task = await give_task(world, weekly(times=4))
    await world.do(circle.step_back, world.sanne, person=world.id("wil"), back_on=date(2026, 12, 8))
    states = [(turn.holder, turn.state) for turn in await turns_of(world, task)]
    assert states[:2] == [(None, TurnState.OFFERED)] * 2
    assert states[2:] == [(world.id("wil"), TurnState.PLANNED)] * 2
    assert (await task_of(world, task)).owner == world.id("wil")
    with pytest.raises(Unsuitable):
        await world.do(circle.step_back, world.sanne, person=world.id("wil"), back_on=date(2026, 11, 23))


async def test_the_code_for_another_family_can_still_be_typed_after_leaving_this_one(world: World) -> None:
    person = await added(world, "Wil Jansen", "Maan")
    issued = await world.do(linking.invite, world.mehmet, invitee=Recipient(person=person.id))
    phone = Telephone(world, 604)
    assert await phone.opens(issued)
    await world.do(circle.leave, wil_of(world))
    async with world.archive.reading() as uow:
        awaited = await uow.expectations.get(await phone.account())
    assert awaited is not None
    assert awaited.awaiting is Awaiting.INVITATION_CODE


async def test_somebody_of_the_family_cannot_leave_as_a_member(world: World) -> None:
    with pytest.raises(NotFound):
        await world.do(circle.step_back, world.sanne, person=world.id("noor"), back_on=date(2026, 12, 8))


async def test_a_window_that_was_open_closes_when_somebody_is_removed(world: World) -> None:
    who = await joined(world)
    async with world.unit() as uow:
        _, token = await begin(uow, Recipient(person=who.person), Via.LINK, is_open=True)
    await world.do(circle.remove, world.sanne, person=who.person)
    async with world.archive.reading() as uow:
        assert await session_of(uow, token=token, touch=False) is None
