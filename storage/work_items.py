"""The drawer of work items: one open item for each key."""

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from domain.appointments import AppointmentId
from domain.people import FamilyId, PersonId, ProfessionalId, TeamId
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from storage.database import insert_or
from storage.desk import Desk
from storage.statements import Row, Statement, changing, literal
from storage.tables.work_items import OPEN, work_items

_INSERT = insert_or(work_items)
_PUT = Statement(
    _INSERT.on_conflict_do_update(
        index_elements=["key"],
        index_where=OPEN,
        set_={
            "count": work_items.c.count + 1,
            "urgent": or_(work_items.c.urgent, _INSERT.excluded.urgent),
            "wish": func.coalesce(_INSERT.excluded.wish, work_items.c.wish),
        },
    ).returning(*work_items.c)
)
_GET = Statement(select(work_items).where(work_items.c.id == bindparam("which")))
_WAS_PUT = Statement(select(work_items.c.id).where(work_items.c.key == bindparam("of_key")).limit(1))
_URGENT_FIRST = (work_items.c.urgent.desc(), work_items.c.made_at, work_items.c.id)
_OPEN = select(work_items).where(OPEN).order_by(*_URGENT_FIRST)
_OPEN_OF = Statement(
    _OPEN.where(
        work_items.c.case_manager == bindparam("of_manager"),
        work_items.c.on_list == literal(OnList.CASE_MANAGER.value),
    )
)
_OPEN_OF_TEAM = Statement(
    _OPEN.where(work_items.c.team == bindparam("of_team"), work_items.c.on_list == literal(OnList.TEAM.value))
)
_ALL_OPEN = Statement(_OPEN)
_CLOSE = Statement(
    update(work_items)
    .where(work_items.c.id == bindparam("which"), OPEN)
    .values(closed_at=bindparam("at", type_=work_items.c.closed_at.type))
)
_CLOSE_BY_KEY = Statement(
    update(work_items)
    .where(work_items.c.key == bindparam("of_key"), OPEN)
    .values(closed_at=bindparam("at", type_=work_items.c.closed_at.type))
)
_MOVE = changing(work_items, "on_list")


class WorkItemsDrawer:
    """Lists are urgent first, then in the order in which things came on them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def put(self, item: WorkItem) -> WorkItem:
        """Keep it; with an open one of the same key, that one is counted up (and made urgent if this is)."""
        rows = await self._desk.tx.all(
            _PUT,
            id=item.id,
            key=item.key,
            kind=item.kind.value,
            on_list=item.on.value,
            team=item.team,
            case_manager=item.case_manager,
            made_at=item.made_at,
            family=item.family,
            person=item.person,
            appointment=item.appointment,
            wish=item.wish,
            urgent=item.urgent,
            count=item.count,
            closed_at=item.closed_at,
        )
        return _item(rows[0])

    async def was_put(self, key: str) -> bool:
        """Whether an item with this key ever stood on a list, open or closed."""
        return await self._desk.tx.first(_WAS_PUT, of_key=key) is not None

    async def get(self, which: WorkItemId) -> WorkItem | None:
        row = await self._desk.tx.first(_GET, which=which)
        return None if row is None else _item(row)

    async def open_of(self, case_manager: ProfessionalId) -> tuple[WorkItem, ...]:
        return tuple(map(_item, await self._desk.tx.all(_OPEN_OF, of_manager=case_manager)))

    async def open_of_team(self, team: TeamId) -> tuple[WorkItem, ...]:
        return tuple(map(_item, await self._desk.tx.all(_OPEN_OF_TEAM, of_team=team)))

    async def all_open(self) -> tuple[WorkItem, ...]:
        return tuple(map(_item, await self._desk.tx.all(_ALL_OPEN)))

    async def close(self, which: WorkItemId, at: datetime) -> None:
        """Close it; when it was closed before, that moment stays."""
        self._desk.tx.later(_CLOSE, which=which, at=at)

    async def close_by_key(self, key: str, at: datetime) -> None:
        """Close the open one with this key, if there is one."""
        self._desk.tx.later(_CLOSE_BY_KEY, of_key=key, at=at)

    async def move_to_team(self, which: WorkItemId) -> None:
        self._desk.tx.later(_MOVE, which=which, on_list=OnList.TEAM.value)


def _item(row: Row) -> WorkItem:
    return WorkItem(
        id=WorkItemId(row["id"]),
        key=row["key"],
        kind=WorkKind(row["kind"]),
        on=OnList(row["on_list"]),
        team=TeamId(row["team"]),
        case_manager=None if row["case_manager"] is None else ProfessionalId(row["case_manager"]),
        made_at=row["made_at"],
        family=None if row["family"] is None else FamilyId(row["family"]),
        person=None if row["person"] is None else PersonId(row["person"]),
        appointment=None if row["appointment"] is None else AppointmentId(row["appointment"]),
        wish=row["wish"],
        urgent=row["urgent"],
        count=row["count"],
        closed_at=row["closed_at"],
    )
