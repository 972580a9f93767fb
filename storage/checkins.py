"""The drawer of check-ins: rounds, everybody's turn in them, and what each person chose for theirs."""

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import bindparam, func, select

from domain.bare_turns import BareHistory
from domain.checkins import Rhythm, Scale, Turn, TurnId
from domain.histories import History
from domain.linking import Recipient
from domain.people import FamilyId, PersonId
from domain.rounds import Round, RoundId
from storage.columns import EPOCH
from storage.database import insert_or
from storage.desk import Desk
from storage.keeping import keeping
from storage.statements import Row, Statement, changing
from storage.tables.checkins import NOT_CLOSED, rhythms, rounds, turns
from storage.turns import bare, columns, readable

_RHYTHM = Statement(select(rhythms).where(rhythms.c.id == bindparam("which")))
_SAVE_RHYTHM = keeping(rhythms)

_ADD_ROUND = Statement(insert_or(rounds).on_conflict_do_nothing(index_elements=["family", "week"]))
_SAVE_ROUND = keeping(rounds)
_ROUND = Statement(select(rounds).where(rounds.c.id == bindparam("which")))
_OF_FAMILY = rounds.c.family == bindparam("of_family")
_NEWEST = Statement(select(rounds).where(_OF_FAMILY).order_by(rounds.c.week.desc()).limit(1))
_TO_CLOSE = Statement(
    select(rounds.c.id)
    .where(NOT_CLOSED, rounds.c.closes_at <= bindparam("now", type_=rounds.c.closes_at.type))
    .order_by(rounds.c.closes_at, rounds.c.id)
    .limit(bindparam("at_most"))
)
_CLOSED_SINCE = Statement(
    select(rounds)
    .where(_OF_FAMILY, rounds.c.closed_at > bindparam("after", type_=rounds.c.closed_at.type))
    .order_by(rounds.c.week)
)
_FROM = rounds.c.week >= bindparam("from_week", type_=rounds.c.week.type)
_ROUNDS = Statement(select(rounds).where(_OF_FAMILY, _FROM).order_by(rounds.c.week))

_TURNS = select(turns, rounds.c.family.label("family")).join(rounds, rounds.c.id == turns.c.round)
_TURNS_OF = Statement(_TURNS.where(_OF_FAMILY, _FROM).order_by(rounds.c.week, turns.c.id))
_KEEP_TURN = keeping(turns, "round", "holder")
_TURN = Statement(_TURNS.where(turns.c.id == bindparam("which")))
_TURN_OF = Statement(
    _TURNS.where(turns.c.round == bindparam("of_round"), turns.c.holder == bindparam("of_holder"))
)
_TURNS_IN = Statement(_TURNS.where(turns.c.round == bindparam("of_round")).order_by(turns.c.id))
_DUE = Statement(
    select(turns.c.id)
    .where(turns.c.look_at <= bindparam("now", type_=turns.c.look_at.type))
    .order_by(turns.c.look_at, turns.c.id)
    .limit(bindparam("at_most"))
)
_LET_REST = changing(turns, "look_at")
_NEXT_LOOK = Statement(select(func.min(turns.c.look_at).label("at")))
_NEXT_CLOSING = Statement(select(func.min(rounds.c.closes_at).label("at")).where(NOT_CLOSED))


