"""Reads a moment from what was typed: every way to read it is tried, and only one meaning is an answer."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from domain.calendar import instants_at, local
from domain.spoken.clock_times import CLOCK_RULES
from domain.spoken.dates import Days, days_meant
from domain.spoken.days import DAY_RULES
from domain.spoken.hours import Times, times_meant, usual_times
from domain.spoken.outcomes import Doubt, DoubtReason, Moment, Reading, Unread, UnreadReason
from domain.spoken.said import Said
from domain.spoken.tokens import Tokens, tokens_of

FARTHEST = timedelta(days=366)
"""Nothing is planned further ahead; a later year is a slip."""

SENSIBLE_HOURS = timedelta(hours=6)
"""'Over 14 uur' is more likely a wrong word for 'om 14 uur'."""

SMALL_HOURS = 4
"""Before this hour, 'morgen' may still be the day that has begun."""

NOT_UNDERSTOOD = Unread(UnreadReason.NOT_UNDERSTOOD)
ONE_DAY = timedelta(days=1)


def read_moment(text: str, *, now: datetime) -> Reading:
    """What moment was typed, seen from `now` (an instant with a time zone).

    Every word must have its place in the phrase, and every possible reading must agree; otherwise the answer
    is a doubt with choices, or unread. It is never a guess.

    Raises:
        ValueError: when `now` has no time zone.
    """
    today, hour = local(now).date(), local(now).hour
    tokens = tokens_of(text)
    if tokens is None:
        return NOT_UNDERSTOOD
    phrases = set(_phrases(tokens, 0, Said()))
    readings = {_meaning(said, now, today) for said in phrases}
    if hour < SMALL_HOURS:
        # To somebody who has not slept yet, today is still the day before.
        before = {_meaning(said, now, today - ONE_DAY) for said in phrases}
        readings |= {reading for reading in before if not isinstance(reading, Unread)}
    return _agreed(readings)


def _phrases(tokens: Tokens, place: int, said: Said) -> Iterator[Said]:
    if place == len(tokens):
        yield said
    for rule in (*DAY_RULES, *CLOCK_RULES):
        for filled, end in rule(tokens, place, said):
            yield from _phrases(tokens, end, filled)


def _agreed(readings: Iterable[Reading]) -> Reading:
    """The one reading, or a doubt with the choices of all; what makes no sense at all does not count."""
    sensible = [reading for reading in readings if reading != NOT_UNDERSTOOD]
    unread = {reading.reason for reading in sensible if isinstance(reading, Unread)}
    if len(unread) == len(sensible):
        return Unread(
            next((reason for reason in UnreadReason if reason in unread), UnreadReason.NOT_UNDERSTOOD)
        )
    if len(sensible) == 1:
        return sensible[0]
    reasons = {reading.reason for reading in sensible if isinstance(reading, Doubt)}
    options = {instant for reading in sensible for instant in _choices(reading)}
    reason = reasons.pop() if len(reasons) == 1 else DoubtReason.UNSURE
    return Doubt(reason, tuple(sorted(options)))


def _choices(reading: Reading) -> tuple[datetime, ...]:
    match reading:
        case Moment(starts_at):
            return (starts_at,)
        case Doubt(_, options):
            return options
        case Unread():
            return ()


def _meaning(said: Said, now: datetime, today: date) -> Reading:
    """What one way to read the phrase comes to."""
    if said.minutes is not None:
        return _from_now(said, now)
    days = days_meant(said, today)
    times = times_meant(said.clock, said.part) if said.clock else None
    if isinstance(days, UnreadReason):
        return Unread(days)
    if said.clock and times is None:
        return NOT_UNDERSTOOD
    if days is None:
        return _without_day(said, times, now, today)
    if times is None:
        return _without_time(said, days, now)
    return _at(days, times, now, unsure=said.unsure)


def _from_now(said: Said, now: datetime) -> Reading:
    """'Over een uur' is said of the minute that shows; nothing else may be said with it."""
    length = timedelta(minutes=said.minutes or 0)
    if said != Said(minutes=said.minutes) or not length:
        return NOT_UNDERSTOOD
    starts_at = now.astimezone(UTC).replace(second=0, microsecond=0) + length
    return Moment(starts_at) if length <= SENSIBLE_HOURS else Doubt(DoubtReason.UNSURE, (starts_at,))


def _without_day(said: Said, times: Times | None, now: datetime, today: date) -> Reading:
    if times is None:
        return Doubt(DoubtReason.NO_DAY) if said.part else NOT_UNDERSTOOD
    both = Days((today, today + ONE_DAY), DoubtReason.NO_DAY)
    return Doubt(DoubtReason.NO_DAY, _plannable(_instants(both, times), now))


def _without_time(said: Said, days: Days, now: datetime) -> Reading:
    """The usual times of the part of the day, when there is no other doubt."""
    usual = tuple((0, moment) for moment in usual_times(said.part))
    end_of_day = Times(((0, time(23, 59)),))
    if not _plannable(_instants(days, end_of_day), now):
        return _out_of_reach(_instants(days, end_of_day), now)
    if said.unsure or days.doubt in {DoubtReason.WHICH_DAY, DoubtReason.WHICH_WEEK}:
        return Doubt(DoubtReason.NO_TIME)
    if days.doubt:
        return Doubt(days.doubt)
    return Doubt(DoubtReason.NO_TIME, _plannable(_instants(days, Times(usual)), now))


def _at(days: Days, times: Times, now: datetime, *, unsure: bool) -> Reading:
    literal = instants_at(days.candidates[0] + times.candidates[0][0] * ONE_DAY, times.candidates[0][1])
    if not literal:
        return Unread(UnreadReason.SKIPPED_HOUR)
    if len(literal) > 1 and _plannable(literal, now):
        return Doubt(DoubtReason.DOUBLED_HOUR, _plannable(literal, now))
    instants = _instants(days, times)
    options = _plannable(instants, now)
    reason = days.doubt or times.doubt or (DoubtReason.UNSURE if unsure else None)
    if not options:
        evening = _instants(days, Times(((0, times.later),))) if times.later else ()
        choices = _plannable(evening, now)
        return Doubt(DoubtReason.MORNING_OR_AFTERNOON, choices) if choices else _out_of_reach(instants, now)
    if reason is None and len(options) == 1:
        return Moment(options[0])
    return Doubt(reason or DoubtReason.UNSURE, options)


def _instants(days: Days, times: Times) -> tuple[datetime, ...]:
    """Every day with every time; a time that a clock change skips is none, one that it doubles is two."""
    return tuple(
        instant
        for day in days.candidates
        for shift, moment in times.candidates
        for instant in instants_at(day + shift * ONE_DAY, moment)
    )


def _plannable(instants: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(sorted({instant for instant in instants if now < instant <= now + FARTHEST}))


def _out_of_reach(instants: tuple[datetime, ...], now: datetime) -> Unread:
    too_far = any(instant > now for instant in instants)
    return Unread(UnreadReason.TOO_FAR if too_far else UnreadReason.PAST)
