"""The drawer of plans: the versions of each family's plan, how its goals and steps stand, and when it is looked at."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BindParameter, Column, bindparam, delete, func, select

from domain.people import FamilyId
from domain.plans import (
    IN_THE_MAKING,
    NOTHING,
    GoalEnd,
    GoalId,
    GoalStand,
    Plan,
    PlanState,
    PlanVersion,
    PlanVersionId,
    StepId,
)
from domain.secret import Secret
from storage.desk import Desk, of_family
from storage.keeping import keeping
from storage.plan_versions import columns, readable
from storage.statements import Row, Statement, among
from storage.tables.plans import goal_stands, plan_versions, plans, steps_taken

_LIVE_STATES = IN_THE_MAKING | {PlanState.ESTABLISHED}
_LIVE = among(plan_versions.c.state, *sorted(_LIVE_STATES))
_OF: BindParameter[UUID] = bindparam("of_family")
_PLAN = Statement(select(plans).where(plans.c.id == _OF))
_LIVE_VERSIONS = Statement(
    select(plan_versions).where(plan_versions.c.family == _OF, _LIVE).order_by(plan_versions.c.number)
)
_STANDS = Statement(
    select(goal_stands).where(goal_stands.c.family == _OF).order_by(goal_stands.c.since, goal_stands.c.id)
)
_STEPS = Statement(select(steps_taken).where(steps_taken.c.family == _OF))
_PARTS = (_PLAN, _LIVE_VERSIONS, _STANDS, _STEPS)
_SAVE = keeping(plans)
_KEEP_VERSION = keeping(plan_versions)
_VERSION = Statement(select(plan_versions).where(plan_versions.c.id == bindparam("which")))
_VERSIONS = Statement(
    select(plan_versions).where(plan_versions.c.family == _OF).order_by(plan_versions.c.number.desc())
)
_KEEP_STAND = keeping(goal_stands)
_TAKE_STEP = keeping(steps_taken)
_UNTAKE_STEP = Statement(delete(steps_taken).where(steps_taken.c.id == bindparam("which")))


def _until(column: Column[datetime] | Column[date]) -> Statement:
    """The families for which this has come at or before ``until``, earliest first."""
    return Statement(
        select(plans.c.id)
        .where(column <= bindparam("until", type_=column.type))
        .order_by(column, plans.c.id)
        .limit(bindparam("at_most"))
    )


_DUE_FOR_ROUND, _DUE = _until(plans.c.next_round), _until(plans.c.look_at)
_NEXT_LOOK = Statement(select(func.min(plans.c.look_at).label("at")))
_NEXT_ROUND = Statement(select(func.min(plans.c.next_round).label("week")))


class PlansDrawer:
    """What a plan says is sealed with the key of its family; a version that cannot be read is as good as gone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of(self, family: FamilyId) -> Plan | None:
        """The plan as it stands; None when none was begun."""
        return (await self.several((family,))).get(family)

    async def several(self, which: Iterable[FamilyId]) -> dict[FamilyId, Plan]:
        """The plans of these families, in one trip; a family without one is left out."""
        wanted = tuple(dict.fromkeys(which))
        asks = [(part, {"of_family": family}) for family in wanted for part in _PARTS]
        found = iter(await self._desk.tx.several(*asks) if asks else [])
        plans_of: dict[FamilyId, Plan] = {}
        for family, own, versions, stands, steps in zip(wanted, found, found, found, found, strict=True):
            if own or versions:
                live = await self._readable(versions)
                plans_of[family] = await self._plan(family, own, live, stands, steps)
        return plans_of

    async def whole(self, family: FamilyId) -> tuple[Plan | None, tuple[PlanVersion, ...]]:
        """The plan as it stands, and every version that can be read, newest first; none is opened twice."""
        parts = (_PLAN, _VERSIONS, _STANDS, _STEPS)
        found = await self._desk.tx.several(*[(part, {"of_family": family}) for part in parts])
        own, rows, stands, steps = found
        versions = await self._readable(rows)
        if not own and not any(row["state"] in _LIVE_STATES for row in rows):
            return None, versions
        live = tuple(version for version in reversed(versions) if version.state in _LIVE_STATES)
        return await self._plan(family, own, live, stands, steps), versions

    async def save(self, plan: Plan) -> None:
        """Insert or replace when it is looked at, its rounds and how often it was asked; not its versions."""
        self._desk.tx.later(
            _SAVE,
            id=plan.family,
            rounds_from=plan.rounds_from,
            next_round=plan.next_round,
            look_at=plan.look_at,
            asked=plan.asked,
        )

    async def keep_version(self, version: PlanVersion) -> None:
        """Insert or replace."""
        self._desk.tx.later(_KEEP_VERSION, **await columns(self._desk, version))

    async def version(self, which: PlanVersionId) -> PlanVersion | None:
        """The version; None also when it cannot be read any more."""
        row = await self._desk.tx.first(_VERSION, which=which)
        return None if row is None else await readable(self._desk, row)

    async def versions(self, family: FamilyId) -> tuple[PlanVersion, ...]:
        """Every version that can be read, newest first."""
        return await self._readable(await self._desk.tx.all(_VERSIONS, of_family=family))

    async def keep_stand(self, stand: GoalStand) -> None:
        """Insert or replace."""
        helped = stand.helped or None
        self._desk.tx.later(
            _KEEP_STAND,
            id=stand.goal,
            family=stand.family,
            since=stand.since,
            ended_at=stand.ended_at,
            ending=None if stand.end is None else stand.end.value,
            kept_at=stand.kept_at,
            helped=await self._desk.seal(
                of_family(stand.family), "goal_stands", stand.goal, "helped", helped
            ),
        )

    async def mark_step(self, step: StepId, family: FamilyId, at: datetime | None) -> None:
        """The step was taken at this instant; None takes that back."""
        if at is None:
            self._desk.tx.later(_UNTAKE_STEP, which=step)
        else:
            self._desk.tx.later(_TAKE_STEP, id=step, family=family, at=at)

    async def due_for_round(self, week: date, limit: int) -> tuple[FamilyId, ...]:
        """Families whose next round is of this week or an earlier one, earliest first."""
        rows = await self._desk.tx.all(_DUE_FOR_ROUND, until=week, at_most=limit)
        return tuple(FamilyId(row["id"]) for row in rows)

    async def due(self, now: datetime, limit: int) -> tuple[FamilyId, ...]:
        """Families whose plan is to be looked at at or before ``now``, earliest first."""
        rows = await self._desk.tx.all(_DUE, until=now, at_most=limit)
        return tuple(FamilyId(row["id"]) for row in rows)

    async def next_look(self) -> datetime | None:
        """The first instant (UTC) at which any plan is to be looked at."""
        row = await self._desk.tx.first(_NEXT_LOOK)
        at: datetime | None = row["at"] if row else None
        return at

    async def next_round(self) -> date | None:
        """The earliest Monday for which a round is still to be planned."""
        row = await self._desk.tx.first(_NEXT_ROUND)
        week: date | None = row["week"] if row else None
        return week

    async def _plan(
        self,
        family: FamilyId,
        own: list[Row],
        live: tuple[PlanVersion, ...],
        stands: list[Row],
        steps: list[Row],
    ) -> Plan:
        established = [version for version in live if not version.is_in_the_making]
        making = [version for version in live if version.is_in_the_making]
        row: Row = own[0] if own else {}
        return Plan(
            family=family,
            established=established[-1] if established else None,
            open=making[-1] if making else None,
            rounds_from=row.get("rounds_from"),
            next_round=row.get("next_round"),
            look_at=row.get("look_at"),
            asked=row.get("asked", 0),
            done_steps={StepId(step["id"]): step["at"] for step in steps},
            stands=tuple([await self._stand(stand) for stand in stands]),
        )

    async def _readable(self, rows: list[Row]) -> tuple[PlanVersion, ...]:
        found = [await readable(self._desk, row) for row in rows]
        return tuple(version for version in found if version is not None)

    async def _stand(self, row: Row) -> GoalStand:
        helped = None
        if row["helped"] is not None:
            owner = of_family(row["family"])
            helped = await self._desk.legible(owner, "goal_stands", row["id"], "helped", row["helped"])
        return GoalStand(
            goal=GoalId(row["id"]),
            family=FamilyId(row["family"]),
            since=row["since"],
            ended_at=row["ended_at"],
            end=None if row["ending"] is None else GoalEnd(row["ending"]),
            kept_at=row["kept_at"],
            helped=NOTHING if helped is None else Secret(helped),
        )
