"""How a version of the plan stands in a row: its text sealed with the key of its family, the rest under a mark."""

from typing import Any

from domain.people import FamilyId
from domain.plans import PlanState, PlanVersion, PlanVersionId
from storage.desk import Desk, holder, holder_columns, of_family
from storage.marks import is_sound, report, seal_of
from storage.plan_codec import plan_from_json, plan_to_json
from storage.statements import Row
from storage.tables.plans import plan_versions

TABLE = "plan_versions"
_MARKED = tuple(column.name for column in plan_versions.c if column.name not in ("text", "mark"))


async def columns(desk: Desk, version: PlanVersion) -> dict[str, Any]:
    """The row of this version."""
    row: dict[str, Any] = {
        "id": version.id,
        "family": version.family,
        "number": version.number,
        "state": version.state.value,
        "revision": version.revision,
        "made_at": version.made_at,
        **holder_columns(version.made_by),
        "proposed_at": version.proposed_at,
        "discussed_at": version.discussed_at,
        "established_at": version.established_at,
    }
    text = plan_to_json(version.text)
    row["text"] = await desk.seal(of_family(version.family), TABLE, version.id, "text", text)
    row["mark"] = desk.vault.mark(TABLE, *_values(row))
    return row


async def readable(desk: Desk, row: Row) -> PlanVersion | None:
    """The version again; None when it was changed behind our back or erased."""
    if not is_sound(desk.vault, TABLE, row, _values(row)):
        report(TABLE, row["id"])
        return None
    text = await desk.legible(of_family(row["family"]), TABLE, row["id"], "text", row["text"])
    if text is None:
        return None
    return PlanVersion(
        id=PlanVersionId(row["id"]),
        family=FamilyId(row["family"]),
        number=row["number"],
        text=plan_from_json(text),
        made_at=row["made_at"],
        made_by=holder(row),
        state=PlanState(row["state"]),
        revision=row["revision"],
        proposed_at=row["proposed_at"],
        discussed_at=row["discussed_at"],
        established_at=row["established_at"],
    )


def _values(row: Row) -> tuple[object, ...]:
    return (*(row[name] for name in _MARKED), seal_of(row["text"]))
