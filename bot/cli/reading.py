"""Commands that read: the digest, a thread (audited under the reader's own name), the status."""

from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from bot.cli.attachments import save_file
from bot.cli.office import Office, as_day, ask, find_case_manager, find_colleague, find_family, find_person
from domain.actors import Administrator
from domain.calendar import local
from domain.digest import DigestAppointment, DigestRound, WorkEntry
from domain.reading_along import ReadsAlong
from domain.threads import Message, MessageKind
from handlers.views.digest import digest_view
from locales.catalogue import text
from usecases.answers import read
from usecases.digest import read_digest
from usecases.status import read_status


async def digest(office: Office, args: Namespace) -> None:
    """`kring digest`: what today asks of a professional."""
    day = as_day(args.day) if args.day else None
    async with office.archive.unit() as uow:
        who = await find_colleague(uow, args.professional)
        made = await read_digest(uow, who, day=day)
        now = uow.now
    office.say("cli.plain", line=digest_view(made, now).text)
    office.give(
        {
            "day": made.day.isoformat(),
            "today": [_appointment(e) for e in made.today],
            "unconfirmed": [_appointment(e) for e in made.unconfirmed],
            "work": [_work(e) for e in made.work],
            "rounds": [_round(e) for e in made.rounds],
        }
    )


async def thread_read(office: Office, args: Namespace) -> None:
    """`kring thread read`: what one person told, in full; the access log names the reader."""
    # Nothing is asked while a transaction is open: the bot would wait for the answer too.
    reader, wanted = ask(args.reader, "cli.ask.reader"), ask(args.person, "cli.ask.person")
    async with office.archive.unit() as uow:
        who = await find_case_manager(uow, reader)
        family = await find_family(uow, args.family) if args.family else None
        person = await find_person(uow, family, wanted)
        messages = await read(uow, who, person=person.id)
    if not messages:
        office.say("cli.thread.empty")
    rows = [await _told(office, message, args.save) for message in messages]
    office.give(rows)


async def status(office: Office, _args: Namespace) -> None:
    """`kring status`: numbers only."""
    async with office.archive.unit() as uow:
        made = await read_status(uow, Administrator())
    failed = await office.archive.inbox.failed()
    office.say("cli.status", open=made.open_work, urgent=made.urgent_work, families=made.families)
    for state, count in sorted(made.dispatches.items()):
        office.say("cli.status.dispatches", state=state, count=count)
    if failed:
        office.say("cli.status.failed_updates", count=failed)
    result: dict[str, object] = {**asdict(made), "failed_updates": failed}
    for name in ("next_follow_up", "next_dispatch"):
        moment = result[name]
        result[name] = moment.isoformat() if isinstance(moment, datetime) else None
    office.give(result)


async def _told(office: Office, message: Message, folder: str | None) -> dict[str, object]:
    body = f"{_label(message)} {message.told}".strip()
    office.say("cli.thread.line", at=_wall(message.received_at), body=body)
    has_file = message.file is not None or message.telegram_file is not None
    saved = await save_file(office, message, Path(folder)) if folder and has_file else None
    if folder and has_file:
        office.say("cli.thread.saved" if saved else "cli.thread.not_saved", path=saved)
    return {
        "at": message.received_at.isoformat(),
        "kind": message.kind.value,
        "text": message.told,
        "file": str(saved) if saved else None,
        "edit": message.version_of is not None,
    }


def _label(message: Message) -> str:
    """What it is when it is no plain text."""
    match message.kind:
        case MessageKind.TEXT:
            return ""
        case MessageKind.STAND_IN:
            span = ReadsAlong.read(message.body.reveal())
            return text("cli.thread.stand_in", "nl", first=span.first, last=span.last)
        case kind:
            return text(f"cli.thread.{kind.value}", "nl")


def _appointment(entry: DigestAppointment) -> dict[str, object]:
    appointment = entry.appointment
    return {
        "appointment": str(appointment.id),
        "family": entry.family.symbol,
        "kind": appointment.kind.value,
        "starts_at": appointment.starts_at.isoformat(),
        "unconfirmed": [called.value for called in entry.unconfirmed],
        "answers": [attendance.answer.value for attendance in appointment.attendances],
    }


def _round(entry: DigestRound) -> dict[str, object]:
    return {
        "family": entry.family.symbol,
        "asked": entry.asked,
        "answered": entry.answered,
        "signals": entry.signals,
    }


def _work(entry: WorkEntry) -> dict[str, object]:
    return {
        "work_item": str(entry.item.id),
        "task": entry.item.kind.value,
        "family": entry.family.symbol if entry.family else None,
        "called": entry.called.value if entry.called else None,
        "urgent": entry.item.urgent,
        "count": entry.item.count,
        "appointment": str(entry.item.appointment) if entry.item.appointment else None,
    }


def _wall(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%d %H:%M")
