"""How a turn stands in a row: scores and words sealed in one piece, the rest under a mark."""

from operator import itemgetter
from typing import Any

from domain.bare_turns import BareTurn
from domain.checkins import Question, Score, Turn, TurnId
from domain.linking import Recipient
from domain.people import FamilyId, PersonId
from domain.plans import GoalId
from domain.rounds import RoundId
from domain.secret import Secret
from storage.desk import Desk, holder, holder_columns, of_family, of_person
from storage.keystore import KeyOwner
from storage.marks import is_sound, report, seal_of
from storage.plan_codec import bare_from_json, turn_from_json, turn_to_json
from storage.statements import Row
from storage.tables.checkins import turns

TABLE = "turns"
_PLAIN = ("ask_at", "asked_at", "nudged_at", "skipped_at", "look_at")
_marked = itemgetter(*(column.name for column in turns.c if column.name not in ("told", "mark")))


def owner(who: Recipient, family: FamilyId) -> KeyOwner:
    """Whose key seals it: a person's own; that of the family when a professional scored, for the family reads it."""
    return of_family(family) if who.person is None else of_person(who.person)


async def columns(desk: Desk, turn: Turn, family: FamilyId | None) -> dict[str, Any]:
    """The row of this turn; only that of a professional who told something needs to know of which family it is."""
    told = turn_to_json(turn.scores, turn.words)
    row: dict[str, Any] = {
        "id": turn.id,
        "round": turn.round,
        **holder_columns(turn.holder),
        **{name: getattr(turn, name) for name in _PLAIN},
        "told": None,
    }
    if told is not None:
        key = of_person(turn.holder.id) if family is None else owner(turn.holder, family)
        row["told"] = await desk.seal(key, TABLE, turn.id, "told", told)
    row["mark"] = desk.vault.mark(TABLE, *_values(row))
    return row


async def readable(desk: Desk, row: Row) -> Turn | None:
    """The turn again, from its row with the ``family`` of its round; None when changed behind our back or erased."""
    text = await _told(desk, row)
    if text is None:
        return None
    scores: dict[GoalId, Score] = {}
    words: dict[Question, Secret] = {}
    if text:
        scores, words = turn_from_json(text)
    return Turn(
        id=TurnId(row["id"]),
        round=RoundId(row["round"]),
        holder=holder(row),
        ask_at=row["ask_at"],
        asked_at=row["asked_at"],
        nudged_at=row["nudged_at"],
        skipped_at=row["skipped_at"],
        look_at=row["look_at"],
        scores=scores,
        words=words,
    )


async def bare(desk: Desk, row: Row) -> BareTurn | None:
    """The same turn in numbers alone."""
    text = await _told(desk, row)
    if text is None:
        return None
    return BareTurn(
        round=RoundId(row["round"]),
        person=PersonId(row["holder"]) if row["holder_kind"] == "person" else None,
        was_asked=bool(text) or row["asked_at"] is not None or row["skipped_at"] is not None,
        has_told=bool(text),
        scores=bare_from_json(text) if text else {},
    )


async def _told(desk: Desk, row: Row) -> str | None:
    """What was told, empty when that is nothing; None when the row was changed behind our back or erased."""
    if not is_sound(desk.vault, TABLE, row, _values(row)):
        report(TABLE, row["id"])
        return None
    sealed = row["told"]
    if sealed is None:
        return ""
    key = of_person(row["holder"]) if row["holder_kind"] == "person" else of_family(row["family"])
    return await desk.legible(key, TABLE, row["id"], "told", sealed)


def _values(row: Row) -> tuple[object, ...]:
    return (*_marked(row), seal_of(row["told"]))
