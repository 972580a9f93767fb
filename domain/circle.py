"""The circle: who from around the family takes part, what for, until when; and how that began and ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.calendar import ONE_DAY, at_local
from domain.errors import Outdated, Unsuitable
from domain.linking import Recipient
from domain.people import Called, FamilyId, Flag, FlagKind, PersonId
from domain.secret import Secret

MemberProposalId = NewType("MemberProposalId", UUID)

LONGEST_PURPOSE = 200
LONGEST_MEMBERSHIP = timedelta(days=366)
"""Taking part is for a year at most, and can be prolonged; it never goes on because nobody thought of it."""

ASKED_BEFORE = timedelta(days=14)
"""So long before the end a member is asked, once, whether to go on."""

LOOKS_AT = time(10)

CALLED_OF_MEMBERS = (
    Called.GRANDMOTHER,
    Called.GRANDFATHER,
    Called.AUNT,
    Called.UNCLE,
    Called.NEIGHBOUR,
    Called.FRIEND,
    Called.TEACHER,
    Called.HELPER,
)
"""The everyday words for somebody around the family, in the order of a form."""


class MemberKind(StrEnum):
    """Of the family's own network, or a professional of another organisation (wijkteam, school, CJG)."""

    OWN = "own"
    PROFESSIONAL = "professional"


class MemberState(StrEnum):
    """How far taking part has come. Stepped back is for a while (*tijdelijk terugtrekken*)."""

    INVITED = "invited"
    MEMBER = "member"
    STEPPED_BACK = "stepped_back"
    ENDED = "ended"


class MemberEnd(StrEnum):
    """Why taking part ended; whoever leaves gives no reason."""

    LEFT = "left"
    OVER = "over"
    REMOVED = "removed"
    DECLINED = "declined"


