"""The plan as the family has it: each their own part, read, agreed with, answered, proposed to."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from domain.errors import NotAllowed, NotFound, Unsuitable
from domain.people import Called, FlagKind
from domain.plan_changes import Part
from domain.plans import GoalId, PlanChanged, PlanState, PlanVersionId, StepId
from domain.secret import Secret
from domain.signals import Signal, SignalRule
from domain.work_items import WorkKind
from tests.usecases.planned_plan import (
    at_desk,
    bedtime,
    begin,
    establish,
    give,
    of,
    rewrite,
    school,
    talker,
    text_of,
)
from tests.usecases.world import World
from usecases import own_plan, plan_goals, plans

NOT_THEIRS = (NotFound, NotAllowed)


async def _react(world: World, key: str, version: PlanVersionId, said: str, *, shared: bool = False) -> None:
    await world.do(own_plan.react, talker(world, key), version=version, body=Secret(said), shared=shared)


async def _waits(world: World, key: str) -> bool:
    return await world.do(own_plan.waits, talker(world, key))


async def test_nothing_is_seen_before_it_is_given(world: World) -> None:
    made = await begin(world)
    own = await of(world, "fatima")
    assert (own.current, own.waiting, own.copy, own.changes) == (None, None, None, ())
    assert not await _waits(world, "fatima")
    with pytest.raises(PlanChanged):
        await world.do(own_plan.agree, talker(world, "fatima"), version=made.id, agrees=True)


async def test_what_is_given_waits_until_it_is_read(world: World) -> None:
    given = await give(world, await begin(world))
    assert await _waits(world, "fatima")
    assert not await _waits(world, "jan")
    own = await of(world, "fatima")
    assert own.waiting == given
    assert own.waiting_copy is not None
    assert own.waiting_copy.read_at == world.clock.now
    assert not await _waits(world, "fatima")
    assert await _waits(world, "noor")
    assert own.case_manager == Secret("Sanne Vermeulen")
    assert own.is_whole


async def test_with_whom_it_is_not_shared_sees_nothing_of_it(world: World) -> None:
    given = await give(world, await begin(world))
    await establish(world, given)
    own = await of(world, "jan")
    assert (own.current, own.waiting, own.reactions) == (None, None, ())
    assert own.plan is not None
    assert (own.plan.established, own.plan.stands) == (None, ())
    for version in (given.id, PlanVersionId(UUID(int=5))):
        with pytest.raises(NOT_THEIRS):
            await world.do(own_plan.agree, talker(world, "jan"), version=version, agrees=True)
        with pytest.raises(NOT_THEIRS):
            await world.do(own_plan.for_paper, talker(world, "jan"), version=version)


async def test_each_sees_their_own_goals_and_nothing_of_how_others_stand(world: World) -> None:
    fatima, noor = frozenset({world.id("fatima")}), frozenset({world.id("noor")})
    made = await begin(world, text_of(world, goals=(bedtime(fatima), school(noor))))
    plan = await establish(world, made)
    step = made.text.goals[0].steps[0].id
    await world.do(own_plan.take_step, talker(world, "fatima"), step=step, done=True)
    own = await of(world, "noor")
    assert own.current is not None
    assert own.plan is not None
    assert [goal.nickname for goal in own.current.text.goals] == ["op tijd"]
    assert [stand.goal for stand in own.plan.stands] == [made.text.goals[1].id]
    assert own.plan.established == own.current
    assert not own.plan.done_steps
    assert own.current.text.worries == made.text.worries
    assert plan.established is not None
    assert (await of(world, "fatima")).plan != own.plan
    with pytest.raises(NOT_THEIRS):
        await world.do(own_plan.take_step, talker(world, "noor"), step=step, done=False)


async def test_two_who_may_have_no_contact_read_nothing_that_is_said_of_the_family(world: World) -> None:
    made = await begin(world, text_of(world, "fatima", "jan", goals=()))
    fatima, jan = frozenset({world.id("fatima")}), frozenset({world.id("jan")})
    made = await rewrite(world, made, goals=(bedtime(fatima), school(jan)))
    await establish(world, made)
    await _react(world, "jan", made.id, "Ik zie het anders", shared=True)
    assert (await of(world, "fatima")).reactions == ((Called.FATHER, Secret("Ik zie het anders")),)
    await world.flag(FlagKind.NO_CONTACT, "fatima", "jan")
    own = await of(world, "fatima")
    assert own.current is not None
    assert not own.is_whole
    assert not own.current.text.worries
    assert own.current.text.evaluate_on is None
    assert own.reactions == ()
    assert [goal.nickname for goal in own.current.text.goals] == ["slaaptijd"]


async def test_when_it_was_gone_through_with_another_is_not_told(world: World) -> None:
    version = await give(world, await begin(world, text_of(world, "fatima", "jan")))
    people = frozenset({world.id("jan")})
    await world.do(plans.discussed, world.sanne, version=version.id, people=people)
    hers, his = (await of(world, "fatima")), (await of(world, "jan"))
    assert hers.waiting is not None
    assert (hers.waiting.state, hers.waiting.discussed_at) == (PlanState.PROPOSED, None)
    assert hers.waiting_copy is not None
    assert hers.waiting_copy.discussed_at is None
    assert his.waiting_copy is not None
    assert his.waiting_copy.discussed_at == world.clock.now


async def test_agreeing_can_be_taken_back_until_it_is_replaced(world: World) -> None:
    first = await establish(world)
    assert first.established is not None
    which, who = first.established.id, talker(world, "fatima")
    agreed = await world.do(own_plan.agree, who, version=which, agrees=True)
    world.clock.now += timedelta(days=1)
    assert await world.do(own_plan.agree, who, version=which, agrees=True) == agreed
    assert (await world.do(own_plan.agree, who, version=which, agrees=False)).agreed_at is None
    await establish(world, await begin(world, replace(first.established.text, needed=Secret("Anders"))))
    with pytest.raises(PlanChanged):
        await world.do(own_plan.agree, who, version=which, agrees=True)


async def test_an_own_view_stays_with_the_plan_and_is_read_only_when_shared(world: World) -> None:
    given = await give(world, await begin(world))
    await _react(world, "noor", given.id, "Ik wil later naar bed")
    assert (await of(world, "fatima")).reactions == ()
    (copy,) = [c for c in (await at_desk(world)).copies[given.id] if c.person == world.id("noor")]
    assert copy.reaction == Secret("Ik wil later naar bed")
    await _react(world, "noor", given.id, "Ik wil later naar bed", shared=True)
    await establish(world, await rewrite(world, given, needed=Secret("Nog meer rust")))
    assert (await of(world, "fatima")).reactions == ((Called.YOUNG_PERSON, Secret("Ik wil later naar bed")),)
    await _react(world, "noor", given.id, "  ", shared=True)
    own = await of(world, "noor")
    assert own.copy is not None
    assert (own.copy.reaction, own.copy.reaction_shared) == (None, False)
    assert (await of(world, "fatima")).reactions == ()


async def test_far_too_many_words_are_refused(world: World) -> None:
    given = await give(world, await begin(world))
    with pytest.raises(Unsuitable):
        await _react(world, "noor", given.id, "a" * 4_001)
    for body in ("a" * 4_001, " \n "):
        with pytest.raises(Unsuitable):
            await world.do(own_plan.propose, talker(world, "noor"), body=Secret(body), goal=None, once="a")


async def test_old_and_new_are_compared_within_what_one_sees(world: World) -> None:
    fatima, noor = frozenset({world.id("fatima")}), frozenset({world.id("noor")})
    made = await begin(world, text_of(world, goals=(bedtime(fatima), school(noor))))
    plan = await establish(world, made)
    assert plan.established is not None
    goals = tuple(replace(goal, ten=Secret("Feest")) for goal in plan.established.text.goals)
    await give(world, await begin(world, replace(plan.established.text, goals=goals)))
    own = await of(world, "noor")
    assert [(change.part, change.nickname) for change in own.changes] == [(Part.GOAL_TEN, "op tijd")]


async def test_a_proposal_is_made_once_and_seen_at_the_desk(world: World) -> None:
    who = talker(world, "noor")
    made = await world.do(own_plan.propose, who, body=Secret("Een hond"), goal=None, once="f")
    assert await world.do(own_plan.propose, who, body=Secret("Een kat"), goal=None, once="f") == made
    other = await world.do(
        own_plan.propose, talker(world, "fatima"), body=Secret("Een hond"), goal=None, once="f"
    )
    assert other.id != made.id
    desk = await at_desk(world)
    assert {proposal.body.reveal() for proposal in desk.proposals} == {"Een hond"}
    assert len(desk.proposals) == 2
    assert (await of(world, "noor")).proposals == (made,)
    assert {s.finding.rule for s in await _signals(world)} == {SignalRule.PROPOSED}


async def _signals(world: World) -> tuple[Signal, ...]:
    async with world.archive.reading() as uow:
        return await uow.signals.open_of((world.cast.families["Ster"].id,))


async def test_what_became_of_a_proposal_is_read_by_who_made_it(world: World) -> None:
    who = talker(world, "noor")
    made = await world.do(own_plan.propose, who, body=Secret("Een hond"), goal=None, once="f")
    await world.do(
        plan_goals.settle_proposal, world.sanne, proposal=made.id, taken=False, reply=Secret("Nu niet")
    )
    (settled,) = (await of(world, "noor")).proposals
    assert (settled.taken, settled.reply, settled.settled_at) == (False, Secret("Nu niet"), world.clock.now)
    assert await _signals(world) == ()
    with pytest.raises(Unsuitable):
        await world.do(
            plan_goals.settle_proposal,
            world.sanne,
            proposal=made.id,
            taken=True,
            reply=Secret("a" * 4_001),
        )


async def test_a_change_can_be_proposed_only_of_a_goal_that_one_sees(world: World) -> None:
    fatima = frozenset({world.id("fatima")})
    made = await begin(world, text_of(world, goals=(bedtime(fatima),)))
    await establish(world, made)
    goal = made.text.goals[0].id
    asked = {"body": Secret("Negen uur"), "goal": goal, "once": "f"}
    proposal = await world.do(own_plan.propose, talker(world, "fatima"), **asked)
    assert proposal.goal == goal
    for key in ("noor", "jan"):
        with pytest.raises(NOT_THEIRS):
            await world.do(own_plan.propose, talker(world, key), **asked)


async def test_words_of_danger_are_looked_at_first(world: World) -> None:
    given = await give(world, await begin(world))
    who = talker(world, "noor")
    said = Secret("ik wil niet meer")
    await world.do(own_plan.react, who, version=given.id, body=said, shared=False, alarming=True)
    await world.do(own_plan.propose, who, body=said, goal=None, once="f", alarming=True)
    items = await world.items(WorkKind.POSSIBLY_URGENT)
    assert [(item.person, item.urgent) for item in items] == [(world.id("noor"), True)] * 2


async def test_steps_and_goals_of_nowhere_are_not_found(world: World) -> None:
    await establish(world)
    with pytest.raises(NOT_THEIRS):
        await world.do(own_plan.take_step, talker(world, "fatima"), step=StepId(UUID(int=3)), done=True)
    with pytest.raises(NOT_THEIRS):
        await world.do(
            own_plan.propose,
            talker(world, "fatima"),
            body=Secret("Dit"),
            goal=GoalId(UUID(int=3)),
            once="f",
        )


async def test_reading_puts_an_end_to_not_yet_read(world: World) -> None:
    given = await give(world, await begin(world))
    assert given.proposed_at is not None
    await world.at(timedelta(days=9))
    assert {s.finding.rule for s in await _signals(world)} == {SignalRule.UNREAD}
    await of(world, "fatima")
    await of(world, "noor")
    assert await _signals(world) == ()


async def test_taking_it_out_on_paper_is_logged_as_such(world: World) -> None:
    given = await give(world, await begin(world))
    own = await world.do(own_plan.for_paper, talker(world, "fatima"), version=given.id)
    assert own.waiting == given
    assert world.rows("SELECT count(*) FROM audit WHERE mode = 'E'") == [(1,)]
    with pytest.raises(NOT_THEIRS):
        await world.do(plans.for_paper, world.sanne, version=PlanVersionId(UUID(int=5)))
