"""What a check-in, the question about the plan and a plan that is ready say when they leave."""

from domain.checkins import TurnId
from domain.letters import CheckInLetter, DoorbellLetter, PlanFitLetter
from domain.people import Person
from domain.plan_questions import PlanQuestionId
from domain.plan_views import goals_to_score
from domain.plans import PlanState, PlanVersion, PlanVersionId
from usecases.ports import Unit


async def check_in_letter(
    uow: Unit, which: TurnId, person: Person, *, is_nudge: bool, discreet: bool
) -> CheckInLetter | None:
    """The first goal without a score; None when the round is over, or they reacted or paused in the meantime."""
    turn = await uow.check_ins.turn(which)
    if turn is None or turn.holder.person != person.id or turn.has_spoken:
        return None
    of = await uow.check_ins.round(turn.round)
    if of is None or of.closed_at is not None or uow.now >= of.closes_at:
        return None
    rhythm = await uow.check_ins.rhythm(person.id)
    flags = await uow.families.flags_of(person.family)
    goals = goals_to_score(await uow.plans.of(person.family), person.id, flags)
    if rhythm.paused_since is not None or not goals:
        return None
    first = goals[0]
    return CheckInLetter(
        turn=turn.id,
        goal=first.id,
        symbol=first.symbol,
        nickname=first.nickname,
        number=1,
        of=len(goals),
        scale=rhythm.scale,
        form=person.preferences.form,
        discreet=discreet,
        is_nudge=is_nudge,
    )


async def plan_fit_letter(
    uow: Unit, which: PlanQuestionId, person: Person, *, discreet: bool
) -> PlanFitLetter | None:
    """The question whether the plan still fits; None when they saw it already, or another plan has come."""
    question = await uow.plan_copies.question(which)
    if question is None or question.person != person.id or question.told_at is not None:
        return None
    plan = await uow.plans.of(person.family)
    if plan is None or plan.established is None or plan.established.id != question.version:
        return None
    return PlanFitLetter(question.id, person.preferences.form, discreet)


def plan_ready_key(version: PlanVersion) -> str:
    """Under which key the outbox holds that a version stands ready, with the text and in the state that it has now."""
    stage = str(version.revision) if version.established_at is None else "established"
    return f"plan:{version.id.hex}:{stage}"


async def plan_letter(
    uow: Unit, which: PlanVersionId, person: Person, *, planned_as: str
) -> DoorbellLetter | None:
    """That something waits; None when this version was read since, or is not theirs to read.

    None also when it was ``planned_as`` another text or state of this version: of the newest something waits already.
    """
    version = await uow.plans.version(which)
    if version is None or version.state is PlanState.REPLACED or person.id not in version.text.people:
        return None
    if not planned_as.startswith(f"{plan_ready_key(version)}:"):
        return None
    ready_at = version.established_at or version.proposed_at
    own = next((copy for copy in await uow.plan_copies.of(which) if copy.person == person.id), None)
    was_read = (
        own is not None and own.read_at is not None and ready_at is not None and own.read_at >= ready_at
    )
    return None if ready_at is None or was_read else DoorbellLetter(person.preferences.form)
