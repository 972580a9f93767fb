"""The part of the drawer of tasks that keeps their turns, to whom those are open, and what became of them."""

from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select

from domain.people import FamilyId, PersonId
from domain.tasks import TaskId, TaskTurn, TaskTurnId, TurnEvent, TurnState
from storage.columns import Id
from storage.database import insert_or
from storage.desk import Desk, maybe_holder, maybe_holder_columns
from storage.keeping import keeping
from storage.marks import is_sound, report
from storage.series_codec import people_from_json, set_to_json
from storage.statements import Row, Statement, changing, literal
from storage.tables.tasks import HAS_SLOT, OPEN, task_turns, turn_events, turn_offers

TABLE = "task_turns"
_IN_ORDER = (task_turns.c.starts_at, task_turns.c.id)
_ADD = Statement(
    insert_or(task_turns).on_conflict_do_nothing(index_elements=["task", "slot"], index_where=HAS_SLOT)
)
_KEEP = keeping(task_turns)
_GET = Statement(select(task_turns).where(task_turns.c.id == bindparam("which")))

_FROM = task_turns.c.starts_at >= bindparam("start", type_=task_turns.c.starts_at.type)
_WITHIN = _FROM & (task_turns.c.starts_at < bindparam("end", type_=task_turns.c.starts_at.type))
_OF_TASK = Statement(
    select(task_turns).where(task_turns.c.task == bindparam("of_task"), _FROM).order_by(*_IN_ORDER)
)
_BETWEEN = Statement(
    select(task_turns).where(task_turns.c.family == bindparam("of_family"), _WITHIN).order_by(*_IN_ORDER)
)
_HELD_BY = task_turns.c.holder == bindparam("of_person")
_OFFERED = (task_turns.c.state == literal(TurnState.OFFERED.value)) & task_turns.c.id.in_(
    select(turn_offers.c.turn).where(turn_offers.c.person == bindparam("of_person"))
)
_FOR_PERSON = Statement(select(task_turns).where(or_(_HELD_BY, _OFFERED), _WITHIN).order_by(*_IN_ORDER))
_DUE = Statement(
    select(task_turns.c.id)
    .where(OPEN, task_turns.c.look_at <= bindparam("now", type_=task_turns.c.look_at.type))
    .order_by(task_turns.c.look_at, task_turns.c.id)
    .limit(bindparam("at_most"))
)
_NEXT_LOOK = Statement(select(func.min(task_turns.c.look_at).label("at")).where(OPEN))
_LET_REST = changing(task_turns, "look_at")

_NO_OFFERS = Statement(delete(turn_offers).where(turn_offers.c.turn == bindparam("of_turn")))
_OFFER = Statement(
    # Only when the turn is there: one of a slot that was made before was not added.
    insert_or(turn_offers)
    .from_select(
        ["turn", "person"],
        select(task_turns.c.id, bindparam("to_person", type_=Id())).where(
            task_turns.c.id == bindparam("of_turn")
        ),
    )
    .on_conflict_do_nothing()
)

_NOTE = Statement(
    insert(turn_events).values({c.name: bindparam(c.name) for c in turn_events.c if c.name != "n"})
)
_HISTORY = Statement(
    select(turn_events)
    .join(task_turns, task_turns.c.id == turn_events.c.turn)
    .where(task_turns.c.task == bindparam("of_task"))
    .order_by(turn_events.c.n)
)

_marked = itemgetter(*(column.name for column in task_turns.c if column.name != "mark"))


