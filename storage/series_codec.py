"""How a series, people and instants become a text and come back; days and times are ISO, ids hexadecimal."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from domain.people import PersonId
from domain.series import Every, Moved, Series
from storage.columns import EPOCH, to_micros


def series_to_json(series: Series) -> str:
    """The rule with its exceptions; the same series always becomes the same text, so that a mark can cover it."""
    return _written(
        {
            "first": series.first.isoformat(),
            "at": series.at.isoformat(),
            "every": series.every.value,
            "weekdays": sorted(series.weekdays),
            "until": series.until and series.until.isoformat(),
            "times": series.times,
            "skips_holidays": series.skips_holidays,
            "dropped": sorted(day.isoformat() for day in series.dropped),
            "moved": [(one.slot.isoformat(), one.to.isoformat(), one.at.isoformat()) for one in series.moved],
            "month_day": series.month_day,
        }
    )


@lru_cache(maxsize=4096)
def series_from_json(text: str) -> Series:
    """The series again."""
    found = json.loads(text)
    return Series(
        first=date.fromisoformat(found["first"]),
        at=time.fromisoformat(found["at"]),
        every=Every(found["every"]),
        weekdays=frozenset(found["weekdays"]),
        until=found["until"] and date.fromisoformat(found["until"]),
        times=found["times"],
        skips_holidays=found["skips_holidays"],
        dropped=frozenset(map(date.fromisoformat, found["dropped"])),
        moved=tuple(
            Moved(date.fromisoformat(slot), date.fromisoformat(to), time.fromisoformat(at))
            for slot, to, at in found["moved"]
        ),
        month_day=found["month_day"],
    )


def people_to_json(people: Iterable[PersonId]) -> str:
    """These people, in this order."""
    return _written([person.hex for person in people])


def set_to_json(people: frozenset[PersonId]) -> str:
    """These people, in an order of its own, so that the same set always becomes the same text."""
    return people_to_json(sorted(people)) if people else "[]"


def people_from_json(text: str) -> tuple[PersonId, ...]:
    """The people again, in the order in which they were kept."""
    return tuple(map(_person, json.loads(text))) if text != "[]" else ()


@lru_cache(maxsize=16_384)
def _person(hexadecimal: str) -> PersonId:
    return PersonId(UUID(hexadecimal))


def instants_to_json(instants: Iterable[datetime]) -> str:
    """These instants, in this order, as microseconds since 1970 (UTC)."""
    return _written([to_micros(one) for one in instants])


def instants_from_json(text: str) -> tuple[datetime, ...]:
    """The instants again."""
    return tuple(EPOCH + timedelta(microseconds=one) for one in json.loads(text))


def _written(content: Any) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"))
