"""Says a moment in many Dutch ways; written apart from the grammar, so that one can prove the other."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import permutations, product

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
SHORT_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo.")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sept", "okt", "nov", "dec")
SMALL = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *("elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
WORDS = (*SMALL, "twintig", *(f"{SMALL[n]}entwintig" for n in range(1, 10)), "dertig", "eenendertig")
ORDINALS = {1: "eerste", 3: "derde", 7: "zevende", 8: "achtste", 12: "twaalfde", 24: "vierentwintigste"}

Chunks = tuple[str, ...]


def ways_to_say_a_day(day: date, today: date) -> set[Chunks]:
    """Each way is one or two chunks, whose order does not matter."""
    ahead = (day - today).days
    ways: set[Chunks] = {(said,) for said in _counted(ahead)} | {(said,) for said in _dates(day)}
    for weekday in (DAYS[day.weekday()], SHORT_DAYS[day.weekday()]):
        ways |= _with_weekday(weekday, day, today)
        ways |= {(weekday, said) for said in _dates(day)}
        # 'Dinsdag morgen' is the morning of a Tuesday, not the Tuesday that is tomorrow.
        ways |= {(weekday, said) for said in _counted(ahead) if not said.startswith("morgen")}
    if 0 < ahead < 27:
        ways |= {(said,) for said in _ordinals(day)}
        ways |= {(DAYS[day.weekday()], said) for said in _ordinals(day)}
    return ways


def _counted(ahead: int) -> Iterator[str]:
    if ahead < 4:
        yield ("vandaag", "morgen", "overmorgen", "over drie dagen")[ahead]
    if ahead > 1 and ahead != 8:
        yield from (f"over {number} dagen" for number in (ahead, *WORDS[ahead : ahead + 1]))
    weeks, rest = divmod(ahead, 7)
    if weeks and rest < 3:
        for number in (weeks, *WORDS[weeks : weeks + 1]):
            yield f"{('vandaag', 'morgen', 'overmorgen')[rest]} over {number} weken"
            yield from (f"over {number} weken",) if rest == 0 else ()
    if ahead == 7:
        yield from ("over een week", "vandaag over een week")
    if ahead in {8, 9}:
        yield f"{('morgen', 'overmorgen')[ahead - 8]} over een week"


def _with_weekday(weekday: str, day: date, today: date) -> set[Chunks]:
    ahead = (day - today).days
    monday = today - timedelta(days=today.weekday())
    weeks = (day - monday).days // 7
    ways: set[Chunks] = {(f"week {day.isocalendar().week}", weekday)}
    if 1 <= ahead <= 6:
        ways |= {(weekday,), (f"deze {weekday}",)}
    if 1 <= ahead <= 7:
        ways |= {(f"komende {weekday}",), (f"{weekday} a.s.",)}
    if ahead == 7:
        ways.add((f"volgende {weekday}",))
    if weeks < 2:
        ways.add((("deze week", "volgende week")[weeks], weekday))
    if weeks and day.weekday() > today.weekday():
        ways |= {
            (f"over {weeks} weken", weekday),
            *((f"over {word} weken", weekday) for word in WORDS[weeks : weeks + 1]),
        }
    return ways


def _dates(day: date) -> Iterator[str]:
    number, month = day.day, day.month - 1
    for spoken in (str(number), f"0{number}"[-2:], WORDS[number], f"{number}e", *_ordinal_words(number)):
        yield f"{spoken} {MONTHS[month]}"
        yield f"{spoken} {SHORT_MONTHS[month]} {day.year}"
    yield f"{number} {SHORT_MONTHS[month]}."
    yield from (
        f"{number}-{day.month}",
        f"{number:02}/{day.month:02}",
        f"{number:02}-{day.month:02}-{day.year}",
    )
    yield from (
        f"{number}/{day.month}/{day.year % 100:02}",
        day.isoformat(),
        f"{number}.{day.month}.{day.year}",
    )


def _ordinal_words(number: int) -> Iterator[str]:
    if number in ORDINALS:
        yield ORDINALS[number]


def _ordinals(day: date) -> Iterator[str]:
    yield from (f"de {day.day}e", f"{day.day}e", *(f"de {word}" for word in _ordinal_words(day.day)))


PARTS = {
    "ochtend": (time(4), time(11, 59)),
    "middag": (time(12), time(18)),
    "avond": (time(17), time(23, 59)),
}


def ways_to_say_a_time(at: time) -> set[Chunks]:
    """Figures always; words as people use them: the hour alone where it is clear, else with its part."""
    on_the_dial = [*_dial(at), *_short_figures(at, at.hour % 12 or 12)]
    on_the_dial += [f"om {said}" for said in (*on_the_dial, *_bare_hours(at, at.hour % 12 or 12))]
    in_24_hours = [*_figures(at), *(_short_figures(at, at.hour) if at.hour >= 8 else ())]
    in_24_hours += [
        f"om {said}" for said in (*in_24_hours, *(_bare_hours(at, at.hour) if at.hour >= 8 else ()))
    ]
    ways: set[Chunks] = {(said,) for said in in_24_hours}
    ways |= {(said,) for said in on_the_dial if _clear_without_part(at)}
    for said in (*on_the_dial, *in_24_hours):
        for part, (first, last) in PARTS.items():
            if first <= at <= last:
                ways |= {(said, part), (said, f"'s {part}s"), (said, f"in de {part}")}
    return ways


def _clear_without_part(at: time) -> bool:
    return time(8) <= at < time(13) or time(13) <= at <= time(18)


def _figures(at: time) -> Iterator[str]:
    for figures in (f"{at.hour:02}:{at.minute:02}", f"{at.hour:02}.{at.minute:02}"):
        yield from (figures, f"{figures} uur")


def _short_figures(at: time, hour: int) -> Iterator[str]:
    """As it is written without a nought, on a clock of 24 or of 12 hours."""
    for figures in (f"{hour}:{at.minute:02}", f"{hour}.{at.minute:02}"):
        yield from (figures, f"{figures} uur")
    spoken_hours = (hour, WORDS[hour])
    yield f"{hour}u{at.minute:02}"
    if at.minute == 0:
        yield from (f"{hour}u", *(f"{said} uur" for said in spoken_hours))
    elif at.minute % 5 == 0:
        minutes = (f"{at.minute:02}", *(WORDS[at.minute : at.minute + 1] if at.minute >= 10 else ()))
        yield from (f"{said} uur {rest}" for said in spoken_hours for rest in minutes)


def _bare_hours(at: time, hour: int) -> Iterator[str]:
    if at.minute == 0:
        yield from (str(hour), WORDS[hour])


def _dial(at: time) -> Iterator[str]:
    this, following = at.hour % 12 or 12, (at.hour + 1) % 12 or 12
    past, to = at.minute, 60 - at.minute
    if past == 0 or past % 5:
        return
    for this_hour, next_hour in ((str(this), str(following)), (WORDS[this], WORDS[following])):
        if past == 30:
            yield f"half {next_hour}"
        if past == 15:
            yield f"kwart over {this_hour}"
        if to == 15:
            yield f"kwart voor {next_hour}"
        if past in {20, 25}:
            yield from (f"{said} voor half {next_hour}" for said in (30 - past, WORDS[30 - past]))
        if past in {35, 40}:
            yield from (f"{said} over half {next_hour}" for said in (past - 30, WORDS[past - 30]))
        if past < 30:
            yield from (f"{said} over {this_hour}" for said in (past, WORDS[past]))
        if to < 30:
            yield from (f"{said} voor {next_hour}" for said in (to, WORDS[to]))


def phrase(day: Chunks, at: Chunks) -> str:
    return " ".join((*day, *at))


def may_be_said(text: str, day: date, at: time, today: date) -> bool:
    """Whether the text is one of our ways to say this moment, its chunks in any order, the day said once or twice."""
    text = _without_article(text)
    days = _heard(ways_to_say_a_day(day, today), text)
    times = _heard(ways_to_say_a_time(at), text)
    both = {tuple(dict.fromkeys((*one, *other))) for one, other in product(days, days)}
    return any(
        text == " ".join(order)
        for said_day, said_time in product(both, times)
        if len(" ".join((*said_day, *said_time))) == len(text)
        for order in permutations((*said_day, *said_time))
    )


def _heard(ways: set[Chunks], text: str) -> list[Chunks]:
    plain = {tuple(_without_article(chunk) for chunk in way) for way in ways}
    return [way for way in plain if all(chunk in text for chunk in way)]


def _without_article(text: str) -> str:
    return " ".join(word for word in text.split() if word != "de")
