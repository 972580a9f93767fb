"""The drawer of glances: when every family of a gezinsmanager was last and will next be seen, in one trip."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from domain.appointments import Outcome
from domain.glance import ANSWERS_BACK, GLANCE_BACK, Glance
from domain.people import FamilyId, ProfessionalId
from storage.desk import Desk
from storage.statements import Row, Statement, literal
from storage.tables.appointments import appointments, attendances
from storage.tables.families import families, persons
from storage.tables.threads import messages, threads

_MANAGED = families.c.case_manager == bindparam("of_manager")
_SINCE = appointments.c.starts_at >= bindparam("since", type_=appointments.c.starts_at.type)
_OF_FAMILIES = families.join(appointments, appointments.c.family == families.c.id)

_NEXT = Statement(
    select(families.c.id.label("family"), func.min(appointments.c.starts_at).label("at"))
    .select_from(_OF_FAMILIES)
    .where(_MANAGED, _SINCE, appointments.c.cancelled_at.is_(None))
    .group_by(families.c.id)
)
_HELD = Statement(
    select(families.c.id.label("family"), func.max(appointments.c.starts_at).label("at"))
    .select_from(_OF_FAMILIES)
    .where(_MANAGED, _SINCE, appointments.c.outcome == literal(Outcome.HELD.value))
    .group_by(families.c.id)
)
_ANSWERED = Statement(
    select(families.c.id.label("family"), func.max(attendances.c.answered_at).label("at"))
    .select_from(_OF_FAMILIES.join(attendances, attendances.c.appointment == appointments.c.id))
    .where(_MANAGED, _SINCE, attendances.c.answered_at.is_not(None))
    .group_by(families.c.id)
)
_THREADS = families.join(persons, persons.c.family == families.c.id).join(
    threads, threads.c.person == persons.c.id
)
_SAID = Statement(
    select(families.c.id.label("family"), func.max(messages.c.received_at).label("at"))
    .select_from(_THREADS.join(messages, messages.c.thread == threads.c.id))
    .where(_MANAGED)
    .group_by(families.c.id)
)
_WAITING = Statement(
    select(families.c.id.label("family"), threads.c.urgent_since)
    .select_from(_THREADS)
    .where(_MANAGED, or_(threads.c.waiting_since.is_not(None), threads.c.urgent_since.is_not(None)))
)


class GlanceDrawer:
    """Only instants, and unmarked: nobody acts on a glance, and what is opened from it is checked then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of_case_manager(self, case_manager: ProfessionalId, now: datetime) -> dict[FamilyId, Glance]:
        """By family; one of which nothing is known is not in it."""
        coming, held, answered, said, restless = await self._desk.tx.several(
            (_NEXT, {"of_manager": case_manager, "since": now}),
            (_HELD, {"of_manager": case_manager, "since": now - GLANCE_BACK}),
            (_ANSWERED, {"of_manager": case_manager, "since": now - ANSWERS_BACK}),
            (_SAID, {"of_manager": case_manager}),
            (_WAITING, {"of_manager": case_manager}),
        )
        ahead = _by_family(coming)
        past = [_by_family(rows) for rows in (held, answered, said)]
        waiting = {row["family"] for row in restless}
        urgent = {row["family"] for row in restless if row["urgent_since"] is not None}
        return {
            FamilyId(family): Glance(
                next_at=ahead.get(family),
                last_at=max((p[family] for p in past if family in p), default=None),
                waiting=family in waiting,
                urgent=family in urgent,
            )
            for family in set(ahead).union(waiting, *past)
        }


def _by_family(rows: list[Row]) -> dict[Any, datetime]:
    return {row["family"]: row["at"] for row in rows}
