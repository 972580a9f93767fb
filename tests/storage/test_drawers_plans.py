"""What goes into the drawers of plans and their copies comes out the same, and nobody else's is touched."""

from dataclasses import replace
from datetime import date

import pytest

from domain.linking import Recipient
from domain.people import FamilyId
from domain.plan_copies import PlanCopy, Proposal, ProposalId
from domain.plan_questions import Fits, PlanQuestion, PlanQuestionId
from domain.plans import (
    GoalEnd,
    GoalId,
    GoalStand,
    Plan,
    PlanState,
    PlanText,
    PlanVersionId,
    StepId,
    next_version,
)
from domain.secret import Secret
from storage.archive import Archive
from storage.errors import Conflict
from tests.storage.plan_world import DAY, HOUR, WEEK, copy_of, text_of, version_of
from tests.storage.world import START, Cast, new_id


async def test_a_version_comes_back_with_every_word(archive: Archive, cast: Cast) -> None:
    whole = replace(
        version_of(cast, state=PlanState.DISCUSSED),
        revision=7,
        proposed_at=START + HOUR,
        discussed_at=START + DAY,
        established_at=START + 2 * DAY,
    )
    bare = replace(
        version_of(cast, number=2, state=PlanState.REPLACED, text=PlanText()),
        made_by=Recipient(person=cast.fatima.id),
    )
    async with archive.unit() as unit:
        await unit.plans.keep_version(whole)
        await unit.plans.keep_version(bare)

    async with archive.reading() as unit:
        assert await unit.plans.version(whole.id) == whole
        assert await unit.plans.version(bare.id) == bare
        assert await unit.plans.version(PlanVersionId(new_id())) is None
        assert await unit.plans.versions(cast.family.id) == (bare, whole)
        assert await unit.plans.versions(cast.other_family.id) == ()


async def test_saving_a_version_again_replaces_what_it_said(archive: Archive, cast: Cast) -> None:
    first = version_of(cast)
    later = replace(
        first,
        text=replace(first.text, needed=Secret("iets anders"), goals=first.text.goals[:1]),
        state=PlanState.ESTABLISHED,
        revision=2,
        established_at=START + DAY,
    )
    async with archive.unit() as unit:
        await unit.plans.keep_version(first)
        await unit.plans.keep_version(later)
        assert await unit.plans.version(first.id) == later
        assert await unit.plans.versions(cast.family.id) == (later,)


async def test_a_family_has_one_version_of_each_number(archive: Archive, cast: Cast) -> None:
    async def twice() -> None:
        async with archive.unit() as unit:
            await unit.plans.keep_version(version_of(cast))
            await unit.plans.keep_version(version_of(cast))

    with pytest.raises(Conflict):
        await twice()
    async with archive.reading() as unit:
        assert await unit.plans.versions(cast.family.id) == ()


async def test_a_plan_is_what_stands_of_all_its_versions(archive: Archive, cast: Cast) -> None:
    replaced = version_of(cast, state=PlanState.REPLACED)
    established = version_of(cast, number=2, state=PlanState.ESTABLISHED)
    making = next_version(
        established, PlanVersionId(new_id()), made_at=START + DAY, made_by=established.made_by
    )
    goal, step = established.text.goals[0], established.text.goals[0].steps[0]
    open_stand = GoalStand(established.text.goals[1].id, cast.family.id, START + HOUR)
    ended = GoalStand(
        goal.id, cast.family.id, START, START + DAY, GoalEnd.REACHED, START + HOUR, Secret("oma kwam helpen")
    )
    plan = Plan(
        family=cast.family.id,
        established=established,
        open=making,
        rounds_from=WEEK,
        next_round=date(2026, 3, 9),
        look_at=START + DAY,
        asked=2,
        done_steps={step.id: START + HOUR},
        stands=(ended, open_stand),
    )
    async with archive.unit() as unit:
        assert await unit.plans.of(cast.family.id) is None
        for version in (replaced, established, making):
            await unit.plans.keep_version(version)
        await unit.plans.save(replace(plan, asked=0, next_round=None))
        await unit.plans.save(plan)
        for stand in (replace(ended, ended_at=None, end=None), open_stand, ended):
            await unit.plans.keep_stand(stand)
        await unit.plans.mark_step(step.id, cast.family.id, START + HOUR)

    async with archive.reading() as unit:
        assert await unit.plans.of(cast.family.id) == plan
        both = await unit.plans.several((cast.family.id, cast.other_family.id, cast.family.id))
        assert both == {cast.family.id: plan}
        assert await unit.plans.whole(cast.family.id) == (plan, (making, established, replaced))
        assert await unit.plans.whole(cast.other_family.id) == (None, ())
        assert await unit.plans.several(()) == {}


