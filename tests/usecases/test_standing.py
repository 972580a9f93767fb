"""How a conversation stands when pages are old, moments coincide, and answers are taken back."""

from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.secret import Secret
from domain.threads import Message, TakenBack, Thread
from domain.work_items import WorkKind
from tests.usecases.test_conversation import _answers, _climb, _passes, _rings, _said_to, _says
from tests.usecases.world import World
from usecases import answers, own_thread
from usecases.answers import Answer

QUESTION = "mag hij naar huis?"


async def _thread(world: World) -> Thread:
    async with world.archive.reading() as uow:
        found = await uow.threads.of_person(world.id("fatima"))
    assert found is not None
    return found


async def _newest(world: World) -> Message:
    return (await _said_to(world))[-1]


async def test_settling_on_an_old_page_leaves_what_was_never_seen(world: World) -> None:
    await _says(world)
    seen = (await _newest(world)).id
    await _passes(world, "2026-11-25 12:00")
    await _says(world, QUESTION)
    asked_at = world.clock.now
    await world.at(timedelta(minutes=1))
    before = {item.kind for item in await world.items()}
    await world.do(answers.settle, world.sanne, person=world.id("fatima"), seen=seen)
    assert (await _thread(world)).waiting_since == asked_at
    assert {item.kind for item in await world.items()} == before
    assert WorkKind.ANSWER_THREAD in before
    newest = (await _newest(world)).id
    await world.do(answers.settle, world.sanne, person=world.id("fatima"), seen=newest)
    assert (await _thread(world)).waiting_since is None
    assert WorkKind.ANSWER_THREAD not in {item.kind for item in await world.items()}
    await world.do(answers.settle, world.sanne, person=world.id("fatima"), seen=seen)
    assert (await _thread(world)).waiting_since is None


async def test_nothing_is_settled_by_what_stands_in_another_conversation(world: World) -> None:
    await _says(world)
    seen = (await _newest(world)).id
    with pytest.raises(NotFound):
        await world.do(answers.settle, world.sanne, person=world.id("jan"), seen=seen)


async def test_a_question_in_the_very_moment_of_an_answer_waits(world: World) -> None:
    await _says(world)
    await _answers(world)
    assert (await _thread(world)).waiting_since is None
    await _says(world, QUESTION)
    assert (await _thread(world)).waiting_since == world.clock.now


async def test_the_bell_rings_no_more_when_the_first_of_two_is_taken_back(world: World) -> None:
    await _says(world)
    await _answers(world, "een")
    await _passes(world, timedelta(seconds=20))
    first = await _newest(world)
    await _answers(world, "twee")
    await _passes(world, timedelta(seconds=20))
    await world.do(answers.withdraw, world.sanne, message_id=first.id)
    await _passes(world, timedelta(seconds=20))
    assert len(_rings(world)) == 1


async def test_the_bell_does_not_ring_for_what_was_taken_back_unheard(world: World) -> None:
    await _says(world)
    await _answers(world, "een")
    first = await _newest(world)
    await world.at(timedelta(seconds=10))
    await _answers(world, "twee")
    await world.do(answers.withdraw, world.sanne, message_id=first.id)
    world.clock.now += timedelta(seconds=6)
    await _climb(world)
    await world.deliver()
    assert _rings(world) == []
    await _passes(world, timedelta(seconds=20))
    assert len(_rings(world)) == 1


async def test_an_answer_that_was_taken_back_and_comes_again_says_so(world: World) -> None:
    await _says(world)
    await _answers(world, "een")
    await world.do(answers.withdraw, world.sanne, message_id=(await _newest(world)).id)
    with pytest.raises(TakenBack):
        await _answers(world, "een")
    said = Answer(source="anew", body=Secret("een"))
    await world.do(answers.answer, world.sanne, person=world.id("fatima"), said=said)
    assert (await _newest(world)).withdrawn_at is None


async def test_a_new_text_that_begins_like_the_last_is_kept(world: World) -> None:
    await _says(world, "Ik kom morgen")
    await world.do(own_thread.keep_unsent, world.who("fatima"), body=Secret("Ik "))
    assert await world.do(own_thread.unsent_of, world.who("fatima")) == Secret("Ik ")


async def test_the_same_text_that_comes_late_is_not_kept_again(world: World) -> None:
    await _says(world, "Ik kom morgen")
    await world.do(own_thread.keep_unsent, world.who("fatima"), body=Secret("Ik kom morgen\n"))
    assert await world.do(own_thread.unsent_of, world.who("fatima")) == Secret("")