class CheckInsDrawer:
    """What a person told is sealed with their own key; what a professional scored, with that of the family."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def rhythm(self, person: PersonId) -> Rhythm:
        """What this person chose; the defaults when nothing."""
        return (await self.rhythms((person,)))[person]

    async def rhythms(self, which: Iterable[PersonId]) -> dict[PersonId, Rhythm]:
        """Of each of these people, in one trip; with the defaults for who chose nothing."""
        wanted = tuple(dict.fromkeys(which))
        found = await self._desk.tx.several(*((_RHYTHM, {"which": person}) for person in wanted))
        return {
            person: _rhythm(rows[0]) if rows else Rhythm(person)
            for person, rows in zip(wanted, found, strict=True)
        }

    async def save_rhythm(self, rhythm: Rhythm) -> None:
        """Insert or replace."""
        self._desk.tx.later(
            _SAVE_RHYTHM,
            id=rhythm.person,
            weekday=rhythm.weekday,
            at=rhythm.at.isoformat(),
            scale=rhythm.scale.value,
            paused_since=rhythm.paused_since,
            shares_lines=rhythm.shares_lines,
        )

    async def add_round(self, one: Round) -> bool:
        """Keep it; False when this family has a round of this week already."""
        return await self._desk.tx.run(_ADD_ROUND, **_round_columns(one)) == 1

    async def save_round(self, one: Round) -> None:
        """Keep what became of it."""
        self._desk.tx.later(_SAVE_ROUND, **_round_columns(one))

    async def round(self, which: RoundId) -> Round | None:
        """The round of this id."""
        row = await self._desk.tx.first(_ROUND, which=which)
        return None if row is None else _round(row)

    async def newest_round(self, family: FamilyId) -> Round | None:
        """The round of the latest week, open or closed."""
        row = await self._desk.tx.first(_NEWEST, of_family=family)
        return None if row is None else _round(row)

    async def to_close(self, now: datetime, limit: int) -> tuple[RoundId, ...]:
        """Rounds that are to be closed at or before ``now`` and are not yet, earliest first."""
        rows = await self._desk.tx.all(_TO_CLOSE, now=now, at_most=limit)
        return tuple(RoundId(row["id"]) for row in rows)

    async def closed_since(self, families: Iterable[FamilyId], since: datetime) -> tuple[Round, ...]:
        """Rounds of these families that were closed after this instant, by family, oldest first."""
        asks = [(_CLOSED_SINCE, {"of_family": one, "after": since}) for one in dict.fromkeys(families)]
        found = await self._desk.tx.several(*asks)
        return tuple(_round(row) for rows in found for row in rows)

    async def keep_turn(self, turn: Turn) -> None:
        """Insert or replace; there is one per round and holder."""
        family = None
        if turn.holder.person is None and (turn.scores or turn.words):
            # The family of a professional's turn is that of its round.
            of = await self.round(turn.round)
            family = None if of is None else of.family
        self._desk.tx.later(_KEEP_TURN, **await columns(self._desk, turn, family))

    async def turn(self, which: TurnId) -> Turn | None:
        """The turn; None also when it cannot be read any more, and then nothing looks at it again."""
        return await self._maybe(await self._desk.tx.first(_TURN, which=which))

    async def turn_of(self, which: RoundId, holder: Recipient) -> Turn | None:
        """This holder's turn in this round; None also when it cannot be read any more."""
        return await self._maybe(await self._desk.tx.first(_TURN_OF, of_round=which, of_holder=holder.id))

    async def turns_in(self, which: RoundId) -> dict[PersonId, Turn | None]:
        """Everybody of the family who has a turn in this round; None for one that cannot be read any more."""
        rows = await self._desk.tx.all(_TURNS_IN, of_round=which)
        return {
            PersonId(row["holder"]): await self._maybe(row) for row in rows if row["holder_kind"] == "person"
        }

    async def due(self, now: datetime, limit: int) -> tuple[TurnId, ...]:
        """Turns whose ladder has something to say at or before ``now``, earliest first."""
        rows = await self._desk.tx.all(_DUE, now=now, at_most=limit)
        return tuple(TurnId(row["id"]) for row in rows)

    async def next_look(self) -> datetime | None:
        """The first instant at which a turn has something to say, or a round is to be closed."""
        found = await self._desk.tx.several((_NEXT_LOOK, {}), (_NEXT_CLOSING, {}))
        return min((row["at"] for rows in found for row in rows if row["at"] is not None), default=None)

    async def history(self, family: FamilyId, since: date | None = None) -> History:
        """The rounds of this family from this Monday on, with their turns opened."""
        return (await self.histories((family,), since or EPOCH.date()))[family]

    async def histories(self, which: Iterable[FamilyId], since: date) -> dict[FamilyId, History]:
        """Of each of these families, in one trip; what cannot be read any more is left out."""
        found = await self._rows(which, since)
        return {family: await self._history(family, own, told) for family, own, told in found}

    async def bare(self, which: Iterable[FamilyId], since: date) -> dict[FamilyId, BareHistory]:
        """The same in numbers alone: half the work, which one feels where a page shows many families."""
        return {
            family: BareHistory(
                family,
                tuple(map(_round, own)),
                tuple([turn for row in told if (turn := await bare(self._desk, row)) is not None]),
            )
            for family, own, told in await self._rows(which, since)
        }

    async def _rows(
        self, which: Iterable[FamilyId], since: date
    ) -> list[tuple[FamilyId, list[Row], list[Row]]]:
        """Of each family the rows of its rounds, and those of its turns in the order of the rounds."""
        wanted = tuple(dict.fromkeys(which))
        asks = [
            (part, {"of_family": one, "from_week": since}) for one in wanted for part in (_ROUNDS, _TURNS_OF)
        ]
        found = iter(await self._desk.tx.several(*asks))
        return list(zip(wanted, found, found, strict=True))

    async def _history(self, family: FamilyId, own: list[Row], told: list[Row]) -> History:
        turns_of: dict[RoundId, list[Turn]] = {}
        for row in told:
            turn = await readable(self._desk, row)
            if turn is not None:
                turns_of.setdefault(turn.round, []).append(turn)
        return History(
            family, tuple(map(_round, own)), {which: tuple(turns) for which, turns in turns_of.items()}
        )

    async def _maybe(self, row: Row | None) -> Turn | None:
        if row is None:
            return None
        turn = await readable(self._desk, row)
        if turn is None and row["look_at"] is not None and self._desk.tx.writing:
            # Otherwise it would be due for ever, and nobody could ask anything in it.
            self._desk.tx.later(_LET_REST, which=row["id"], look_at=None)
        return turn


def _rhythm(row: Row) -> Rhythm:
    return Rhythm(
        person=PersonId(row["id"]),
        weekday=row["weekday"],
        at=time.fromisoformat(row["at"]),
        scale=Scale(row["scale"]),
        paused_since=row["paused_since"],
        shares_lines=row["shares_lines"],
    )


def _round_columns(one: Round) -> dict[str, object]:
    return {
        "id": one.id,
        "family": one.family,
        "week": one.week,
        "number": one.number,
        "closes_at": one.closes_at,
        "closed_at": one.closed_at,
    }


def _round(row: Row) -> Round:
    return Round(
        id=RoundId(row["id"]),
        family=FamilyId(row["family"]),
        week=row["week"],
        number=row["number"],
        closes_at=row["closes_at"],
        closed_at=row["closed_at"],
    )