async def test_a_plan_that_was_only_begun_is_there(archive: Archive, cast: Cast) -> None:
    begun = version_of(cast)
    async with archive.unit() as unit:
        await unit.plans.keep_version(begun)
        assert await unit.plans.of(cast.family.id) == Plan(cast.family.id, open=begun)
        assert await unit.plans.whole(cast.family.id) == (Plan(cast.family.id, open=begun), (begun,))


async def test_what_was_replaced_is_no_plan_any_more(archive: Archive, cast: Cast) -> None:
    replaced, plan = version_of(cast, state=PlanState.REPLACED), Plan(cast.family.id, rounds_from=WEEK)
    async with archive.unit() as unit:
        await unit.plans.keep_version(replaced)
        assert await unit.plans.of(cast.family.id) is None
        assert await unit.plans.whole(cast.family.id) == (None, (replaced,))
        await unit.plans.save(plan)
        assert await unit.plans.of(cast.family.id) == plan
        assert await unit.plans.whole(cast.family.id) == (plan, (replaced,))


async def test_a_step_that_was_taken_can_be_taken_back(archive: Archive, cast: Cast) -> None:
    first, second = StepId(new_id()), StepId(new_id())
    async with archive.unit() as unit:
        await unit.plans.save(Plan(cast.family.id))
        for step in (first, second):
            await unit.plans.mark_step(step, cast.family.id, START)
        await unit.plans.mark_step(first, cast.family.id, START + HOUR)
        await unit.plans.mark_step(second, cast.family.id, None)
        plan = await unit.plans.of(cast.family.id)
    assert plan is not None
    assert plan.done_steps == {first: START + HOUR}


async def test_what_helped_can_be_said_later(archive: Archive, cast: Cast) -> None:
    bare = GoalStand(GoalId(new_id()), cast.family.id, START)
    said = replace(bare, helped=Secret("vroeg naar bed"))
    async with archive.unit() as unit:
        await unit.plans.save(Plan(cast.family.id))
        for stand in (bare, said):
            await unit.plans.keep_stand(stand)
            plan = await unit.plans.of(cast.family.id)
            assert plan is not None
            assert plan.stands == (stand,)


async def test_plans_fall_due_earliest_first(archive: Archive, cast: Cast) -> None:
    mine, other = cast.family.id, cast.other_family.id
    async with archive.unit() as unit:
        assert await unit.plans.next_look() is None
        assert await unit.plans.next_round() is None
        await unit.plans.save(Plan(mine, next_round=date(2026, 3, 9), look_at=START + DAY))
        await unit.plans.save(Plan(other, next_round=WEEK, look_at=START))

    async def due_at(limit: int) -> tuple[FamilyId, ...]:
        async with archive.reading() as unit:
            return await unit.plans.due(START + DAY, limit)

    async with archive.reading() as unit:
        assert await unit.plans.next_look() == START
        assert await unit.plans.next_round() == WEEK
        assert await unit.plans.due_for_round(date(2026, 3, 1), 9) == ()
        assert await unit.plans.due_for_round(date(2026, 3, 8), 9) == (other,)
        assert await unit.plans.due_for_round(date(2026, 3, 9), 9) == (other, mine)
        assert await unit.plans.due_for_round(date(2026, 3, 9), 1) == (other,)
        assert await unit.plans.due(START, 9) == (other,)
    assert await due_at(9) == (other, mine)
    assert await due_at(1) == (other,)
    async with archive.unit() as unit:
        await unit.plans.save(Plan(other))
        assert await unit.plans.due_for_round(date.max, 9) == (mine,)
        assert await unit.plans.next_look() == START + DAY


