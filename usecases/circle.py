"""The circle of a family: who helps, proposed by the family, agreed by the gezinsmanager; seen by both."""

from dataclasses import dataclass, replace
from datetime import date

from domain.actions import Action
from domain.actors import CaseManager, Parent, Talker, YoungPerson
from domain.audit import Mode
from domain.circle import (
    CALLED_OF_MEMBERS,
    LONGEST_PURPOSE,
    CircleEvent,
    CircleStep,
    MemberKind,
    MemberProposal,
    MemberProposalId,
    Membership,
    MemberState,
    are_apart,
    check_until,
)
from domain.calendar import local
from domain.errors import NotFound, Outdated, Unsuitable
from domain.linking import Recipient
from domain.neutral import check_neutral
from domain.people import Called, Family, FamilyId, Person, PersonId, Preferences, Role, check_person
from domain.reach import Reach, reach_of
from domain.secret import Secret
from domain.work_items import WorkKind
from usecases.circle_changes import bring_back, change_member, prolong, remove, step_back
from usecases.circle_people import taking_part
from usecases.outbox import put_on_list
from usecases.permission import family_of, permit, person_of, scope_of_family
from usecases.ports import Unit
from usecases.taking_part import answer_return, answer_stay, decline, leave, part

__all__ = [
    "Circle",
    "Member",
    "add_member",
    "agree",
    "answer_return",
    "answer_stay",
    "bring_back",
    "change_member",
    "decline",
    "leave",
    "own_proposals",
    "part",
    "prolong",
    "propose",
    "refuse",
    "remove",
    "see",
    "step_back",
]