class CircleStep(StrEnum):
    """One line of the history of the circle."""

    INVITED = "invited"
    JOINED = "joined"
    STEPPED_BACK = "stepped_back"
    RETURNED = "returned"
    PROLONGED = "prolonged"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's part in the circle of one family; ``until`` is the last day (Amsterdam), ``purpose`` in neutral words.

    ``asked_at``: asked whether to go on, ``goes_on`` what they said. ``back_on`` is the day of the follow-up after
    stepping back. ``look_at`` is the next instant at which something has to be said.
    """

    person: PersonId
    family: FamilyId
    since: datetime
    kind: MemberKind = MemberKind.OWN
    purpose: Secret | None = None
    until: date | None = None
    state: MemberState = MemberState.INVITED
    consented_at: datetime | None = None
    asked_at: datetime | None = None
    goes_on: bool | None = None
    back_on: date | None = None
    back_asked_at: datetime | None = None
    ended_at: datetime | None = None
    end: MemberEnd | None = None
    look_at: datetime | None = None

    @property
    def takes_part(self) -> bool:
        """Whether tasks and meetings can be given to them now."""
        return self.state is MemberState.MEMBER

    @property
    def over_at(self) -> datetime | None:
        """The instant (UTC) after the last day; None while there is none."""
        return None if self.until is None else at_local(self.until + ONE_DAY, time())

    @property
    def stay_asked_at(self) -> datetime | None:
        """When they are to be asked whether to go on; of a short time not before half of it has passed."""
        if self.until is None or self.asked_at is not None or self.state is MemberState.INVITED:
            return None
        begin, end = self.consented_at or self.since, at_local(self.until, LOOKS_AT)
        return max(end - ASKED_BEFORE, begin + max(end - begin, timedelta(0)) / 2)

    @property
    def return_asked_at(self) -> datetime | None:
        """When they are to be asked back; None when that was done, or they had not stepped back."""
        if self.back_on is None or self.back_asked_at is not None:
            return None
        return at_local(self.back_on, LOOKS_AT)

    def joined(self, *, now: datetime) -> "Membership":
        """They agreed; agreeing twice changes nothing.

        Raises:
            Outdated: it has ended.
        """
        if self.state is MemberState.ENDED:
            raise Outdated(detail="membership")
        if self.state is not MemberState.INVITED:
            return self
        return _looking(replace(self, state=MemberState.MEMBER, consented_at=now))

    def stepped_back(self, back_on: date) -> "Membership":
        """They take no part until that day, on which they are asked back.

        Raises:
            Outdated: they take no part now.
        """
        if self.state not in (MemberState.MEMBER, MemberState.STEPPED_BACK):
            raise Outdated(detail="membership")
        return _looking(replace(self, state=MemberState.STEPPED_BACK, back_on=back_on, back_asked_at=None))

    def returned(self) -> "Membership":
        """They take part again.

        Raises:
            Outdated: they had not stepped back.
        """
        if self.state is not MemberState.STEPPED_BACK:
            raise Outdated(detail="membership")
        return _looking(replace(self, state=MemberState.MEMBER, back_on=None, back_asked_at=None))

    def prolonged(self, until: date) -> "Membership":
        """It lasts until another day; before that they are asked anew.

        Raises:
            Outdated: it has ended.
        """
        if self.state is MemberState.ENDED:
            raise Outdated(detail="membership")
        return _looking(replace(self, until=until, asked_at=None, goes_on=None))

    def asked(self, *, now: datetime) -> "Membership":
        """They have been asked whether to go on."""
        return _looking(replace(self, asked_at=now))

    def asked_back(self, *, now: datetime) -> "Membership":
        """They have been asked whether they can come back."""
        return _looking(replace(self, back_asked_at=now))

    def ended(self, end: MemberEnd, *, now: datetime) -> "Membership":
        """It has ended; ending twice keeps the first end."""
        if self.state is MemberState.ENDED:
            return self
        return replace(self, state=MemberState.ENDED, ended_at=now, end=end, look_at=None)


@dataclass(frozen=True, slots=True)
class CircleEvent:
    """One thing that happened to the circle, and who did it; nobody when the time did."""

    person: PersonId
    family: FamilyId
    step: CircleStep
    at: datetime
    by: Recipient | None = None


@dataclass(frozen=True, slots=True)
class MemberProposal:
    """Somebody whom a parent or young person would like to help; ``person`` once the gezinsmanager agreed.

    ``once`` makes it one when the same form comes twice.
    """

    id: MemberProposalId
    family: FamilyId
    by: PersonId
    name: Secret
    called: Called
    purpose: Secret
    made_at: datetime
    once: str
    settled_at: datetime | None = None
    person: PersonId | None = None
    reply: Secret | None = None


def check_until(until: date, today: date, *, place: str = "until") -> date:
    """A day that something about taking part can last until.

    Raises:
        Unsuitable: it is past, or more than a year ahead; ``detail`` is the ``place``.
    """
    if not today < until <= today + LONGEST_MEMBERSHIP:
        raise Unsuitable(detail=place)
    return until


def check_called(called: Called) -> Called:
    """An everyday word for somebody around the family.

    Raises:
        Unsuitable: it is one for somebody of the family.
    """
    if called not in CALLED_OF_MEMBERS:
        raise Unsuitable(detail="called")
    return called


def are_apart(flags: Iterable[Flag], people: Iterable[PersonId]) -> bool:
    """Whether two of these may have no contact; tested pair by pair, so that they share no task, meeting or rota."""
    together = tuple(dict.fromkeys(people))
    apart = [flag for flag in flags if flag.kind is FlagKind.NO_CONTACT and flag.ended is None]
    return any(flag.between(one, other) for flag in apart for one in together for other in together)


def _looking(membership: Membership) -> Membership:
    """The membership with the next instant at which something has to be said."""
    ahead = (membership.over_at, membership.stay_asked_at, membership.return_asked_at)
    return replace(membership, look_at=min((at for at in ahead if at is not None), default=None))
