"""Answering: once, held, taken back, not over a colleague's head, not to a closed thread, under one's own name."""

from datetime import timedelta

import pytest

from domain.actors import CaseManager
from domain.audit import Mode
from domain.calendar import local
from domain.errors import NotAllowed, NotFound
from domain.files import FileId, MediaType, Taken
from domain.linking import Recipient
from domain.secret import Secret
from domain.threads import (
    HOLD,
    AnsweredMeanwhile,
    Message,
    MessageEmpty,
    MessageKind,
    MessageTooLong,
    NoLonger,
    Stand,
    ThreadClosed,
)
from tests.usecases.world import World
from usecases import absence, answers, inbox, mentions, threads
from usecases.answers import Answer, Opened
from usecases.threads import Written

SAID = "Kanarie: wij kijken er samen naar"


@pytest.fixture
async def asked(world: World) -> World:
    """Fatima asked something."""
    written = Written("vraag", Secret("mag ik iets vragen?"))
    await world.do(threads.write, world.who("fatima"), written=written)
    return world


async def _answer(world: World, who: CaseManager | None = None, **said: object) -> Message:
    wanted = Answer(**{"source": "een", "body": Secret(SAID), **said})  # type: ignore[arg-type] # mixed fields
    return await world.do(answers.answer, who or world.sanne, person=world.id("fatima"), said=wanted)


async def _open(world: World, who: CaseManager | None = None) -> Opened:
    return await world.do(answers.open_thread, who or world.sanne, person=world.id("fatima"))


async def _away(world: World, days: int = 0) -> None:
    today = local(world.clock.now).date()
    await world.do(
        absence.record,
        world.sanne,
        professional=world.sanne.professional,
        first=today,
        last=today + timedelta(days=days),
        substitute=world.mehmet.professional,
    )


async def test_an_answer_is_held_for_fifteen_seconds(asked: World) -> None:
    message = await _answer(asked)
    assert message.leaves_at == asked.clock.now + HOLD
    assert message.stand(asked.clock.now) is Stand.HELD
    assert not message.may_be_seen_by_person(asked.clock.now)
    shown = await asked.do(threads.converse, asked.who("fatima"))
    assert SAID not in [m.told for m in shown.messages]
    asked.clock.now += HOLD
    shown = await asked.do(threads.converse, asked.who("fatima"))
    assert SAID in [m.told for m in shown.messages]


async def test_the_same_form_is_kept_once(asked: World) -> None:
    first = await _answer(asked)
    again = await _answer(asked, body=Secret("iets anders"))
    assert again == first
    assert len((await _open(asked)).messages) == 2


async def test_an_answer_that_is_taken_back_gives_its_words_back(asked: World) -> None:
    message = await _answer(asked)
    assert (await _open(asked)).thread.waiting_since is None
    await asked.do(answers.withdraw, asked.sanne, message_id=message.id)
    opened = await _open(asked)
    assert opened.messages[-1].withdrawn_at == asked.clock.now
    assert opened.unsent == Secret(SAID)
    assert opened.thread.waiting_since is not None
    asked.clock.now += HOLD
    shown = await asked.do(threads.converse, asked.who("fatima"))
    assert SAID not in [m.told for m in shown.messages]


async def test_what_was_told_can_be_withdrawn_until_it_is_read(asked: World) -> None:
    message = await _answer(asked)
    asked.clock.now += timedelta(hours=3)
    await asked.do(answers.withdraw, asked.sanne, message_id=message.id)
    second = await _answer(asked, source="twee")
    asked.clock.now += HOLD
    await asked.do(threads.converse, asked.who("fatima"))
    with pytest.raises(NoLonger):
        await asked.do(answers.withdraw, asked.sanne, message_id=second.id)


async def test_nobody_takes_back_what_a_colleague_said(asked: World) -> None:
    await _away(asked)
    message = await _answer(asked)
    with pytest.raises(NotAllowed):
        await asked.do(answers.withdraw, asked.mehmet, message_id=message.id)


async def test_two_who_answer_at_once_both_see_it(asked: World) -> None:
    await _away(asked)
    seen = (await _open(asked)).messages[-1].id
    await _answer(asked, asked.mehmet, source="van mehmet", seen=seen)
    with pytest.raises(AnsweredMeanwhile):
        await _answer(asked, seen=seen)
    assert len((await _open(asked)).messages) == 3
    await _answer(asked, seen=seen, sure=True)
    newest = (await _open(asked)).messages[-1]
    assert newest.author == Recipient(professional=asked.sanne.professional)


