"""Who may do what: one pure decision, deny by default, used by every use case (security §3.2, §3.5)."""

from dataclasses import dataclass

from domain.actions import Action, Ground
from domain.actors import (
    Actor,
    Administrator,
    CaseManager,
    Clockwork,
    NetworkMember,
    Parent,
    Stranger,
    TeamLeader,
    YoungPerson,
)
from domain.people import FamilyId, PersonId, ProfessionalId, TeamId


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose the thing is that an actor asks for; ``stand_in`` reads along today, while the gezinsmanager is away."""

    family: FamilyId | None = None
    case_manager: ProfessionalId | None = None
    team: TeamId | None = None
    people: frozenset[PersonId] = frozenset()
    stand_in: ProfessionalId | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """Access is given on this ground."""

    ground: Ground


@dataclass(frozen=True, slots=True)
class Refused:
    """Access is refused; who asked learns nothing more."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the matrix: this kind of actor, doing this, on this ground."""

    action: Action
    actor: type
    ground: Ground


def _rules(actor: type, ground: Ground, *actions: Action) -> tuple[Rule, ...]:
    return tuple(Rule(action, actor, ground) for action in actions)


_OWN_LIFE = (
    Action.SEE_APPOINTMENT,
    Action.ANSWER_APPOINTMENT,
    Action.ASK_APPOINTMENT,
    Action.WRITE_THREAD,
    Action.CHANGE_PREFERENCES,
    Action.OPEN_WINDOW,
    Action.SEE_OWN_TASKS,
    Action.ANSWER_TASK,
    Action.SEE_MEETING,
    Action.ANSWER_MEETING,
)

_OWN_PLAN = (
    Action.READ_THREAD,
    Action.SEE_PLAN,
    Action.RESPOND_PLAN,
    Action.ANSWER_CHECK_IN,
    Action.SEE_CHECK_INS,
    Action.PROPOSE_MEMBER,
    Action.SEE_CIRCLE,
    Action.SEE_WEEK,
)
"""What nobody from the network has: a conversation, the plan, the check-ins, the week of others (security §3.2)."""

_OWN_OFFICE = (
    Action.SIGN_IN,
    Action.SEE_SESSIONS,
    Action.END_SESSION,
    Action.SEE_ABSENCE,
    Action.RECORD_ABSENCE,
)

_FAMILIES = (
    Action.ADD_PERSON,
    Action.CHANGE_FAMILY,
    Action.CHANGE_PERSON,
    Action.CHANGE_FLAG,
    Action.INVITE_PERSON,
    Action.CONFIRM_PERSON,
    Action.GIVE_KEY,
    Action.SEE_FAMILY,
    Action.PLAN_APPOINTMENT,
    Action.CHANGE_APPOINTMENT,
    Action.SEE_APPOINTMENT,
    Action.READ_THREAD,
    Action.ANSWER_THREAD,
    Action.CLOSE_THREAD,
    Action.CLOSE_WORK,
    Action.SEE_PLAN,
    Action.CHANGE_PLAN,
    Action.ANSWER_CHECK_IN,
    Action.SEE_CHECK_INS,
    Action.EXPORT_NUMBERS,
    Action.SEE_CIRCLE,
    Action.CHANGE_CIRCLE,
    Action.SEE_WEEK,
    Action.PLAN_TASK,
    Action.ANSWER_TASK,
    Action.PLAN_MEETING,
    Action.SEE_MEETING,
)
"""What a gezinsmanager does for a family, and whoever reads along for them (waarneming)."""

RULES: tuple[Rule, ...] = (
    # Somebody from the network says things to be passed on, but has no conversation to read (security §3.2).
    # A parent gives tasks to the circle; a young person takes part in them, and proposes who may help.
    *_rules(Parent, Ground.OWN, *_OWN_LIFE, *_OWN_PLAN, Action.PLAN_TASK),
    *_rules(YoungPerson, Ground.OWN, *_OWN_LIFE, *_OWN_PLAN),
    *_rules(NetworkMember, Ground.OWN, *_OWN_LIFE, Action.TAKE_PART),
    *_rules(
        CaseManager,
        Ground.ASSIGNED,
        *_FAMILIES,
        *_OWN_OFFICE,
        Action.ADD_FAMILY,
        Action.SEE_INBOX,
        Action.SEE_WORK,
        Action.SEE_DIGEST,
        Action.COME_BACK,
    ),
    *_rules(CaseManager, Ground.ENTRUSTED, *_FAMILIES),
    *_rules(
        TeamLeader,
        Ground.TEAM,
        *_OWN_OFFICE,
        Action.SEE_WORK,
        Action.CLOSE_WORK,
        Action.SEE_DIGEST,
        Action.COME_BACK,
    ),
    *_rules(
        Administrator,
        Ground.OPERATION,
        Action.SET_UP,
        Action.ADD_PROFESSIONAL,
        Action.ADD_FAMILY,
        Action.ADD_PERSON,
        Action.CHANGE_FLAG,
        Action.INVITE_PERSON,
        Action.INVITE_PROFESSIONAL,
        Action.CONFIRM_PERSON,
        Action.CONFIRM_PROFESSIONAL,
        Action.ENROL_PROFESSIONAL,
        Action.END_SESSION,
        Action.SEE_ABSENCE,
        Action.RECORD_ABSENCE,
        Action.SEE_STATUS,
        Action.EXPORT_NUMBERS,
    ),
    *_rules(Stranger, Ground.INVITED, Action.ACCEPT_INVITATION, Action.OPEN_WINDOW, Action.SIGN_IN),
    *_rules(Clockwork, Ground.CLOCKWORK, Action.RUN),
)


def decide(actor: Actor, action: Action, scope: Scope) -> Allowed | Refused:
    """Whether this actor may do this to something of this scope; what no rule allows is refused."""
    for rule in RULES:
        if rule.action is action and type(actor) is rule.actor and holds(rule.ground, actor, scope):
            return Allowed(rule.ground)
    return Refused()


def holds(ground: Ground, actor: Actor, scope: Scope) -> bool:
    """Whether the facts carry this ground.

    A participant reaches only what is theirs, and only in their own family; a gezinsmanager only the families
    assigned to them, and those of a colleague for whom they stand in today; a team leader only the work of their own
    team. The administrator sees no content, so no rule of theirs touches a thread or an answer; of check-ins they can
    only carry out the numbers, for other systems.
    """
    match ground, actor:
        case Ground.OWN, Parent() | YoungPerson() | NetworkMember():
            return actor.family == scope.family and actor.person in scope.people
        case Ground.ASSIGNED, CaseManager():
            return actor.professional == scope.case_manager
        case Ground.ENTRUSTED, CaseManager():
            return actor.professional == scope.stand_in
        case Ground.TEAM, TeamLeader():
            return actor.team == scope.team
        case Ground.OPERATION, Administrator():
            return True
        case Ground.INVITED, Stranger():
            return True
        case Ground.CLOCKWORK, Clockwork():
            return True
        case _:
            return False
