"""The question "leeft het plan nog?": asked when it is time, and answered with one tap."""

from dataclasses import replace

from domain.access import Scope
from domain.actions import Action
from domain.actors import Clockwork, Talker
from domain.audit import Mode
from domain.errors import NotFound
from domain.notices import PlanFitAsked
from domain.people import Family, FamilyId, Person, Role
from domain.plan_questions import (
    VALID_FOR,
    Fits,
    PlanQuestion,
    PlanQuestionId,
    next_look,
    number_asked_by,
)
from domain.plans import PlanVersion
from usecases import signals
from usecases.outbox import tell_person
from usecases.permission import allow, family_of, permit, person_of, refuse, scope_of_family
from usecases.ports import Unit
from usecases.turns import can_be_asked, take_in


async def due(uow: Unit, who: Clockwork, *, limit: int = 50) -> tuple[FamilyId, ...]:
    """The families whose plan is to be looked at now."""
    allow(who, Action.RUN, Scope())
    return await uow.plans.due(uow.now, limit)


async def look(uow: Unit, who: Clockwork, *, family: FamilyId) -> int:
    """Ask what is to be asked, keep what the rules find, and say when to look again; how many were asked.

    Who is to be asked about goals by now, and was not when the round was planned, comes into the open round.

    After a standstill the question comes once, not once for every time that it was missed.
    """
    allow(who, Action.RUN, Scope())
    plan = await uow.plans.of(family)
    if plan is None:
        return 0
    of = await family_of(uow, family)
    asked, number = 0, plan.asked
    if plan.established is not None and plan.established.established_at is not None:
        number = number_asked_by(plan.established.established_at, uow.now)
        if number > plan.asked and plan.open_goals:
            asked = await _ask(uow, of, plan.established, number)
    await uow.plans.save(replace(plan, asked=max(number, plan.asked), look_at=next_look(plan, uow.now)))
    await take_in(uow, plan)
    await signals.look(uow, of)
    return asked


async def answer(uow: Unit, who: Talker, *, question: PlanQuestionId, fits: Fits) -> PlanQuestion:
    """Say whether the plan still fits; the last tap counts.

    Raises:
        NotFound, NotAllowed: there is no such question, or it was somebody else's.
    """
    person, family = await _own(uow, who, Mode.UPDATE, question)
    found = await uow.plan_copies.question(question)
    if found is None:
        raise NotFound(detail="question")
    if found.person != person.id:
        scope = scope_of_family(family, person.id)
        refuse(uow, who, Action.RESPOND_PLAN, scope, mode=Mode.UPDATE, kind="question", object_id=question)
    if found.answer is fits:
        return found
    answered = replace(found, answer=fits, answered_at=uow.now)
    await uow.plan_copies.keep_question(answered)
    await signals.look(uow, family)
    return answered


async def waiting(uow: Unit, who: Talker) -> PlanQuestion | None:
    """The question about the present plan that this person has not answered; whoever asks for it shows it.

    What was shown is not sent as a message any more.
    """
    person, family = await _own(uow, who, Mode.READ)
    found = await uow.plan_copies.waiting_for(person.id)
    plan = await uow.plans.of(family.id)
    if found is None or plan is None or plan.established is None or found.version != plan.established.id:
        return None
    if found.told_at is None:
        found = replace(found, told_at=uow.now)
        await uow.plan_copies.keep_question(found)
    return found


async def _ask(uow: Unit, family: Family, version: PlanVersion, number: int) -> int:
    asked = 0
    for person in await uow.families.people_of(family.id):
        if person.id not in version.text.people or person.role is Role.NETWORK_MEMBER:
            continue
        asked += 1
        question = PlanQuestion(
            PlanQuestionId(uow.new_id()), family.id, version.id, person.id, number, made_at=uow.now
        )
        await uow.plan_copies.keep_question(question)
        if await can_be_asked(uow, person):
            key, until = f"planfit:{question.id.hex}", uow.now + VALID_FOR
            notice = PlanFitAsked(question.id)
            await tell_person(uow, person.id, notice, key=key, appointment=None, until=until)
    return asked


async def _own(
    uow: Unit, who: Talker, mode: Mode, question: PlanQuestionId | None = None
) -> tuple[Person, Family]:
    person = await person_of(uow, who.person)
    family = await family_of(uow, person.family)
    scope = scope_of_family(family, person.id)
    await permit(uow, who, Action.RESPOND_PLAN, scope, mode=mode, kind="question", object_id=question)
    return person, family