async def test_ones_own_earlier_answer_is_no_colleagues(asked: World) -> None:
    seen = (await _open(asked)).messages[-1].id
    await _answer(asked, seen=seen)
    await _answer(asked, seen=seen, source="twee")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("", MessageEmpty),
        ("  \n ", MessageEmpty),
        ("a" * 10_001, MessageTooLong),
        ("a" * 200_000, MessageTooLong),
    ],
)
async def test_what_cannot_be_sent_is_not_kept(asked: World, body: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await _answer(asked, body=Secret(body))
    assert len((await _open(asked)).messages) == 1


async def test_a_closed_conversation_takes_nothing_until_it_is_opened_again(asked: World) -> None:
    await asked.do(answers.close, asked.sanne, person=asked.id("fatima"))
    with pytest.raises(ThreadClosed):
        await _answer(asked)
    assert len((await _open(asked)).messages) == 1
    await asked.do(answers.reopen, asked.sanne, person=asked.id("fatima"))
    await _answer(asked)


async def test_a_file_goes_along_without_words(asked: World) -> None:
    async with asked.unit() as uow:
        thread = await uow.threads.of_person(asked.id("fatima"))
    assert thread is not None
    room, (which,) = await asked.do(answers.make_room, asked.sanne, person=asked.id("fatima"), files=1)
    assert room == thread.id
    message = await _answer(asked, body=Secret(""), file=Taken(which, MediaType.OGG, 900))
    assert (message.kind, message.told) == (MessageKind.VOICE, "")
    found = await asked.do(answers.file_of, asked.sanne, person=asked.id("fatima"), file=which)
    assert found == (thread.id, MediaType.OGG, 900)
    for person, file in (("jan", which), ("fatima", FileId(thread.id))):
        with pytest.raises(NotFound):
            await asked.do(answers.file_of, asked.sanne, person=asked.id(person), file=file)


async def test_whoever_stands_in_answers_under_their_own_name_until_it_ends_by_itself(asked: World) -> None:
    with pytest.raises(NotAllowed):
        await _answer(asked, asked.mehmet)
    await _away(asked)
    message = await _answer(asked, asked.mehmet)
    assert message.author == Recipient(professional=asked.mehmet.professional)
    rows = asked.rows(
        "SELECT actor, ground, result FROM audit WHERE event = 'thread.answer' AND mode = ?", Mode.CREATE
    )
    mehmet = asked.mehmet.professional.bytes
    assert rows == [(mehmet, "", "8"), (mehmet, "entrusted", "0")]
    asked.clock.now += timedelta(days=1)
    for use_case, more in (
        (answers.open_thread, {}),
        (answers.settle, {"seen": message.id}),
        (answers.close, {}),
    ):
        with pytest.raises(NotAllowed):
            await asked.do(use_case, asked.mehmet, person=asked.id("fatima"), **more)


async def test_every_read_is_logged_under_the_readers_own_name(asked: World) -> None:
    await _away(asked)
    await _open(asked)
    await _open(asked, asked.mehmet)
    reads = asked.rows("SELECT actor, ground, person FROM audit WHERE event = 'thread.read' ORDER BY n")
    fatima = asked.id("fatima").bytes
    assert reads == [
        (asked.sanne.professional.bytes, "assigned", fatima),
        (asked.mehmet.professional.bytes, "entrusted", fatima),
    ]


async def test_nothing_is_answered_to_the_network(asked: World) -> None:
    said = Answer("een", Secret(SAID))
    with pytest.raises(NotAllowed):
        await asked.do(answers.answer, asked.sanne, person=asked.id("wil"), said=said)
    with pytest.raises(NotAllowed):
        await asked.do(answers.make_room, asked.sanne, person=asked.id("wil"), files=1)


async def test_what_is_being_written_is_kept_apart_for_each_writer(asked: World) -> None:
    await _away(asked)
    for who, body in ((asked.sanne, SAID), (asked.mehmet, "Mehmet zijn tekst")):
        await asked.do(answers.keep_unsent, who, person=asked.id("fatima"), body=Secret(body))
    assert (await _open(asked)).unsent == Secret(SAID)
    assert (await _open(asked, asked.mehmet)).unsent == Secret("Mehmet zijn tekst")
    await _answer(asked)
    assert (await _open(asked)).unsent is None
    await asked.archive.checkpoint()
    for file in asked.files.folder.iterdir():
        assert b"Kanarie" not in file.read_bytes()


async def test_settling_ends_the_waiting_and_a_new_question_begins_it_again(asked: World) -> None:
    seen = (await _open(asked)).messages[-1].id
    await asked.do(answers.settle, asked.sanne, person=asked.id("fatima"), seen=seen)
    (entry,) = await asked.do(inbox.see, asked.sanne)
    assert entry.thread.waiting_since is None
    asked.clock.now += timedelta(minutes=1)
    await asked.do(threads.write, asked.who("fatima"), written=Written("nog een", Secret("en nog iets")))
    (entry,) = await asked.do(inbox.see, asked.sanne)
    assert entry.thread.waiting_since == asked.clock.now


async def test_looking_over_finds_the_others_and_asks_who_may(asked: World) -> None:
    body = Secret("Dag Fatima, Noor was bij Lotte Bakker. Groet, Sanne")
    looked = await asked.do(mentions.look_over, asked.sanne, person=asked.id("fatima"), body=body)
    assert [m.said.reveal() for m in looked.mentions] == ["Noor"]
    assert looked.person.id == asked.id("fatima")
    assert [p.id for p in looked.people] == [asked.id(k) for k in ("fatima", "jan", "noor", "wil")]
    await _away(asked)
    looked = await asked.do(mentions.look_over, asked.mehmet, person=asked.id("fatima"), body=body)
    assert [m.said.reveal() for m in looked.mentions] == ["Noor", "Lotte Bakker"]
    asked.clock.now += timedelta(days=1)
    with pytest.raises(NotAllowed):
        await asked.do(mentions.look_over, asked.mehmet, person=asked.id("fatima"), body=body)
