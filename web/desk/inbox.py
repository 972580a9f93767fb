"""The inbox: everybody who wrote, over all families, urgent first and then who waits longest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from starlette.responses import Response
from starlette.routing import Route

from domain.actors import CaseManager
from domain.calendar import local
from domain.people import Form, PersonId, Professional, ProfessionalId
from domain.threads import Thread
from locales import dates
from locales.catalogue import plural, text
from usecases import inbox as waiting
from usecases.inbox import InboxEntry
from usecases.surroundings import colleagues
from web.desk import words
from web.doorway import desk
from web.pages import page, told
from web.visits import DeskVisit

INBOX = "/werk/berichten"
AT_EASE = 60
"""How many conversations in which nobody waits are shown; the others are found by searching."""

BESIDE = 40
"""How many stand beside a conversation that is open."""

SOON = timedelta(hours=4)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation in the list, in words. ``labels`` are badges with their look; ``told`` is who is away."""

    href: str
    family: str
    who: str
    when: str
    labels: tuple[tuple[str, str], ...]
    waits: bool
    told: str
    here: bool
    found_by: str


async def inbox(visit: DeskVisit) -> Response:
    """The list; words to look for come with a form, so that no name ever stands in an address."""
    if not isinstance(visit.who, CaseManager):
        return told(visit, text("talk.inbox.leader", Form.U), 200)
    asked = visit.data.get("q") or visit.request.query_params.get("q", "").strip()
    rows = await inbox_rows(visit, visit.who, asked=asked)
    return page(
        visit,
        "desk/inbox.html",
        rows=rows,
        asked=asked,
        urgent=sum(row.labels[:1] == ((text("talk.inbox.urgent", Form.U), "danger"),) for row in rows),
        waiting=sum(row.waits for row in rows),
        standing_in=sorted({row.told for row in rows if row.told}),
    )


async def inbox_rows(
    visit: DeskVisit, who: CaseManager, *, here: PersonId | None = None, asked: str = ""
) -> list[Row]:
    """The conversations in order; those at ease are cut off unless something is looked for.

    Beside an open conversation, ``here``, only the head of the list stands.
    """
    at_ease, most = (None if asked else AT_EASE), (BESIDE if here else None)
    entries = await waiting.see(visit.uow, who, at_ease=at_ease, most=most)
    names = await colleagues(visit.uow) if any(e.instead_of for e in entries) else {}
    rows = [_row(entry, visit.uow.now, names, here) for entry in entries]
    wanted = asked.casefold().split()
    return [row for row in rows if all(word in row.found_by for word in wanted)]


def _row(
    entry: InboxEntry,
    now: datetime,
    names: Mapping[ProfessionalId, Professional],
    here: PersonId | None,
) -> Row:
    person, thread = entry.person, entry.thread
    family, called = words.family(entry.family), words.called(person.called)
    name = person.name.reveal()
    away = names.get(entry.instead_of) if entry.instead_of else None
    since = thread.urgent_since or thread.waiting_since
    return Row(
        href=f"/werk/gesprek/{person.id}",
        family=family,
        who=text("talk.who", Form.U, name=name, called=called),
        when=_since(since, now) if since else "",
        labels=_labels(thread, now),
        waits=thread.waiting_since is not None,
        told=text("talk.inbox.for", Form.U, name=away.name.reveal()) if away else "",
        here=person.id == here,
        found_by=f"{family} {name} {called}".casefold(),
    )


def _labels(thread: Thread, now: datetime) -> tuple[tuple[str, str], ...]:
    labels: list[tuple[str, str]] = []
    if thread.urgent_since is not None:
        labels.append((text("talk.inbox.urgent", Form.U), "danger"))
    if thread.waiting_since is not None and thread.promised_by is not None:
        labels.append(answer_clock(thread.promised_by, now))
    if thread.closed_at is not None:
        labels.append((text("talk.inbox.closed", Form.U), "plain"))
    if not labels:
        labels.append((text("talk.inbox.at_ease", Form.U), "good"))
    return tuple(labels)


def answer_clock(promised: datetime, now: datetime) -> tuple[str, str]:
    """How long there is still to answer, in words, with the look of its badge."""
    left = promised - now
    if left <= timedelta(0):
        return text("talk.clock.late", Form.U), "danger"
    if left < HOUR:
        return plural("talk.clock.minutes", Form.U, ceil(left / MINUTE)), "warn"
    if left < DAY:
        return plural("talk.clock.hours", Form.U, round(left / HOUR)), "warn" if left < SOON else "plain"
    day = dates.day_in_full(local(promised).date(), local(now).date())
    return text("talk.clock.day", Form.U, day=day, clock=dates.clock(local(promised).time())), "plain"


def _since(instant: datetime, now: datetime) -> str:
    wall, today = local(instant), local(now).date()
    if wall.date() == today:
        return text("talk.inbox.since_today", Form.U, clock=dates.clock(wall.time()))
    return text("talk.inbox.since", Form.U, day=dates.day_in_full(wall.date(), today))


ROUTES = (
    Route(INBOX, desk(inbox), methods=["GET"]),
    Route(INBOX, desk(inbox), methods=["POST"]),
)
