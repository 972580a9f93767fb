"""The rulebook of rights on its own: what no rule allows is refused, and each ground is a fact about both sides."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import RULES, Allowed, Refused, Scope, decide, holds
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

FEW = st.integers(1, 2).map(lambda n: UUID(int=n))
PEOPLE = FEW.map(PersonId)
FAMILIES = FEW.map(FamilyId)
COLLEAGUES = FEW.map(ProfessionalId)
TEAMS = FEW.map(TeamId)

ACTORS: st.SearchStrategy[Actor] = st.one_of(
    st.builds(Parent, PEOPLE, FAMILIES),
    st.builds(YoungPerson, PEOPLE, FAMILIES),
    st.builds(NetworkMember, PEOPLE, FAMILIES),
    st.builds(CaseManager, COLLEAGUES, TEAMS),
    st.builds(TeamLeader, COLLEAGUES, TEAMS),
    st.just(Administrator()),
    st.just(Stranger()),
    st.just(Clockwork()),
)
SCOPES = st.builds(
    Scope,
    family=st.none() | FAMILIES,
    case_manager=st.none() | COLLEAGUES,
    team=st.none() | TEAMS,
    people=st.frozensets(PEOPLE),
)

FATIMA = Parent(PersonId(UUID(int=1)), FamilyId(UUID(int=1)))
SANNE = CaseManager(ProfessionalId(UUID(int=1)), TeamId(UUID(int=1)))
RIA = TeamLeader(ProfessionalId(UUID(int=9)), TeamId(UUID(int=1)))
HERS = Scope(FATIMA.family, SANNE.professional, SANNE.team, frozenset({FATIMA.person}))

CONTENT = {Action.READ_THREAD, Action.WRITE_THREAD, Action.SEE_APPOINTMENT, Action.ANSWER_APPOINTMENT}


@given(actor=ACTORS, action=st.sampled_from(Action), scope=SCOPES)
def test_access_is_given_by_a_rule_of_which_the_ground_holds_and_by_nothing_else(
    actor: Actor, action: Action, scope: Scope
) -> None:
    grounds = {r.ground for r in RULES if r.action is action and r.actor is type(actor)}
    match decide(actor, action, scope):
        case Allowed(ground):
            assert ground in grounds
            assert holds(ground, actor, scope)
        case Refused():
            assert not any(holds(ground, actor, scope) for ground in grounds)


@given(actor=ACTORS, action=st.sampled_from(Action))
def test_a_thing_that_is_nobodys_opens_for_no_participant_and_no_colleague(
    actor: Actor, action: Action
) -> None:
    if isinstance(actor, Parent | YoungPerson | NetworkMember | CaseManager | TeamLeader):
        assert decide(actor, action, Scope()) == Refused()


@given(actor=ACTORS, scope=SCOPES)
def test_no_ground_holds_for_another_kind_of_actor(actor: Actor, scope: Scope) -> None:
    meant = {
        Ground.OWN: (Parent, YoungPerson, NetworkMember),
        Ground.ASSIGNED: (CaseManager,),
        Ground.TEAM: (TeamLeader,),
        Ground.OPERATION: (Administrator,),
        Ground.INVITED: (Stranger,),
        Ground.CLOCKWORK: (Clockwork,),
    }
    for ground, kinds in meant.items():
        if not isinstance(actor, kinds):
            assert not holds(ground, actor, scope)


def test_a_participant_needs_both_the_family_and_a_part_in_the_thing() -> None:
    elsewhere = FamilyId(UUID(int=2))
    assert decide(FATIMA, Action.ANSWER_APPOINTMENT, HERS) == Allowed(Ground.OWN)
    assert decide(FATIMA, Action.ANSWER_APPOINTMENT, Scope(FATIMA.family)) == Refused()
    assert decide(FATIMA, Action.ANSWER_APPOINTMENT, Scope(elsewhere, people=HERS.people)) == Refused()


def test_a_colleague_of_the_same_team_is_not_the_gezinsmanager() -> None:
    mehmet = CaseManager(ProfessionalId(UUID(int=2)), SANNE.team)
    assert decide(SANNE, Action.READ_THREAD, HERS) == Allowed(Ground.ASSIGNED)
    assert decide(mehmet, Action.READ_THREAD, HERS) == Refused()


@pytest.mark.parametrize("action", sorted(CONTENT))
@pytest.mark.parametrize(
    "actor", [RIA, Administrator(), Stranger(), Clockwork()], ids=lambda a: type(a).__name__
)
def test_nobody_but_the_family_and_its_gezinsmanager_comes_near_content(actor: Actor, action: Action) -> None:
    assert decide(actor, action, HERS) == Refused()


def test_every_action_is_somebodys() -> None:
    assert {rule.action for rule in RULES} == set(Action)


def test_no_rule_is_there_twice() -> None:
    assert len(RULES) == len({(rule.action, rule.actor, rule.ground) for rule in RULES})
