"""The drawer of drafts: appointments in the making; place and number are sealed like those of an appointment."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from domain.appointments import Kind
from domain.drafts import Draft, DraftId
from domain.people import FamilyId, PersonId, ProfessionalId
from storage.database import insert_or
from storage.desk import Desk, of_family
from storage.statements import Row, Statement
from storage.tables.appointments import drafts

_INSERT = insert_or(drafts)
_KEEP = Statement(
    _INSERT.on_conflict_do_update(
        index_elements=["id"],
        set_={c.name: _INSERT.excluded[c.name] for c in drafts.columns if c.name != "id"},
    )
)
_GET = Statement(select(drafts).where(drafts.c.id == bindparam("which")))
_SWEEP = Statement(delete(drafts).where(drafts.c.made_at < bindparam("before")))
_DROP = Statement(delete(drafts).where(drafts.c.id == bindparam("which")))


class DraftsDrawer:
    """Nobody but the gezinsmanager who makes it has heard of a draft."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def keep(self, draft: Draft) -> None:
        """Insert or replace."""
        owner = of_family(draft.family)
        self._desk.tx.later(
            _KEEP,
            id=draft.id,
            professional=draft.by,
            family=draft.family,
            made_at=draft.made_at,
            kind=None if draft.kind is None else draft.kind.value,
            starts_at=draft.starts_at,
            minutes=draft.minutes,
            obligatory=draft.obligatory,
            people=json.dumps([person.hex for person in draft.people]),
            place=await self._desk.seal(owner, "drafts", draft.id, "place", draft.place),
            number=await self._desk.seal(owner, "drafts", draft.id, "number", draft.number),
        )

    async def get(self, which: DraftId) -> Draft | None:
        row = await self._desk.tx.first(_GET, which=which)
        return None if row is None else await self._draft(row)

    async def drop(self, which: DraftId) -> None:
        self._desk.tx.later(_DROP, which=which)

    async def sweep(self, before: datetime) -> int:
        """Forget what was begun before this instant and never confirmed; how many there were."""
        return await self._desk.tx.run(_SWEEP, before=before)

    async def _draft(self, row: Row) -> Draft:
        owner = of_family(row["family"])
        return Draft(
            id=DraftId(row["id"]),
            by=ProfessionalId(row["professional"]),
            family=FamilyId(row["family"]),
            made_at=row["made_at"],
            kind=None if row["kind"] is None else Kind(row["kind"]),
            starts_at=row["starts_at"],
            minutes=row["minutes"],
            obligatory=row["obligatory"],
            people=tuple(PersonId(UUID(hex=person)) for person in json.loads(row["people"])),
            place=await self._desk.open(owner, "drafts", row, "place"),
            number=await self._desk.open(owner, "drafts", row, "number"),
        )
