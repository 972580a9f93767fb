"""The drawer of what people do with a version of the plan: their copies, proposals and one-tap answers."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select

from domain.people import FamilyId, PersonId
from domain.plan_copies import PlanCopy, Proposal, ProposalId
from domain.plan_questions import Fits, PlanQuestion, PlanQuestionId
from domain.plans import GoalId, PlanVersionId
from domain.secret import Secret
from storage.desk import Desk, of_family, of_person
from storage.keeping import keeping
from storage.keystore import KeyOwner
from storage.statements import Row, Statement
from storage.tables.plans import plan_copies, plan_questions, proposals

_MOMENTS = ("delivered_at", "read_at", "discussed_at", "agreed_at", "reaction_at", "reaction_shared")
_OF = Statement(
    select(plan_copies).where(plan_copies.c.version == bindparam("of_version")).order_by(plan_copies.c.person)
)
_SAVE = keeping(plan_copies, "version", "person")
_OF_FAMILY: BindParameter[UUID] = bindparam("of_family")
_PROPOSALS = Statement(
    select(proposals)
    .where(proposals.c.family == _OF_FAMILY)
    .order_by(proposals.c.made_at.desc(), proposals.c.id.desc())
)
_PROPOSAL = Statement(select(proposals).where(proposals.c.id == bindparam("which")))
_KEEP_PROPOSAL = keeping(proposals)
_NEWEST_FIRST = (plan_questions.c.made_at.desc(), plan_questions.c.id.desc())
_QUESTIONS = Statement(
    select(plan_questions).where(plan_questions.c.family == _OF_FAMILY).order_by(*_NEWEST_FIRST)
)
_WAITING = Statement(
    select(plan_questions)
    .where(plan_questions.c.person == bindparam("of_person"), plan_questions.c.answer.is_(None))
    .order_by(*_NEWEST_FIRST)
    .limit(1)
)
_QUESTION = Statement(select(plan_questions).where(plan_questions.c.id == bindparam("which")))
_KEEP_QUESTION = keeping(plan_questions)


class PlanCopiesDrawer:
    """What somebody says of the plan is sealed with their own key; what is replied, with that of the family."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of(self, version: PlanVersionId) -> tuple[PlanCopy, ...]:
        """Everybody's copy of this version; a reaction that cannot be read any more is left out."""
        rows = await self._desk.tx.all(_OF, of_version=version)
        return tuple([await self._copy(row) for row in rows])

    async def about(
        self, family: FamilyId, versions: Iterable[PlanVersionId]
    ) -> tuple[tuple[PlanCopy, ...], tuple[Proposal, ...], tuple[PlanQuestion, ...]]:
        """The copies of these versions, every proposal and every question of this family, in one trip."""
        proposals, questions, *copies = await self._desk.tx.several(
            (_PROPOSALS, {"of_family": family}),
            (_QUESTIONS, {"of_family": family}),
            *[(_OF, {"of_version": version}) for version in versions],
        )
        return (
            tuple([await self._copy(row) for rows in copies for row in rows]),
            await self._readable(proposals),
            tuple(map(_question, questions)),
        )

    async def save(self, copy: PlanCopy) -> None:
        """Insert or replace; there is one per version and person."""
        # The place of what is sealed: this version, and with the key that opens it, this person.
        reaction = await self._desk.seal(
            of_person(copy.person), "plan_copies", copy.version, "reaction", copy.reaction
        )
        self._desk.tx.later(
            _SAVE,
            version=copy.version,
            person=copy.person,
            reaction=reaction,
            **{name: getattr(copy, name) for name in _MOMENTS},
        )

    async def proposals(self, family: FamilyId) -> tuple[Proposal, ...]:
        """Every proposal of this family that can be read, newest first."""
        return await self._readable(await self._desk.tx.all(_PROPOSALS, of_family=family))

    async def proposal(self, which: ProposalId) -> Proposal | None:
        """The proposal; None also when it cannot be read any more."""
        row = await self._desk.tx.first(_PROPOSAL, which=which)
        return None if row is None else await self._proposal(row)

    async def keep_proposal(self, proposal: Proposal) -> None:
        """Insert or replace."""
        own, family = of_person(proposal.person), of_family(proposal.family)
        self._desk.tx.later(
            _KEEP_PROPOSAL,
            id=proposal.id,
            family=proposal.family,
            person=proposal.person,
            body=await self._desk.seal(own, "proposals", proposal.id, "body", proposal.body),
            made_at=proposal.made_at,
            goal=proposal.goal,
            settled_at=proposal.settled_at,
            taken=proposal.taken,
            reply=await self._desk.seal(family, "proposals", proposal.id, "reply", proposal.reply),
        )

    async def questions(self, family: FamilyId) -> tuple[PlanQuestion, ...]:
        """Every "leeft het plan nog?" of this family, newest first."""
        return tuple(map(_question, await self._desk.tx.all(_QUESTIONS, of_family=family)))

    async def waiting_for(self, person: PersonId) -> PlanQuestion | None:
        """The newest one that this person has not answered yet."""
        row = await self._desk.tx.first(_WAITING, of_person=person)
        return None if row is None else _question(row)

    async def question(self, which: PlanQuestionId) -> PlanQuestion | None:
        """One of them."""
        row = await self._desk.tx.first(_QUESTION, which=which)
        return None if row is None else _question(row)

    async def keep_question(self, question: PlanQuestion) -> None:
        """Insert or replace."""
        self._desk.tx.later(
            _KEEP_QUESTION,
            id=question.id,
            family=question.family,
            version=question.version,
            person=question.person,
            number=question.number,
            made_at=question.made_at,
            told_at=question.told_at,
            answer=None if question.answer is None else question.answer.value,
            answered_at=question.answered_at,
        )

    async def _copy(self, row: Row) -> PlanCopy:
        own = of_person(row["person"])
        return PlanCopy(
            version=PlanVersionId(row["version"]),
            person=PersonId(row["person"]),
            reaction=await self._text(own, "plan_copies", row["version"], "reaction", row["reaction"]),
            **{name: row[name] for name in _MOMENTS},
        )

    async def _readable(self, rows: list[Row]) -> tuple[Proposal, ...]:
        found = [await self._proposal(row) for row in rows]
        return tuple(proposal for proposal in found if proposal is not None)

    async def _proposal(self, row: Row) -> Proposal | None:
        own, family = of_person(row["person"]), of_family(row["family"])
        body = await self._text(own, "proposals", row["id"], "body", row["body"])
        if body is None:
            return None
        return Proposal(
            id=ProposalId(row["id"]),
            family=FamilyId(row["family"]),
            person=PersonId(row["person"]),
            body=body,
            made_at=row["made_at"],
            goal=None if row["goal"] is None else GoalId(row["goal"]),
            settled_at=row["settled_at"],
            taken=row["taken"],
            reply=await self._text(family, "proposals", row["id"], "reply", row["reply"]),
        )

    async def _text(
        self, owner: KeyOwner, table: str, which: UUID, column: str, blob: bytes | None
    ) -> Secret | None:
        if blob is None:
            return None
        text = await self._desk.legible(owner, table, which, column, blob)
        return None if text is None else Secret(text)


def _question(row: Row) -> PlanQuestion:
    return PlanQuestion(
        id=PlanQuestionId(row["id"]),
        family=FamilyId(row["family"]),
        version=PlanVersionId(row["version"]),
        person=PersonId(row["person"]),
        number=row["number"],
        made_at=row["made_at"],
        told_at=row["told_at"],
        answer=None if row["answer"] is None else Fits(row["answer"]),
        answered_at=row["answered_at"],
    )
