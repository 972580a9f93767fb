"""The part of the drawer of meetings with what people say: which moments suit, what to discuss, what was agreed."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select

from domain.linking import Recipient
from domain.meetings import (
    Agreement,
    Decision,
    DecisionId,
    MeetingId,
    MeetingPoint,
    MeetingVote,
    PointId,
    Says,
)
from domain.people import PersonId
from domain.plans import GoalId
from domain.tasks import TaskId
from storage.desk import Desk, holder, holder_columns, of_family, of_person
from storage.keeping import keeping
from storage.keystore import KeyOwner
from storage.series_codec import people_from_json, set_to_json
from storage.statements import Row, Statement
from storage.tables.meetings import agreements, decisions, meeting_points, meeting_votes, meetings

_OF_MEETING: BindParameter[UUID] = bindparam("of_meeting")
_FAMILY_OF = Statement(select(meetings.c.family).where(meetings.c.id == _OF_MEETING))

_VOTE = keeping(meeting_votes, "meeting", "person")
_VOTES = Statement(
    select(meeting_votes)
    .where(meeting_votes.c.meeting == _OF_MEETING)
    .order_by(meeting_votes.c.voted_at, meeting_votes.c.person)
)
_KEEP_POINT = keeping(meeting_points)
_WITH_FAMILY = select(meeting_points, meetings.c.family.label("family")).join(
    meetings, meetings.c.id == meeting_points.c.meeting
)
_POINT = Statement(_WITH_FAMILY.where(meeting_points.c.id == bindparam("which")))
_POINTS = Statement(
    _WITH_FAMILY.where(meeting_points.c.meeting == _OF_MEETING).order_by(
        meeting_points.c.made_at, meeting_points.c.id
    )
)
_KEEP_DECISION = keeping(decisions)
_DECISIONS = Statement(
    select(decisions, meetings.c.family.label("family"))
    .join(meetings, meetings.c.id == decisions.c.meeting)
    .where(decisions.c.meeting == _OF_MEETING)
    .order_by(decisions.c.made_at, decisions.c.id)
)
_AGREE = keeping(agreements, "meeting", "person")
_AGREEMENTS = Statement(
    select(agreements).where(agreements.c.meeting == _OF_MEETING).order_by(agreements.c.person)
)


class MeetingWords:
    """What a person says is sealed with their own key; what a professional wrote, with that of the family."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def vote(self, vote: MeetingVote) -> None:
        """Insert or replace; there is one per meeting and person."""
        self._desk.tx.later(
            _VOTE,
            meeting=vote.meeting,
            person=vote.person,
            options=json.dumps(sorted(vote.options)),
            voted_at=vote.voted_at,
        )

    async def votes(self, meeting: MeetingId) -> tuple[MeetingVote, ...]:
        """What everybody said last, earliest first."""
        return tuple(map(_vote, await self._desk.tx.all(_VOTES, of_meeting=meeting)))

    async def keep_point(self, point: MeetingPoint) -> None:
        """Insert or replace."""
        owner = await self._owner(point.by, point.meeting)
        self._desk.tx.later(
            _KEEP_POINT,
            id=point.id,
            meeting=point.meeting,
            **holder_columns(point.by),
            body=await self._desk.seal(owner, "meeting_points", point.id, "body", point.body),
            made_at=point.made_at,
            shared_at=point.shared_at,
            withdrawn_at=point.withdrawn_at,
        )

    async def point(self, which: PointId) -> MeetingPoint | None:
        """The point; None also when it cannot be read any more."""
        row = await self._desk.tx.first(_POINT, which=which)
        return None if row is None else await self._point(row)

    async def points(self, meeting: MeetingId) -> tuple[MeetingPoint, ...]:
        """Every readable one, oldest first, also those that were withdrawn."""
        found = [await self._point(row) for row in await self._desk.tx.all(_POINTS, of_meeting=meeting)]
        return tuple(point for point in found if point is not None)

    async def keep_decision(self, decision: Decision) -> None:
        """Insert or replace."""
        owner = await self._family(decision.meeting)
        self._desk.tx.later(
            _KEEP_DECISION,
            id=decision.id,
            meeting=decision.meeting,
            words=await self._desk.seal(owner, "decisions", decision.id, "words", decision.words),
            made_at=decision.made_at,
            people=set_to_json(decision.people),
            task=decision.task,
            goal=decision.goal,
        )

    async def decisions(self, meeting: MeetingId) -> tuple[Decision, ...]:
        """Every readable one, in the order they were written."""
        found = [await self._decision(row) for row in await self._desk.tx.all(_DECISIONS, of_meeting=meeting)]
        return tuple(decision for decision in found if decision is not None)

    async def agree(self, agreement: Agreement) -> None:
        """Insert or replace; there is one per meeting and person."""
        # The place of what is sealed: this meeting, and with the key that opens it, this person.
        note = await self._desk.seal(
            of_person(agreement.person), "agreements", agreement.meeting, "note", agreement.note
        )
        self._desk.tx.later(
            _AGREE,
            meeting=agreement.meeting,
            person=agreement.person,
            asked_at=agreement.asked_at,
            says=None if agreement.says is None else agreement.says.value,
            answered_at=agreement.answered_at,
            note=note,
        )

    async def agreements(self, meeting: MeetingId) -> tuple[Agreement, ...]:
        """Of everybody who was asked; without the note when that cannot be read any more."""
        rows = await self._desk.tx.all(_AGREEMENTS, of_meeting=meeting)
        return tuple([await self._agreement(row) for row in rows])

    async def _owner(self, who: Recipient, meeting: MeetingId) -> KeyOwner:
        return of_person(who.person) if who.person is not None else await self._family(meeting)

    async def _family(self, meeting: MeetingId) -> KeyOwner:
        row = await self._desk.tx.first(_FAMILY_OF, of_meeting=meeting)
        if row is None:
            raise LookupError(meeting)
        return of_family(row["family"])

    async def _point(self, row: Row) -> MeetingPoint | None:
        by = holder(row)
        owner = of_family(row["family"]) if by.person is None else of_person(by.person)
        body = await self._desk.maybe(owner, "meeting_points", row["id"], "body", row["body"])
        if body is None:
            return None
        return MeetingPoint(
            id=PointId(row["id"]),
            meeting=MeetingId(row["meeting"]),
            by=by,
            body=body,
            made_at=row["made_at"],
            shared_at=row["shared_at"],
            withdrawn_at=row["withdrawn_at"],
        )

    async def _decision(self, row: Row) -> Decision | None:
        owner = of_family(row["family"])
        words = await self._desk.maybe(owner, "decisions", row["id"], "words", row["words"])
        if words is None:
            return None
        return Decision(
            id=DecisionId(row["id"]),
            meeting=MeetingId(row["meeting"]),
            words=words,
            made_at=row["made_at"],
            people=frozenset(people_from_json(row["people"])),
            task=None if row["task"] is None else TaskId(row["task"]),
            goal=None if row["goal"] is None else GoalId(row["goal"]),
        )

    async def _agreement(self, row: Row) -> Agreement:
        own = of_person(row["person"])
        return Agreement(
            meeting=MeetingId(row["meeting"]),
            person=PersonId(row["person"]),
            asked_at=row["asked_at"],
            says=None if row["says"] is None else Says(row["says"]),
            answered_at=row["answered_at"],
            note=await self._desk.maybe(own, "agreements", row["meeting"], "note", row["note"]),
        )


def _vote(row: Row) -> MeetingVote:
    return MeetingVote(
        meeting=MeetingId(row["meeting"]),
        person=PersonId(row["person"]),
        options=frozenset(_options(row["options"])),
        voted_at=row["voted_at"],
    )


def _options(text: str) -> list[Any]:
    found: list[Any] = json.loads(text)
    return found
