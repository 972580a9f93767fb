"""The grammar of clock times and parts of the day: 'half drie', 'kwart voor negen', '14u30', 's middags'."""

from collections.abc import Iterator
from dataclasses import replace

from domain.spoken.said import Clock, Daypart, Rule, Said, after, at, number, word
from domain.spoken.tokens import Shape, Token, Tokens
from domain.spoken.words import FILLERS, VAGUE

PARTS = {
    "ochtend": Daypart.MORNING,
    "voormiddag": Daypart.FORENOON,
    "middag": Daypart.AFTERNOON,
    "namiddag": Daypart.AFTERNOON,
    "avond": Daypart.EVENING,
    "nacht": Daypart.NIGHT,
}
HOUR_WORDS = ("uur", "u")
QUARTER = 15
_AWAY = {"voor": -1, "over": 1, "na": 1}


def clock_time(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """'(om) half drie', '(rond) 14:30 (uur)'; after 'rond' it is never sure, after 'om' a number is an hour."""
    if said.clock is not None:
        return
    here = place
    while word(tokens, here) in {"om", "precies"} | VAGUE and word(tokens, here) not in _words(
        tokens, place, here
    ):
        here += 1
    prefix = _words(tokens, place, here)
    announced, vague = bool(prefix - {"precies"}), bool(prefix & VAGUE)
    for clock, end, sure in _times(tokens, here, announced=announced):
        # 'Half drie' may be announced or not, but 'een uur' is surely a time only after 'om'.
        heard = replace(clock, maybe_duration=False) if announced else clock
        yield replace(said, clock=heard, unsure=said.unsure or vague or not sure), end


def daypart(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """'ochtend', "'s middags", 'in de avond'."""
    if said.part is not None:
        return
    here = after(tokens, place, "s")
    if (word(tokens, place), word(tokens, place + 1)) == ("in", "de"):
        here = place + 2
    name = word(tokens, here)
    if here == place + 2 and name == "morgen":
        name = "ochtend"
    if name in PARTS:
        yield replace(said, part=PARTS[name]), here + 1


def filler(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """Words that change nothing: 'dan', 'graag'."""
    if word(tokens, place) in FILLERS:
        yield said, place + 1


CLOCK_RULES: tuple[Rule, ...] = (clock_time, daypart, filler)

_Time = tuple[Clock, int, bool]
"""A clock time, where it ended, and whether it is surely a clock time."""


def _times(tokens: Tokens, place: int, *, announced: bool) -> Iterator[_Time]:
    yield from _half(tokens, place)
    yield from _quarter(tokens, place)
    yield from _minutes_away(tokens, place)
    yield from _whole_hours(tokens, place)
    yield from _in_figures(tokens, place)
    yield from _bare(tokens, place, announced=announced)
    if word(tokens, place) == "middernacht":
        yield Clock(0, exact=True), place + 1, True


def _words(tokens: Tokens, start: int, end: int) -> set[str]:
    return {word(tokens, place) for place in range(start, end)}


def _twelve(tokens: Tokens, place: int) -> int | None:
    """An hour on the dial, 1 to 12; '08' is no such hour."""
    hour = number(tokens, place)
    return hour if hour is not None and 1 <= hour <= 12 and not at(tokens, place).padded else None


def _half(tokens: Tokens, place: int) -> Iterator[_Time]:
    hour = _twelve(tokens, place + 1)
    if word(tokens, place) == "half" and hour is not None:
        yield _dial(hour, -30), place + 2, True
        if word(tokens, place + 2) in HOUR_WORDS:
            # 'Half twee uur' is not Dutch: it may be a length.
            yield _dial(hour, -30), place + 3, False


def _quarter(tokens: Tokens, place: int) -> Iterator[_Time]:
    away, hour = _AWAY.get(word(tokens, place + 1)), _twelve(tokens, place + 2)
    if word(tokens, place) == "kwart" and away and hour is not None:
        yield _dial(hour, away * QUARTER), after(tokens, place + 3, *HOUR_WORDS), True


def _minutes_away(tokens: Tokens, place: int) -> Iterator[_Time]:
    """'tien voor drie', '5 minuten over half 4'."""
    minutes, here = number(tokens, place), after(tokens, place + 1, "minuten")
    away = _AWAY.get(word(tokens, here))
    if minutes is None or not away or minutes % 5:
        return
    if (hour := _twelve(tokens, here + 1)) is not None and 5 <= minutes < 30:
        yield _dial(hour, away * minutes), after(tokens, here + 2, *HOUR_WORDS), True
    hour = _twelve(tokens, here + 2)
    if word(tokens, here + 1) == "half" and hour is not None and 5 <= minutes <= 10:
        yield _dial(hour, away * minutes - 30), here + 3, True


def _dial(hour: int, minutes: int) -> Clock:
    """So many minutes from a whole hour, on a dial of twelve hours."""
    total = (hour * 60 + minutes) % (12 * 60)
    return Clock(total // 60 or 12, total % 60)


def _whole_hours(tokens: Tokens, place: int) -> Iterator[_Time]:
    """'9 uur', 'veertien uur dertig', '9u05'; '1430 uur' too."""
    token, hour = at(tokens, place), number(tokens, place)
    if hour is None or word(tokens, place + 1) not in HOUR_WORDS:
        return
    if (joined := _joined_figures(token)) is not None:
        yield joined, place + 2, not _may_be_year(token)
    if hour > 23 or (len(token.text) > 2 and token.shape is Shape.NUMBER):
        return
    rest, minutes = at(tokens, place + 2), number(tokens, place + 2)
    if minutes is None or not rest.joined:
        yield replace(_shown(token, hour, 0), maybe_duration=hour == 1), place + 2, True
    if minutes is not None and minutes < 60 and _tells_minutes(rest):
        yield replace(_shown(token, hour, minutes), maybe_duration=hour == 1), place + 3, True


def _tells_minutes(token: Token) -> bool:
    if token.shape is Shape.NUMBER_WORD:
        return token.numbers[0] >= 10 and token.numbers[0] % 5 == 0
    return len(token.text) == 2 and (token.joined or token.numbers[0] % 5 == 0)


def _in_figures(tokens: Tokens, place: int) -> Iterator[_Time]:
    token = at(tokens, place)
    if token.shape is Shape.CLOCK and token.numbers[0] <= 23 and token.numbers[1] <= 59:
        yield _shown(token, *token.numbers), after(tokens, place + 1, *HOUR_WORDS), True


def _bare(tokens: Tokens, place: int, *, announced: bool) -> Iterator[_Time]:
    """A number alone: after 'om' an hour, otherwise at most a guess to ask about."""
    token, hour = at(tokens, place), number(tokens, place)
    if hour is None or (token.text == "een" and not (announced and _is_no_article(tokens, place))):
        return
    if (joined := _joined_figures(token)) is not None and (announced or not _may_be_year(token)):
        yield joined, place + 1, announced and not _may_be_year(token)
    if hour <= 23 and not (token.shape is Shape.NUMBER and len(token.text) > 2):
        yield _shown(token, hour, 0), place + 1, announced


def _is_no_article(tokens: Tokens, place: int) -> bool:
    """Whether 'een' stands alone, so that it counts: not in 'om een dinsdag'."""
    return at(tokens, place + 1).text in {"", "s", "in", *PARTS, *FILLERS}


def _may_be_year(token: Token) -> bool:
    return 1900 <= token.numbers[0] < 2100


def _joined_figures(token: Token) -> Clock | None:
    """'1430' and '0930'."""
    if token.shape is not Shape.NUMBER or len(token.text) != 4:
        return None
    hour, minute = divmod(token.numbers[0], 100)
    return _shown(token, hour, minute) if hour <= 23 and minute <= 59 else None


def _shown(token: Token, hour: int, minute: int) -> Clock:
    return Clock(hour, minute, exact=token.padded or hour == 0 or hour > 12)
