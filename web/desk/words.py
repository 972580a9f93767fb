"""The words at the desk for what somebody is, what is to be done, and how something stands."""

from datetime import datetime
from typing import Protocol

from markupsafe import Markup

from domain.appointments import Answer, Appointment, Attendance, Kind
from domain.calendar import local
from domain.digest import WorkEntry
from domain.people import Called, FlagKind, Form, Person, Role
from domain.reach import Reach, WindowState
from domain.work_items import WorkKind
from locales import dates
from locales.catalogue import plural, text
from usecases.desk import Work
from usecases.desk_families import Card

PARTS = {
    WorkKind.MEMBER_PROPOSED: "kring",
    WorkKind.MEMBER_STAYS: "kring",
    WorkKind.MEMBER_RETURNS: "kring",
    WorkKind.MEMBER_LEFT: "kring",
    WorkKind.MEMBER_OVER: "kring",
    WorkKind.MEMBER_DECLINED: "kring",
    WorkKind.TASK_HELP: "week",
    WorkKind.TASK_NOBODY: "week",
    WorkKind.TASK_UNANSWERED: "week",
    WorkKind.TASK_NOT_DONE: "week",
    WorkKind.TASK_LATER: "week",
    WorkKind.TASK_ENDS: "taken",
    WorkKind.TASK_APART: "taken",
    WorkKind.MEETING_CHOOSE: "overleg",
    WorkKind.MEETING_WRONG: "overleg",
    WorkKind.MEETING_APART: "overleg",
}
"""The page of a family on which an item of the circle is dealt with."""


class Named(Protocol):
    """A family, or what a team leader may know of it."""

    @property
    def symbol(self) -> str: ...
    @property
    def alias(self) -> str: ...


def family(which: Named) -> str:
    """'⭐ Ster'."""
    return f"{which.symbol} {which.alias}"


def kind(which: Kind) -> str:
    """'huisbezoek': at the desk every kind has its own word."""
    return text(f"planning.kind.{which.value}", Form.U)


def role(which: Role) -> str:
    """'ouder'."""
    return text(f"household.role.{which.value}", Form.U)


def called(which: Called) -> str:
    """'oma'."""
    return text(f"called.{which.value}", Form.U)


def who(person: Person) -> str:
    """'Samira Haddad (moeder)'."""
    return text("household.who", Form.U, name=person.name.reveal(), called=called(person.called))


def called_of(entry: WorkEntry) -> str:
    """The everyday word of who an item is about, numbered where another has the same."""
    if entry.called is None:
        return text("called.somebody", Form.U)
    word = called(entry.called)
    return text("called.numbered", Form.U, called=word, number=entry.number) if entry.number else word


def flag_kinds(card: Card) -> tuple[FlagKind, ...]:
    """Which flags are in force for somebody, each once."""
    present = {flag.kind for flag in card.flags}
    return tuple(one for one in FlagKind if one in present)


def work_address(work: Work) -> str:
    """The page on which an item is dealt with."""
    item = work.item
    if (part := PARTS.get(item.kind)) is not None:
        return f"/werk/gezin/{item.family}/{part}"
    if item.person is None:
        return f"/werk/gezin/{item.family}"
    match item.kind:
        case WorkKind.READ_THREAD | WorkKind.ANSWER_THREAD | WorkKind.POSSIBLY_URGENT | WorkKind.CALL_UNREAD:
            return f"/werk/gesprek/{item.person}"
        case WorkKind.PLAN_ASKED:
            return f"/werk/gezin/{item.family}/afspraak?wie={item.person}"
        case _:
            return f"/werk/persoon/{item.person}"


def task(which: WorkKind) -> str:
    """'bel terug'."""
    return text(f"work.kind.{which.value}", Form.U)


def minutes(count: int) -> str:
    """'20 minuten'."""
    return plural("appointments.minutes", Form.U, count)


def answer(side: Attendance) -> str:
    """'komt', 'komt 10 minuten later'; the moment that somebody asks for stands beside it."""
    if side.late_minutes:
        return text("planning.answer.late", Form.U, minutes=minutes(side.late_minutes))
    return text(f"planning.answer.{side.answer.value}", Form.U)


def answer_kind(side: Attendance) -> str:
    """The look of the badge of an answer."""
    if side.late_minutes:
        return "warn"
    return {Answer.COMING: "good", Answer.NONE: "plain"}.get(side.answer, "warn")


def told(appointment: Appointment, side: Attendance, now: datetime) -> str:
    """What a participant has last been told, beside how it stands."""
    if side.told is None:
        return text("meeting.told.nothing", Form.U)
    if side.told.cancelled != appointment.is_cancelled or side.told.starts_at != appointment.starts_at:
        return text("meeting.told.before", Form.U, moment=moment(side.told.starts_at, now))
    return text("meeting.told.this", Form.U)


def reach(which: Reach) -> str:
    """How it stands with Telegram, in a few words."""
    return text(f"household.reach.{which.value}", Form.U)


def reach_kind(which: Reach) -> str:
    """The look of its badge."""
    return {Reach.LINKED: "good", Reach.BLOCKED: "danger", Reach.WORDS: "warn", Reach.PAUSED: "warn"}.get(
        which, "plain"
    )


def window(which: WindowState) -> str:
    """How it stands with the window, in a few words."""
    return text(f"household.window.{which.value}", Form.U)


def window_kind(which: WindowState) -> str:
    """The look of its badge."""
    return {WindowState.OPEN: "good", WindowState.LOCKED: "danger"}.get(which, "plain")


def flag(which: FlagKind) -> str:
    """'geheim adres'."""
    return text(f"household.flag.{which.value}", Form.U)


def flag_effect(which: FlagKind) -> str:
    """What Kring does, and no longer does, while this is in force."""
    return text(f"household.flag.effect.{which.value}", Form.U)


def moment(instant: datetime, now: datetime) -> str:
    """'dinsdag 4 maart om 10.00 uur', in Amsterdam."""
    return dates.moment_in_full(local(instant), local(now).date())


def lines(said: str) -> Markup:
    """A text of several lines as paragraphs."""
    return Markup("").join(Markup("<p>{}</p>").format(line) for line in said.splitlines())


def rows(*facts: tuple[str, str | None]) -> list[tuple[str, str]]:
    """Facts with their heads in words; those of which nothing is known are left out."""
    return [(text(key, Form.U), value) for key, value in facts if value]
