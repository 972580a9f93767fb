"""Who may see which canary: a table by hand, from the matrix in the threat model, that asks nothing of the program."""

from dataclasses import dataclass
from enum import StrEnum

MANAGER_OF = {"a": "anna", "b": "bram"}
STANDS_IN_FOR = {"a": "carla"}
"""Only on the one day that Anna is away."""

LEADER = "tess"
PROFESSIONALS = ("anna", "bram", "carla", LEADER)
SEATS = ("mother", "father", "young1", "young2", "net1", "net2", "net3")
PEOPLE = tuple(f"{family}.{seat}" for family in ("a", "b") for seat in SEATS)
OFFICE = "office"
"""Whoever works on the command line of the server."""

STRANGER = "stranger"
ACTORS = (*PEOPLE, *PROFESSIONALS, STRANGER)


class Kind(StrEnum):
    """What a planted word stands for."""

    NAME = "name"
    FIRST_NAME = "first_name"
    SAID = "said"
    PASSED_ON = "passed_on"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"
    FILE = "file"
    UNSENT = "unsent"
    OFFICE_UNSENT = "office_unsent"
    DRAFT = "draft"
    PLACE = "place"
    HIDDEN_PLACE = "hidden_place"
    NUMBER = "number"
    MOMENT = "moment"
    PROPOSAL = "proposal"
    ALIAS = "alias"
    COLLEAGUE = "colleague"
    ORGANISATION = "organisation"
    TEAM = "team"
    FILE_NAME = "file_name"
    INSIDE_PICTURE = "inside_picture"
    TELEGRAM_NAME = "telegram_name"
    ACCOUNT = "account"
    KEY = "key"
    PLAN = "plan"
    GOAL = "goal"
    NICKNAME = "nickname"
    REACTION = "reaction"
    PLAN_PROPOSED = "plan_proposed"
    CHECKED_IN = "checked_in"
    REMARK = "remark"
    PURPOSE = "purpose"
    MEMBER_PROPOSED = "member_proposed"
    TASK = "task"
    POINT = "point"
    SHARED_POINT = "shared_point"
    DECIDED = "decided"


class Tie(StrEnum):
    """What somebody has to do with a word."""

    SELF = "self"
    PARTICIPANT = "participant"
    AUTHOR = "author"
    MANAGER = "manager"
    STAND_IN = "stand_in"
    COLLEAGUE = "colleague"
    LEADER = "leader"
    CLIENT = "client"
    LINKED = "linked"
    OFFICE = "office"


_TEAM = frozenset({Tie.MANAGER, Tie.STAND_IN})
_THREAD = _TEAM | {Tie.SELF}
_MEETING = _TEAM | {Tie.PARTICIPANT}
NOBODY: frozenset[Tie] = frozenset()

WINDOW: dict[Kind, frozenset[Tie]] = {
    # Whoever adds people on the server may read back whom they added; see `kring person list`.
    Kind.NAME: _THREAD | {Tie.OFFICE},
    # By the first name a family knows who helps, and who does what in its week.
    Kind.FIRST_NAME: _THREAD | {Tie.PARTICIPANT, Tie.OFFICE},
    Kind.SAID: _THREAD,
    # Somebody from the network has no conversation, so not even what they passed on themselves comes back.
    Kind.PASSED_ON: _TEAM,
    Kind.ANSWERED: _THREAD,
    Kind.TAKEN_BACK: _TEAM,
    Kind.FILE: _THREAD,
    Kind.UNSENT: frozenset({Tie.SELF}),
    Kind.OFFICE_UNSENT: frozenset({Tie.AUTHOR}),
    Kind.DRAFT: frozenset({Tie.AUTHOR}),
    Kind.PLACE: _MEETING,
    Kind.HIDDEN_PLACE: _TEAM,
    Kind.NUMBER: _MEETING,
    Kind.MOMENT: _MEETING,
    Kind.PROPOSAL: _THREAD,
    Kind.ALIAS: _TEAM | {Tie.LEADER, Tie.OFFICE},
    Kind.COLLEAGUE: frozenset({Tie.COLLEAGUE, Tie.CLIENT, Tie.OFFICE}),
    # It heads a letter on paper.
    Kind.ORGANISATION: frozenset({Tie.COLLEAGUE}),
    Kind.TEAM: frozenset({Tie.COLLEAGUE, Tie.OFFICE}),
    # What the plan says of the family, of a goal and of what helped is for whom it is shared with.
    Kind.PLAN: _MEETING,
    Kind.GOAL: _MEETING,
    Kind.NICKNAME: _MEETING,
    Kind.REACTION: _THREAD,
    Kind.PLAN_PROPOSED: _THREAD,
    Kind.CHECKED_IN: _THREAD,
    Kind.REMARK: _MEETING,
    # What somebody takes part for is for the family too; a task for who does it, may be asked, or has it in the week.
    Kind.PURPOSE: _THREAD | {Tie.PARTICIPANT},
    Kind.MEMBER_PROPOSED: _THREAD,
    Kind.TASK: _MEETING,
    Kind.POINT: _THREAD,
    Kind.SHARED_POINT: _MEETING,
    Kind.DECIDED: _MEETING,
    Kind.FILE_NAME: NOBODY,
    Kind.INSIDE_PICTURE: NOBODY,
    Kind.TELEGRAM_NAME: NOBODY,
    Kind.ACCOUNT: NOBODY,
    Kind.KEY: NOBODY,
}
"""In the window and on the command line."""

