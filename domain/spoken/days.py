"""The grammar of days: weekdays, dates, weeks, and days counted from today."""

from collections.abc import Iterator
from dataclasses import replace

from domain.spoken.durations import lengths
from domain.spoken.said import Daypart, Rule, Said, Which, after, at, number, word
from domain.spoken.tokens import Shape, Token, Tokens
from domain.spoken.words import DAYPARTS, MONTHS, RELATIVE_DAYS, WEEKDAYS

_WHICH = {
    "komende": Which.COMING,
    "aanstaande": Which.COMING,
    "volgende": Which.NEXT,
    "deze": Which.THIS,
    "vorige": Which.LAST,
}
_MORE_THAN_A_YEAR = 400


def weekday(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """'(op) (komende) dinsdag (aanstaande)', and 'dinsdag morgen', in which 'morgen' is the morning."""
    here = after(tokens, after(tokens, place, "op"), "de")
    which = _WHICH.get(word(tokens, here), Which.BARE)
    here += which is not Which.BARE
    name = word(tokens, here)
    if said.weekday is not None or (name not in WEEKDAYS and name != "zo"):
        return
    unsure = said.unsure or (name == "zo" and not _surely_sunday(tokens, here + 1))
    if which is Which.BARE and word(tokens, here + 1) == "aanstaande":
        which, here = Which.COMING, here + 1
    filled = replace(said, weekday=WEEKDAYS.get(name, 6), which=which, unsure=unsure)
    yield filled, here + 1
    if word(tokens, here + 1) == "morgen" and said.part is None:
        yield replace(filled, part=Daypart.MORNING), here + 2


def relative_day(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """'morgen', 'overmorgen vroeg', 'van middag', 'vandaag over een week'."""
    name = word(tokens, place)
    if said.days or said.says_a_week:
        return
    if name == "van" and word(tokens, place + 1) in DAYPARTS:
        yield replace(said, days=(0,)), place + 1
    after_a_weekday = word(tokens, place - 1) in {*WEEKDAYS, "zo"}
    if name not in RELATIVE_DAYS or (name == "morgen" and after_a_weekday):
        return
    days = RELATIVE_DAYS[name]
    yield replace(said, days=(days,)), place + 1
    for weeks, end in _over_weeks(tokens, place + 1):
        yield replace(said, days=(days + 7 * weeks,)), end
    if name == "morgen" and word(tokens, place + 1) == "vroeg" and said.part is None:
        yield replace(said, days=(days,), part=Daypart.MORNING), place + 2


def from_today(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """'over 3 dagen', 'over twee weken', and from now: 'over een half uur'."""
    if word(tokens, place) != "over" or said.days or said.says_a_week or said.minutes is not None:
        return
    for weeks, end in _over_weeks(tokens, place):
        yield replace(said, weeks=weeks), end
    count = number(tokens, place + 1)
    if count is not None and 0 < count < _MORE_THAN_A_YEAR and word(tokens, place + 2) in {"dag", "dagen"}:
        # 'Over acht dagen' is an old way to say a week.
        yield replace(said, days=(8, 7) if count == 8 else (count,)), place + 3
    for minutes, end in lengths(tokens, place + 1):
        yield replace(said, minutes=minutes), end


def week(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """'(in) week 49', '(van) volgende week'."""
    here = after(tokens, place, "in", "van", "op")
    if said.says_a_week or said.days:
        return
    which = _WHICH.get(word(tokens, here))
    if which and word(tokens, here + 1) == "week":
        yield replace(said, week=which), here + 2
    count = number(tokens, here + 1)
    if word(tokens, here) == "week" and count is not None:
        yield replace(said, week_number=count), here + 2


def calendar_date(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    """'(op) (de) 3 december (2026)', '3-12', '03/12/2026', '2026-12-03', 'de 24e'."""
    if said.date or said.month_day is not None:
        return
    here = after(tokens, after(tokens, place, "op"), "de")
    token = at(tokens, here)
    if token.shape is Shape.DATE:
        yield replace(said, date=token.numbers), here + 1
    elif _may_be_dotted_date(token):
        yield replace(said, date=token.numbers, date_may_be_time=True, unsure=True), here + 1
    elif token.numbers and word(tokens, here + 1) in MONTHS:
        yield from _named_month(tokens, here, said)
    elif token.shape is Shape.ORDINAL and word(tokens, here + 1) not in {*WEEKDAYS, "week"}:
        # 'De eerste dinsdag' is not the first of the month.
        yield replace(said, month_day=token.numbers[0]), here + 1
    elif token.shape is Shape.NUMBER and token.numbers[0] <= 31 and _follows_a_weekday(tokens, place):
        yield replace(said, month_day=token.numbers[0], unsure=True), here + 1


DAY_RULES: tuple[Rule, ...] = (weekday, relative_day, from_today, week, calendar_date)


def _over_weeks(tokens: Tokens, place: int) -> Iterator[tuple[int, int]]:
    count = number(tokens, place + 1)
    is_weeks = word(tokens, place + 2) in {"week", "weken"}
    if word(tokens, place) == "over" and is_weeks and count is not None and 0 < count < 60:
        yield count, place + 3


def _surely_sunday(tokens: Tokens, place: int) -> bool:
    """Whether 'zo' is followed by a part of the day or by a date, and so is not the word for 'soon'."""
    names_a_month = bool(at(tokens, place).numbers) and word(tokens, place + 1) in MONTHS
    return word(tokens, place) in DAYPARTS or at(tokens, place).shape is Shape.DATE or names_a_month


def _may_be_dotted_date(token: Token) -> bool:
    if token.shape is not Shape.CLOCK or not token.dotted:
        return False
    day, month = token.numbers
    return 1 <= day <= 31 and 1 <= month <= 12


def _named_month(tokens: Tokens, place: int, said: Said) -> Iterator[tuple[Said, int]]:
    token, year = at(tokens, place), at(tokens, place + 2)
    if token.shape not in {Shape.NUMBER, Shape.NUMBER_WORD, Shape.ORDINAL}:
        return
    day_and_month = (token.numbers[0], MONTHS[word(tokens, place + 1)])
    yield replace(said, date=day_and_month), place + 2
    if year.shape is Shape.NUMBER and 1900 <= year.numbers[0] < 2100:
        yield replace(said, date=(*day_and_month, year.numbers[0])), place + 3


def _follows_a_weekday(tokens: Tokens, place: int) -> bool:
    return word(tokens, place - 1) in {*WEEKDAYS, "zo"}
