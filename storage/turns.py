"""How a turn stands in a row: scores and words sealed in one piece, the rest under a mark."""

from typing import Any

from domain.checkins import Question, Score, Turn, TurnId
from domain.linking import Recipient
from domain.people import FamilyId
from domain.plans import GoalId
from domain.rounds import RoundId
from domain.secret import Secret
from storage.desk import Desk, holder, holder_columns, of_family, of_person
from storage.keystore import KeyOwner
from storage.marks import is_sound, report, seal_of
from storage.plan_codec import turn_from_json, turn_to_json
from storage.statements import Row
from storage.tables.checkins import turns

TABLE = "turns"
_PLAIN = ("ask_at", "asked_at", "nudged_at", "skipped_at", "look_at")
_MARKED = tuple(column.name for column in turns.c if column.name not in ("told", "mark"))


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
    if not is_sound(desk.vault, TABLE, row, _values(row)):
        report(TABLE, row["id"])
        return None
    who = holder(row)
    scores: dict[GoalId, Score] = {}
    words: dict[Question, Secret] = {}
    if row["told"] is not None:
        text = await desk.legible(owner(who, FamilyId(row["family"])), TABLE, row["id"], "told", row["told"])
        if text is None:
            return None
        scores, words = turn_from_json(text)
    return Turn(
        id=TurnId(row["id"]),
        round=RoundId(row["round"]),
        holder=who,
        **{name: row[name] for name in _PLAIN},
        scores=scores,
        words=words,
    )


def _values(row: Row) -> tuple[object, ...]:
    return (*(row[name] for name in _MARKED), seal_of(row["told"]))