async def test_everybody_has_one_copy_of_a_version(archive: Archive, cast: Cast) -> None:
    version, other = version_of(cast), version_of(cast, number=2)
    fatimas, jans = copy_of(version, cast.fatima.id), PlanCopy(version.id, cast.jan.id, delivered_at=START)
    async with archive.unit() as unit:
        for each in (version, other):
            await unit.plans.keep_version(each)
        for copy in (PlanCopy(version.id, cast.fatima.id), fatimas, jans, PlanCopy(other.id, cast.fatima.id)):
            await unit.plan_copies.save(copy)

    async with archive.reading() as unit:
        assert await unit.plan_copies.of(version.id) == (fatimas, jans)
        assert await unit.plan_copies.of(other.id) == (PlanCopy(other.id, cast.fatima.id),)
        assert await unit.plan_copies.of(PlanVersionId(new_id())) == ()
        about = await unit.plan_copies.about(cast.family.id, (version.id, other.id))
        assert about == ((fatimas, jans, PlanCopy(other.id, cast.fatima.id)), (), ())


async def test_a_proposal_comes_back_with_what_became_of_it(archive: Archive, cast: Cast) -> None:
    first = Proposal(
        ProposalId(new_id()), cast.family.id, cast.fatima.id, Secret("meer rust"), START, GoalId(new_id())
    )
    second = Proposal(
        ProposalId(new_id()), cast.family.id, cast.jan.id, Secret("een doel erbij"), START + HOUR
    )
    settled = replace(first, settled_at=START + DAY, taken=False, reply=Secret("wij praten erover"))
    async with archive.unit() as unit:
        for proposal in (first, second):
            await unit.plan_copies.keep_proposal(proposal)
            assert await unit.plan_copies.proposal(proposal.id) == proposal
        await unit.plan_copies.keep_proposal(settled)

    async with archive.reading() as unit:
        assert await unit.plan_copies.proposals(cast.family.id) == (second, settled)
        assert await unit.plan_copies.about(cast.family.id, ()) == ((), (second, settled), ())
        assert await unit.plan_copies.proposals(cast.other_family.id) == ()
        assert await unit.plan_copies.proposal(ProposalId(new_id())) is None


async def test_a_question_waits_until_it_was_answered(archive: Archive, cast: Cast) -> None:
    version = version_of(cast)

    def question(number: int) -> PlanQuestion:
        return PlanQuestion(
            PlanQuestionId(new_id()),
            cast.family.id,
            version.id,
            cast.fatima.id,
            number,
            START + number * DAY,
        )

    first, second = question(1), question(2)
    answered = replace(second, told_at=START + 3 * DAY, answer=Fits.TALK, answered_at=START + 4 * DAY)
    async with archive.unit() as unit:
        await unit.plans.keep_version(version)
        for each in (first, second):
            await unit.plan_copies.keep_question(each)
        assert await unit.plan_copies.waiting_for(cast.fatima.id) == second
        assert await unit.plan_copies.waiting_for(cast.jan.id) is None
        await unit.plan_copies.keep_question(answered)
        assert await unit.plan_copies.waiting_for(cast.fatima.id) == first
        assert await unit.plan_copies.question(second.id) == answered
        assert await unit.plan_copies.question(PlanQuestionId(new_id())) is None
        assert await unit.plan_copies.questions(cast.family.id) == (answered, first)
        assert (await unit.plan_copies.about(cast.family.id, ()))[2] == (answered, first)
        assert await unit.plan_copies.questions(cast.other_family.id) == ()


async def test_the_longest_plan_there_can_be_is_kept(archive: Archive, cast: Cast) -> None:
    long = Secret("ë" * 4_000)
    text = replace(text_of(cast), strengths=long, worries=long, needed=long, must=long, may=long)
    version = version_of(cast, text=text)
    async with archive.unit() as unit:
        await unit.plans.keep_version(version)
        assert await unit.plans.version(version.id) == version
