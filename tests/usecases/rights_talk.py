"""The conversations' part of the grid in `rights`: who writes, reads and answers, and who reads along for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.absence import Absence, WorkingHours
from domain.actors import CaseManager
from domain.files import FileId, MediaType, Taken
from domain.people import ProfessionalId, ProfessionalRole
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, ThreadId
from tests.usecases.world import ADMINISTRATOR, World
from usecases import absence, answers, own_thread, threads
from usecases.answers import Answer
from usecases.organisation import add_professional
from usecases.threads import Incoming, Written

if TYPE_CHECKING:
    from tests.usecases.rights import Stage

GRID = """
threads.keep                   thread.write             x      x    x   x   x     .       -     -      -     -   -    -   -   -
threads.write                  thread.write             x      x    x   x   x     .       -     -      -     -   -    -   -   -
threads.converse               thread.read              x      x    -   x   x     .       ~     -      ~     -   -    -   -   -
own_thread.at_home             window.open              x      x    x   x   x     .       -     -      -     -   -    -   ~   -
own_thread.readers             window.open              x      x    ~   x   x     .       -     -      -     -   -    -   ~   -
own_thread.unsent_of           thread.write             x      x    x   x   x     .       -     -      -     -   -    -   -   -
own_thread.keep_unsent         thread.write             x      x    x   x   x     .       -     -      -     -   -    -   -   -
own_thread.make_room           thread.write             x      x    ~   x   x     .       -     -      -     -   -    -   -   -
own_thread.is_kept             thread.write             x      x    ~   x   x     .       -     -      -     -   -    -   -   -
own_thread.own_file            thread.read              x      .    -   .   .     .       ~     -      ~     -   -    -   -   -
own_thread.own_file/jan        thread.read              .      .    -   x   .     .       ~     -      ~     -   -    -   -   -
hiding.hide                    window.open              x      x    x   x   x     .       -     -      -     -   -    -   ~   -
attendance.call_slots          appointment.ask          x      x    x   x   x     .       -     -      -     -   -    -   -   -
attendance.host_of             appointment.see          x      x    x   .   .     .       ~     -      ~     -   -    -   -   -
answers.read                   thread.read              ~      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.read/moon              thread.read              -      -    -   -   ~     -       .     x      .     -   -    -   -   -
answers.open_thread            thread.read              ~      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.open_thread/jan        thread.read              -      -    -   ~   -     -       x     .      x     -   -    -   -   -
answers.open_thread/moon       thread.read              -      -    -   -   ~     -       .     x      .     -   -    -   -   -
answers.file_of                thread.read              ~      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.file_of/moon           thread.read              -      -    -   -   ~     -       .     x      .     -   -    -   -   -
answers.answer                 thread.answer            -      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.answer/wil             thread.answer            -      -    -   -   -     -       .     .      .     -   -    -   -   -
answers.answer/moon            thread.answer            -      -    -   -   -     -       .     x      .     -   -    -   -   -
answers.withdraw               thread.answer            -      -    -   -   -     -       x     .      .     -   -    -   -   -
answers.settle                 thread.answer            -      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.keep_unsent            thread.answer            -      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.make_room              thread.answer            -      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.make_room/wil          thread.answer            -      -    -   -   -     -       .     .      .     -   -    -   -   -
mentions.look_over             thread.answer            -      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.close                  thread.close             -      -    -   -   -     -       x     .      x     -   -    -   -   -
answers.reopen                 thread.close             -      -    -   -   -     -       x     .      x     -   -    -   -   -
inbox.see                      inbox.see                -      -    -   -   -     -       x     x      x     -   -    -   -   -
absence.see                    absence.see              -      -    -   -   -     -       x     x      x     x   x    x   -   -
absence.hours_of               absence.see              -      -    -   -   -     -       x     .      .     x   .    x   -   -
absence.set_hours              absence.record           -      -    -   -   -     -       x     .      .     x   .    x   -   -
absence.record                 absence.record           -      -    -   -   -     -       x     .      .     x   .    x   -   -
absence.consider               absence.record           -      -    -   -   -     -       x     .      .     x   .    x   -   -
absence.end                    absence.record           -      -    -   -   -     -       x     .      .     x   .    x   -   -
answering.due_threads          clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
answering.look                 clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
answering.set_aside            clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
attachments.to_fetch           clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
attachments.fetched            clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
attachments.put_off            clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
attachments.cannot_fetch       clockwork.run            -      -    -   -   -     -       -     -      -     -   -    -   -   x
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class TalkStage:
    """What was told with a file, Sanne's answer to Fatima, and Karin, who stands in for Sanne today."""

    karin: CaseManager
    absence: Absence
    thread: ThreadId
    fatimas_file: FileId
    jans_file: FileId
    lottes_file: FileId
    unfetched: MessageId
    answer: Message


