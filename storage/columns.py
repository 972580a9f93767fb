"""Column types that mean the same in every database: instants as UTC integers, ids as sixteen bytes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Text, TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE = timedelta(microseconds=1)
FIRST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // ONE
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
LAST = (END_OF_TIME - EPOCH) // ONE
UUID_BYTES = 16
NOBODY = UUID(int=0)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 (UTC).

    Raises:
        ValueError: for an instant without a time zone; guessing one shifts appointments by an hour.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return (instant - EPOCH) // ONE


class Instant(TypeDecorator[datetime]):
    """A moment, kept as microseconds since 1970 (UTC); what comes back is always aware.

    A ``DateTime(timezone=True)`` column would come back naive from SQLite. What is no instant, because a bit
    was flipped, comes back as the end of time: the row's mark shows it, and other rows can still be read.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: object) -> int | None:
        """The number that is kept."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any | None, _dialect: object) -> datetime | None:
        """The moment in UTC."""
        return _moment(value)

    def result_processor(self, _dialect: object, _kind: object) -> Callable[[Any], datetime | None]:
        """The same without the library's layers around it: a page of the desk reads thousands of them."""
        return _moment


class Id(TypeDecorator[UUID]):
    """A UUIDv7, kept as sixteen bytes so that rows of one time stand together.

    What is no id, because a bit was flipped, comes back as nobody's: the row's mark shows it.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: UUID | None, _dialect: object) -> bytes | None:
        """The bytes that are kept."""
        return None if value is None else value.bytes

    def process_result_value(self, value: Any | None, _dialect: object) -> UUID | None:
        """The id."""
        return _id(value)

    def result_processor(self, _dialect: object, _kind: object) -> Callable[[Any], UUID | None]:
        """The same without the library's layers around it."""
        return _id


class Day(TypeDecorator[date]):
    """A calendar day (Amsterdam), kept as ``2026-03-02`` so that later days sort behind earlier ones.

    What is no day, because a bit was flipped, comes back as the last one there is.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: object) -> str | None:
        """The text that is kept."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, _dialect: object) -> date | None:
        """The day."""
        return _day(value)

    def result_processor(self, _dialect: object, _kind: object) -> Callable[[Any], date | None]:
        """The same without the library's layers around it."""
        return _day


def _moment(value: Any | None) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, int) or not FIRST <= value <= LAST:
        return END_OF_TIME
    return EPOCH + timedelta(0, 0, value)


@lru_cache(maxsize=16_384)
def _id(value: Any | None) -> UUID | None:
    # A page of the desk meets the same family, round and people in row after row.
    if value is None:
        return None
    return UUID(bytes=value) if isinstance(value, bytes) and len(value) == UUID_BYTES else NOBODY


def _day(value: Any | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return date.max
