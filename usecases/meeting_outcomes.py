"""After a meeting: who was there, what was agreed with whom, and whether that is right in their eyes."""

from collections.abc import Iterable
from dataclasses import replace

from domain.actions import Action
from domain.actors import CaseManager
from domain.appointments import Outcome
from domain.audit import Mode
from domain.errors import Outdated, Unsuitable
from domain.meetings import (
    LONGEST_DECISION,
    Agreement,
    Decision,
    DecisionId,
    Meeting,
    MeetingId,
    MeetingState,
    agreed_with,
)
from domain.notices_circle import MeetingAgreed
from domain.people import FamilyId, PersonId
from domain.plans import GoalId
from domain.secret import Secret
from domain.tasks import TaskId
from usecases import appointments
from usecases.circle_people import takes_part
from usecases.meeting_parts import meeting_of, must_not_be_apart, wrong_key
from usecases.outbox import tell_person
from usecases.ports import Unit


async def held(uow: Unit, who: CaseManager, *, meeting: MeetingId, present: frozenset[PersonId]) -> Meeting:
    """It took place with these people; the last word counts.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor. Outdated: it has no moment, or was called off.
        NotTheFuture: it has not begun. Unsuitable: nobody, or somebody who was not asked and takes no part.
        KeptApart: two of them may have no contact.
    """
    found, family = await meeting_of(uow, meeting, who, Action.PLAN_MEETING, Mode.UPDATE)
    if found.state not in (MeetingState.PLANNED, MeetingState.HELD) or found.appointment is None:
        raise Outdated(detail="meeting")
    known = found.people | await takes_part(uow, family.id)
    appointment = await uow.appointments.get(found.appointment)
    if appointment is not None:
        known |= frozenset(appointment.people)
    if not present or not present <= known:
        raise Unsuitable(detail="participant")
    await must_not_be_apart(uow, family.id, present)
    await appointments.record_outcome(uow, who, appointment_id=found.appointment, outcome=Outcome.HELD)
    done = replace(found, state=MeetingState.HELD, people=present, look_at=None)
    await uow.meetings.keep(done)
    return done


async def decide(
    uow: Unit,
    who: CaseManager,
    *,
    meeting: MeetingId,
    words: Secret,
    people: Iterable[PersonId] = (),
    task: TaskId | None = None,
    goal: GoalId | None = None,
) -> Decision:
    """Write down what was agreed, with whom of those who were there; the same once more is one.

    A task that came of it is made by `usecases.tasks.plan` in the same transaction; a goal that it changes is changed
    in the plan itself.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor. Outdated: it was not held yet.
        Unsuitable: words too long or none, somebody who was not there, a task or goal of another family.
        KeptApart: two of them may have no contact.
    """
    found, family = await meeting_of(uow, meeting, who, Action.PLAN_MEETING, Mode.UPDATE)
    if found.state is not MeetingState.HELD:
        raise Outdated(detail="meeting")
    text, named = words.reveal().strip(), frozenset(people)
    if not 1 <= len(text) <= LONGEST_DECISION:
        raise Unsuitable(detail="words")
    if not named <= found.people:
        raise Unsuitable(detail="participant")
    await must_not_be_apart(uow, family.id, named)
    await _must_be_theirs(uow, family.id, task, goal)
    for before in await uow.meetings.decisions(found.id):
        same = (before.people, before.task, before.goal) == (named, task, goal)
        if same and before.words.reveal() == text:
            return before
    made = Decision(DecisionId(uow.new_id()), found.id, Secret(text), uow.now, named, task, goal)
    await uow.meetings.keep_decision(made)
    return made


async def ask_agreement(uow: Unit, who: CaseManager, *, meeting: MeetingId) -> tuple[PersonId, ...]:
    """Ask each with whom something was agreed whether it is right; returns who is asked now.

    Who was asked before is asked again only when something was agreed with them since.

    Raises:
        NotFound, NotAllowed: no such meeting for this actor. Outdated: it was not held yet.
        Unsuitable: nothing was agreed with anybody.
    """
    found, family = await meeting_of(uow, meeting, who, Action.PLAN_MEETING, Mode.UPDATE)
    if found.state is not MeetingState.HELD:
        raise Outdated(detail="meeting")
    decisions = await uow.meetings.decisions(found.id)
    tasks = await uow.tasks.several(one.task for one in decisions if one.task is not None)
    before = {one.person: one for one in await uow.meetings.agreements(found.id)}
    still = await takes_part(uow, family.id)
    agreed = {
        person: mine
        for person in await uow.families.people_of(family.id)
        if person.id in found.people & still and (mine := agreed_with(person, decisions, tasks))
    }
    if not agreed:
        raise Unsuitable(detail="decisions")
    asked: list[PersonId] = []
    for person, mine in agreed.items():
        earlier = before.get(person.id)
        if earlier is None or any(one.made_at > earlier.asked_at for one in mine):
            await uow.meetings.agree(Agreement(found.id, person.id, uow.now))
            await uow.work_items.close_by_key(wrong_key(found.id, person.id), uow.now)
            asked.append(person.id)
    if asked:
        again = replace(found, agreed_at=uow.now, revision=found.revision + 1)
        await uow.meetings.keep(again)
        key = f"agreed:{found.id.hex}:{again.revision}"
        for one in asked:
            await tell_person(uow, one, MeetingAgreed(found.id), key=key, appointment=None, until=None)
    return tuple(asked)


async def _must_be_theirs(uow: Unit, family: FamilyId, task: TaskId | None, goal: GoalId | None) -> None:
    if task is not None:
        made = await uow.tasks.get(task)
        if made is None or made.family != family:
            raise Unsuitable(detail="task")
    if goal is not None:
        plan = await uow.plans.of(family)
        if plan is None or goal not in {one.id for one in plan.open_goals}:
            raise Unsuitable(detail="goal")