class TurnRows:
    """A turn that was changed behind our back is as good as gone: nobody is told anything from it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add_turns(self, turns: Iterable[TaskTurn]) -> None:
        """Keep them, in one trip; a turn of the same task and slot that is there already stays as it is."""
        added = tuple(turns)
        self._desk.tx.later_for_each(_ADD, [self._columns(turn) for turn in added])
        self._offer(added)

    async def keep_turn(self, turn: TaskTurn) -> None:
        """Insert or replace."""
        self._desk.tx.later(_KEEP, **self._columns(turn))
        self._desk.tx.later(_NO_OFFERS, of_turn=turn.id)
        self._offer((turn,))

    async def turn(self, which: TaskTurnId) -> TaskTurn | None:
        """The turn; None also when it was changed behind our back, and then nothing looks at it again."""
        row = await self._desk.tx.first(_GET, which=which)
        if row is None:
            return None
        turn = self._turn(row)
        if turn is None and row["look_at"] is not None and self._desk.tx.writing:
            # Otherwise it would be due for ever, and nothing could be told of it.
            self._desk.tx.later(_LET_REST, which=which, look_at=None)
        return turn

    async def turns_of(self, task: TaskId, start: datetime) -> tuple[TaskTurn, ...]:
        """Those of a task that begin at or after this instant, earliest first, whatever their state."""
        return self._readable(await self._desk.tx.all(_OF_TASK, of_task=task, start=start))

    async def turns_between(self, family: FamilyId, start: datetime, end: datetime) -> tuple[TaskTurn, ...]:
        """Those of a family that begin within [start, end), whatever their state, earliest first."""
        return self._readable(await self._desk.tx.all(_BETWEEN, of_family=family, start=start, end=end))

    async def turns_for(self, person: PersonId, start: datetime, end: datetime) -> tuple[TaskTurn, ...]:
        """Those within [start, end) that this person holds, and those that are offered to them, earliest first."""
        return self._readable(await self._desk.tx.all(_FOR_PERSON, of_person=person, start=start, end=end))

    async def due(self, now: datetime, limit: int) -> tuple[TaskTurnId, ...]:
        """Open turns whose ladder has something to say at or before ``now``, earliest first."""
        rows = await self._desk.tx.all(_DUE, now=now, at_most=limit)
        return tuple(TaskTurnId(row["id"]) for row in rows)

    async def next_look(self) -> datetime | None:
        """The first instant at which an open turn has something to say."""
        row = await self._desk.tx.first(_NEXT_LOOK)
        at: datetime | None = row["at"] if row else None
        return at

    async def note(self, *events: TurnEvent) -> None:
        """Add lines to the history; lines are never changed."""
        self._desk.tx.later_for_each(_NOTE, [_event_columns(event) for event in events])

    async def history(self, task: TaskId) -> tuple[TurnEvent, ...]:
        """Every line of every turn of this task, oldest first."""
        return tuple(map(_event, await self._desk.tx.all(_HISTORY, of_task=task)))

    def _offer(self, turns: Iterable[TaskTurn]) -> None:
        offers = [
            {"of_turn": turn.id, "to_person": person}
            for turn in turns
            if turn.state is TurnState.OFFERED
            for person in turn.asked - turn.refused
        ]
        if offers:
            self._desk.tx.later_for_each(_OFFER, offers)

    def _columns(self, turn: TaskTurn) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": turn.id,
            "task": turn.task,
            "family": turn.family,
            "slot": turn.slot,
            "starts_at": turn.starts_at,
            "ends_at": turn.ends_at,
            "holder": turn.holder,
            "state": turn.state.value,
            "put_off_from": turn.put_off_from,
            "asked": set_to_json(turn.asked),
            "refused": set_to_json(turn.refused),
            "answered_by": turn.by,
            "reminded_at": turn.reminded_at,
            "help_at": turn.help_at,
            "ended_at": turn.ended_at,
            "rung": turn.rung,
            "look_at": turn.look_at,
            "sequence": turn.sequence,
        }
        row["mark"] = self._desk.vault.mark(TABLE, *_marked(row))
        return row

    def _readable(self, rows: list[Row]) -> tuple[TaskTurn, ...]:
        return tuple([turn for row in rows if (turn := self._turn(row)) is not None])

    def _turn(self, row: Row) -> TaskTurn | None:
        if not is_sound(self._desk.vault, TABLE, row, _marked(row)):
            report(TABLE, row["id"])
            return None
        return TaskTurn(
            id=TaskTurnId(row["id"]),
            task=TaskId(row["task"]),
            family=FamilyId(row["family"]),
            slot=row["slot"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            holder=_person(row["holder"]),
            state=TurnState(row["state"]),
            put_off_from=None if row["put_off_from"] is None else TaskTurnId(row["put_off_from"]),
            asked=frozenset(people_from_json(row["asked"])),
            refused=frozenset(people_from_json(row["refused"])),
            by=_person(row["answered_by"]),
            reminded_at=row["reminded_at"],
            help_at=row["help_at"],
            ended_at=row["ended_at"],
            rung=row["rung"],
            look_at=row["look_at"],
            sequence=row["sequence"],
        )


def _person(found: Any | None) -> PersonId | None:
    return None if found is None else PersonId(found)


def _event_columns(event: TurnEvent) -> dict[str, Any]:
    return {
        "turn": event.turn,
        "state": event.state.value,
        "whose": event.holder,
        "at": event.at,
        **maybe_holder_columns(event.by),
        "help": event.help,
    }


def _event(row: Row) -> TurnEvent:
    return TurnEvent(
        turn=TaskTurnId(row["turn"]),
        state=TurnState(row["state"]),
        holder=_person(row["whose"]),
        at=row["at"],
        by=maybe_holder(row),
        help=row["help"],
    )
