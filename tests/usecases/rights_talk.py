"""The conversations' part of the grid in `rights`: who writes, reads and answers, and who reads along for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.absence import Absence, WorkingHours
from domain.actors import CaseManager, Clockwork
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
threads.keep                   thread.write               x     x    x   x    x     .       -     -      -     -   -    -   -    -
"""  # noqa: E501 -- one row is one line, or nobody can read it


@dataclass(frozen=True, slots=True)
class TalkStage:
    """Fatima and Jan each told something with a file, Sanne answered Fatima, and Karin stands in for Sanne today."""

    karin: CaseManager
    absence: Absence
    thread: ThreadId
    fatimas_file: FileId
    jans_file: FileId
    unfetched: MessageId
    answer: Message


async def set_talk(world: World) -> TalkStage:
    """What the use cases of conversations may be about."""
    thread, fatimas_file = await _tell(world, "fatima")
    _, jans_file = await _tell(world, "jan")
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


WRITTEN = Written(source="nog een formulier", body=Secret("nog iets"))
THREAD = Incoming(MessageKind.TEXT, Secret("nog iets"), 3, 4)
ACCOUNT = b"somebody".ljust(32, b".")
SAID = Answer(source="nog een antwoord", body=Secret("nog iets"))
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
    "answers.settle": _of("fatima"),
    "answers.close": _of("fatima"),
    "answers.reopen": _of("fatima"),
    "answers.keep_unsent": _of("fatima", body=Secret("half")),
    "answers.make_room": _of("fatima", files=1),
    "answers.make_room/wil": _of("wil", files=1),
    "answers.file_of": lambda stage: {"person": stage.world.id("fatima"), "file": stage.talk.fatimas_file},
    "answers.file_of/moon": lambda stage: {"person": stage.world.id("lotte"), "file": stage.talk.jans_file},
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
    "attachments.fetched": lambda stage: {
        **_unfetched(stage),
        "taken": Taken(FileId(MessageId(stage.talk.unfetched)), MediaType.JPEG, 9),
    },
}
