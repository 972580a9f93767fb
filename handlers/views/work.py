"""The open list of a professional: what a person has to do because Kring could not, or may not."""

from datetime import datetime

from domain.buttons import Press
from domain.calendar import local
from domain.callbacks import slot_at
from domain.digest import WorkEntry
from domain.people import Form
from domain.work_items import WorkKind
from handlers.views.parts import (
    SHOWN_AT_ONCE,
    button,
    called_word,
    capital,
    in_rows,
    lines,
    moment,
    named,
    today,
)
from handlers.views.view import View
from locales import dates
from locales.catalogue import plural, text


def open_list(entries: tuple[WorkEntry, ...], *, now: datetime) -> View:
    """`/lijst`: every open item with a button that says it is done; the entries come in order of urgency."""
    if not entries:
        return View(text("work.list.empty", Form.U))
    shown = entries[:SHOWN_AT_ONCE]
    done = [
        button("work.button.done_number", Form.U, Press.WORK_DONE, entry.item.id, number=number)
        for number, entry in enumerate(shown, start=1)
    ]
    said = lines(text("work.list", Form.U), *numbered(shown, now=now), more(len(entries) - len(shown)))
    return View(said, in_rows(done))


def urgent(entry: WorkEntry, *, now: datetime) -> View:
    """One item that cannot wait for the digest."""
    done = button("work.button.done", Form.U, Press.WORK_DONE, entry.item.id)
    said = lines(text("work.urgent", Form.U, line=capital(line(entry))), _appointment(entry, now))
    return View(said, ((done,),))


def done(entries: tuple[WorkEntry, ...], *, now: datetime) -> View:
    """Something was done; with what is left."""
    left = open_list(entries, now=now)
    return View(lines(text("work.done", Form.U), left.text), left.rows)


def numbered(entries: tuple[WorkEntry, ...], *, now: datetime) -> list[str]:
    """The entries as numbered lines, with the appointment they are about below."""
    return [
        lines(text("work.numbered", Form.U, number=number, line=line(entry)), _appointment(entry, now))
        for number, entry in enumerate(entries, start=1)
    ]


def more(hidden: int) -> str:
    """How many items are not shown."""
    return plural("work.list.more", Form.U, hidden) if hidden else ""


def line(entry: WorkEntry) -> str:
    """'⭐ Zon, moeder: bel terug', with how often it came when that is more than once."""
    task = text(f"work.kind.{entry.item.kind.value}", Form.U)
    if entry.family is None:
        said = task
    elif entry.called is None:
        said = text("work.line.family", Form.U, family=named(entry.family), task=task)
    else:
        called = called_word(entry.called, entry.number)
        said = text("work.line", Form.U, family=named(entry.family), called=called, task=task)
    return text("work.count", Form.U, line=said, count=entry.item.count) if entry.item.count > 1 else said


def _appointment(entry: WorkEntry, now: datetime) -> str:
    if entry.item.wish is not None:
        return _wish(entry.item.wish, entry.item.kind, now)
    if entry.appointment is None:
        return ""
    return text("work.appointment", Form.U, moment=moment(entry.appointment.starts_at, now))


def _wish(wish: datetime, kind: WorkKind, now: datetime) -> str:
    """The moment that somebody asked for; who wants to be called named a part of a day."""
    slot = slot_at(wish) if kind is WorkKind.CALL_BACK else None
    if slot is None:
        return text("work.wish", Form.U, moment=moment(wish, now))
    start, end = local(slot.starts_at), local(slot.ends_at)
    day = dates.day_in_full(start.date(), today(now))
    return text("work.wish.between", Form.U, day=day, start=start.hour, end=end.hour)