CHAT: dict[Kind, frozenset[Tie]] = {
    **dict.fromkeys(Kind, NOBODY),
    Kind.PLACE: frozenset({Tie.PARTICIPANT}),
    Kind.NUMBER: frozenset({Tie.PARTICIPANT}),
    Kind.MOMENT: _MEETING,
    Kind.PROPOSAL: _THREAD,
    Kind.ALIAS: _TEAM | {Tie.LEADER},
    # Chosen by the family to be all that Telegram sees of a goal.
    Kind.NICKNAME: frozenset({Tie.PARTICIPANT}),
    # Worded so that it tells nothing; only its doer, who is asked for it, and the contact hear of it.
    Kind.TASK: frozenset({Tie.PARTICIPANT}),
    Kind.PURPOSE: frozenset({Tie.SELF}),
    # Only where somebody asks who keeps their data, below a button that wipes it.
    Kind.ORGANISATION: frozenset({Tie.LINKED}),
}
"""In a chat with the bot, which Telegram can read: practical things of one's own and nothing else."""


@dataclass(frozen=True, slots=True)
class Canary:
    """One planted word: what it stands for, whose it is, of which family, and who else takes part or wrote it."""

    text: str
    kind: Kind
    owner: str
    family: str
    people: frozenset[str] = frozenset()
    author: str = ""


def ties(actor: str, canary: Canary, *, is_away: bool) -> frozenset[Tie]:
    """What this actor has to do with this word; ``is_away``: it is the day on which Carla stands in for Anna."""
    found = {
        Tie.SELF: actor == canary.owner,
        Tie.PARTICIPANT: actor in canary.people,
        Tie.AUTHOR: actor == canary.author,
        Tie.MANAGER: MANAGER_OF.get(canary.family) == actor,
        Tie.STAND_IN: is_away and STANDS_IN_FOR.get(canary.family) == actor,
        Tie.COLLEAGUE: actor in PROFESSIONALS,
        Tie.LEADER: actor == LEADER,
        Tie.LINKED: actor in PEOPLE or actor in PROFESSIONALS,
        Tie.CLIENT: _is_client(actor, canary.owner),
        Tie.OFFICE: actor == OFFICE,
    }
    return frozenset(tie for tie, holds in found.items() if holds)


def may_see(actor: str, canary: Canary, table: dict[Kind, frozenset[Tie]], *, is_away: bool) -> bool:
    """Whether the table says so; what it does not say is refused."""
    return bool(ties(actor, canary, is_away=is_away) & table[canary.kind])


def _is_client(actor: str, professional: str) -> bool:
    """Whether this professional is, or stood in for, the gezinsmanager of this person, who has a conversation."""
    family, _, seat = actor.partition(".")
    reads = {MANAGER_OF.get(family), STANDS_IN_FOR.get(family)}
    return bool(seat) and professional in reads