async def set_talk(world: World) -> TalkStage:
    """What the use cases of conversations may be about."""
    thread, fatimas_file = await _tell(world, "fatima")
    _, jans_file = await _tell(world, "jan")
    _, lottes_file = await _tell(world, "lotte")
    photo = Incoming(MessageKind.PHOTO, Secret("foto"), 8, 9)
    await world.do(threads.keep, world.who("fatima"), incoming=photo, account=b"f" * 32, chat=601)
    async with world.archive.reading() as uow:
        (unfetched,) = await uow.messages.unfetched(uow.now, 5)
    said = Answer(source="antwoord", body=Secret("dag Fatima"))
    answered = await world.do(answers.answer, world.sanne, person=world.id("fatima"), said=said)
    role = ProfessionalRole.CASE_MANAGER
    karin = await world.do(add_professional, ADMINISTRATOR, name=Secret("Karin"), role=role)
    away = await world.do(absence.record, world.sanne, **_away(world, TODAY, karin.id))
    return TalkStage(
        karin=CaseManager(karin.id, karin.team),
        absence=away,
        thread=thread,
        fatimas_file=fatimas_file,
        jans_file=jans_file,
        lottes_file=lottes_file,
        unfetched=unfetched.id,
        answer=answered,
    )


async def _tell(world: World, who: str) -> tuple[ThreadId, FileId]:
    """Somebody tells something with a voice recording."""
    thread, (file,) = await world.do(own_thread.make_room, world.who(who), files=1)
    taken = Taken(file, MediaType.OGG, 9)
    await world.do(
        threads.write, world.who(who), written=Written(source="formulier", body=Secret("hoor"), file=taken)
    )
    return thread, file


TODAY, LATER = date(2026, 11, 23), date(2026, 12, 7)


def _away(world: World, day: date, substitute: ProfessionalId) -> dict[str, Any]:
    return {
        "professional": world.sanne.professional,
        "first": day,
        "last": day,
        "substitute": substitute,
    }


Asked = Callable[["Stage"], dict[str, Any]]


def _of(key: str, **more: Any) -> Asked:
    return lambda stage: {"person": stage.world.id(key), **more}


def _of_sanne(**more: Any) -> Asked:
    return lambda stage: {"professional": stage.world.sanne.professional, **more}


def _will_be_away(stage: "Stage") -> dict[str, Any]:
    return _away(stage.world, LATER, stage.talk.karin.professional)


def _thread(stage: "Stage") -> dict[str, Any]:
    return {"thread_id": stage.talk.thread}


def _unfetched(stage: "Stage") -> dict[str, Any]:
    return {"message_id": stage.talk.unfetched}


PHOTO = Taken(FileId(UUID(int=9)), MediaType.JPEG, 9)
WRITTEN = Written(source="nog een formulier", body=Secret("nog iets"))
THREAD = Incoming(MessageKind.TEXT, Secret("nog iets"), 3, 4)
ACCOUNT = b"somebody".ljust(32, b".")
SAID = Answer(source="nog een antwoord", body=Secret("nog iets"), sure=True)
ASKED: dict[str, Asked] = {
    "threads.keep": lambda _: {"incoming": THREAD, "account": ACCOUNT, "chat": 601},
    "threads.write": lambda _: {"written": WRITTEN},
    "own_thread.keep_unsent": lambda _: {"body": Secret("half")},
    "own_thread.make_room": lambda _: {"files": 1},
    "own_thread.is_kept": lambda stage: {"file": stage.talk.fatimas_file},
    "own_thread.own_file": lambda stage: {"file": stage.talk.fatimas_file},
    "own_thread.own_file/jan": lambda stage: {"file": stage.talk.jans_file},
    "answers.read": _of("fatima"),
    "answers.read/moon": _of("lotte"),
    "answers.open_thread": _of("fatima"),
    "answers.open_thread/jan": _of("jan"),
    "answers.open_thread/moon": _of("lotte"),
    "answers.answer": _of("fatima", said=SAID),
    "answers.answer/wil": _of("wil", said=SAID),
    "answers.answer/moon": _of("lotte", said=SAID),
    "answers.withdraw": lambda stage: {"message_id": stage.talk.answer.id},
    "answers.settle": lambda stage: {"person": stage.world.id("fatima"), "seen": stage.talk.answer.id},
    "answers.close": _of("fatima"),
    "answers.reopen": _of("fatima"),
    "answers.keep_unsent": _of("fatima", body=Secret("half")),
    "answers.make_room": _of("fatima", files=1),
    "answers.make_room/wil": _of("wil", files=1),
    "answers.file_of": lambda stage: {"person": stage.world.id("fatima"), "file": stage.talk.fatimas_file},
    "answers.file_of/moon": lambda stage: {"person": stage.world.id("lotte"), "file": stage.talk.lottes_file},
    "mentions.look_over": _of("fatima", body=Secret("Dag")),
    "absence.hours_of": _of_sanne(),
    "absence.set_hours": _of_sanne(hours=WorkingHours()),
    "absence.record": _will_be_away,
    "absence.consider": _will_be_away,
    "absence.end": lambda stage: {"absence_id": stage.talk.absence.id},
    "answering.look": _thread,
    "answering.set_aside": _thread,
    "attachments.put_off": _unfetched,
    "attachments.cannot_fetch": _unfetched,
    "attachments.fetched": lambda stage: {**_unfetched(stage), "taken": PHOTO},
}
