"""Letters about tasks: neutral words only, true at the moment they leave, and nothing when they are not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.delivery import Dispatch, DispatchId
from domain.letters_circle import TaskGivenLetter, TurnLetter, TurnsLetter
from domain.linking import Recipient
from domain.notices_circle import (
    AboutTask,
    TaskGiven,
    TurnArranged,
    TurnAsked,
    TurnChanged,
    TurnNews,
    TurnOffered,
    TurnsAhead,
    TurnTrouble,
)
from domain.people import Called, FlagKind
from domain.tasks import Task, TaskTurn, TaskTurnId, TurnState
from domain.turn_answers import ask_help, cannot, done, drop, later, seen_to, take
from tests.usecases.circle_made import MONDAY, answer, give_task, surround, task_of, turn_of, turns_of, weekly
from tests.usecases.world import World, wall
from usecases.letters import compose


@pytest.fixture(autouse=True)
async def _circle(world: World) -> None:
    await surround(world)


async def letter(world: World, notice: AboutTask, who: str) -> Any:
    """What would leave now."""
    async with world.unit() as uow:
        person = await uow.families.person(world.id(who))
        to = Recipient(person=world.id(who))
        dispatch = Dispatch(DispatchId(uow.new_id()), "key", to, notice, uow.now, None)
        composed = await compose(uow, dispatch, person, labelled=False)
    return None if composed is None else composed.contents


async def one_turn(world: World, **more: Any) -> tuple[Task, TaskTurn]:
    """A task with one turn."""
    task = await give_task(world, weekly(times=1), **more)
    return task, (await turns_of(world, task))[0]


async def test_the_turns_of_a_day_stand_in_one_letter_in_order_in_neutral_words(world: World) -> None:
    await give_task(world, weekly(times=1), words="Ophalen van school")
    _, early = await one_turn(world, minutes=30)
    await give_task(world, weekly(times=1), owner="noor")
    found = await letter(world, TurnsAhead(MONDAY), "wil")
    assert isinstance(found, TurnsLetter)
    assert (found.day, found.discreet, found.circle) == (MONDAY, False, "")
    assert [line.words.reveal() for line in found.turns] == ["Ophalen van school"] * 2
    assert (early.id, early.starts_at, early.ends_at) in [
        (line.turn, line.starts_at, line.ends_at) for line in found.turns
    ]
    await answer(world, cannot, early.id, "wil")
    assert len((await letter(world, TurnsAhead(MONDAY), "wil")).turns) == 1
    assert await letter(world, TurnsAhead(MONDAY), "buur") is None
    assert await letter(world, TurnsAhead(MONDAY + timedelta(days=1)), "wil") is None


async def test_a_discreet_person_gets_a_discreet_letter(world: World) -> None:
    await one_turn(world)
    await world.flag(FlagKind.SHARED_PHONE, "wil")
    assert (await letter(world, TurnsAhead(MONDAY), "wil")).discreet


async def test_a_task_is_asked_of_its_owner_as_it_stands(world: World) -> None:
    task, turn = await one_turn(world)
    found = await letter(world, TaskGiven(task.id, 1), "wil")
    assert isinstance(found, TaskGivenLetter)
    assert (found.words, found.series, found.is_new) == (task.words, task.series, True)
    assert await letter(world, TaskGiven(task.id, 2), "wil") is None
    assert await letter(world, TaskGiven(task.id, 1), "buur") is None
    await answer(world, ask_help, turn.id, "wil")
    assert not (await letter(world, TaskGiven(task.id, 1), "wil")).is_new
    async with world.unit() as uow:
        await uow.tasks.keep(replace(await task_of(world, task), ended_at=uow.now))
    assert await letter(world, TaskGiven(task.id, 1), "wil") is None


async def test_how_it_went_is_asked_only_after_it_and_only_when_nobody_said_so(world: World) -> None:
    _, turn = await one_turn(world)
    assert await letter(world, TurnAsked(turn.id), "wil") is None
    world.clock.now = turn.ends_at
    assert isinstance(await letter(world, TurnAsked(turn.id), "wil"), TurnLetter)
    assert await letter(world, TurnAsked(turn.id), "buur") is None
    await answer(world, done, turn.id, "wil")
    assert await letter(world, TurnAsked(turn.id), "wil") is None


async def test_an_offer_stands_until_it_is_taken_and_then_the_others_hear_that_it_is_arranged(
    world: World,
) -> None:
    _, turn = await one_turn(world, reserve=None, others=("buur", "tante"))
    offered = await answer(world, cannot, turn.id, "wil")
    offer = TurnOffered(turn.id, offered.sequence)
    found = await letter(world, offer, "tante")
    assert (found.line.turn, found.line.sequence, found.called) == (turn.id, offered.sequence, None)
    assert await letter(world, offer, "noor") is None
    assert await letter(world, TurnArranged(turn.id), "tante") is None
    await answer(world, take, turn.id, "buur")
    assert await letter(world, offer, "tante") is None
    assert isinstance(await letter(world, TurnArranged(turn.id), "tante"), TurnLetter)
    assert await letter(world, TurnArranged(turn.id), "buur") is None


async def test_help_is_arranged_for_who_asked_for_it_until_they_ask_again(world: World) -> None:
    _, turn = await one_turn(world)
    assert await letter(world, TurnArranged(turn.id), "wil") is None
    await answer(world, ask_help, turn.id, "wil")
    assert await letter(world, TurnArranged(turn.id), "wil") is None
    await answer(world, seen_to, turn.id, "fatima")
    assert (await letter(world, TurnArranged(turn.id), "wil")).is_helped
    assert not (await letter(world, TurnArranged(turn.id), "buur")).is_helped
    await answer(world, ask_help, turn.id, "wil")
    assert await letter(world, TurnArranged(turn.id), "wil") is None
    await answer(world, done, turn.id, "wil")
    assert await letter(world, TurnArranged(turn.id), "wil") is None


async def test_an_offer_is_of_no_use_when_it_is_over(world: World) -> None:
    _, turn = await one_turn(world)
    offered = await answer(world, cannot, turn.id, "wil")
    world.clock.now = turn.ends_at
    assert await letter(world, TurnOffered(turn.id, offered.sequence), "buur") is None


async def test_a_change_says_whether_it_is_off_for_them(world: World) -> None:
    _, turn = await one_turn(world)
    change = TurnChanged(turn.id, turn.starts_at)
    assert not (await letter(world, change, "wil")).is_off
    assert (await letter(world, change, "buur")).is_off
    await answer(world, drop, turn.id, None)
    assert (await letter(world, change, "wil")).is_off


async def test_the_contact_hears_who_it_is_about_by_the_everyday_word_and_only_what_is_still_so(
    world: World,
) -> None:
    _, turn = await one_turn(world, reserve=None, others=())
    assert await letter(world, TurnNews(turn.id, TurnTrouble.HELP), "fatima") is None
    await answer(world, ask_help, turn.id, "wil")
    found = await letter(world, TurnNews(turn.id, TurnTrouble.HELP), "fatima")
    assert found.called is Called.GRANDMOTHER
    assert await letter(world, TurnNews(turn.id, TurnTrouble.HELP), "noor") is None
    await answer(world, seen_to, turn.id, "fatima")
    assert await letter(world, TurnNews(turn.id, TurnTrouble.HELP), "fatima") is None
    await answer(world, cannot, turn.id, "wil")
    nobody = await letter(world, TurnNews(turn.id, TurnTrouble.NOBODY), "fatima")
    assert nobody.called is Called.GRANDMOTHER
    await answer(world, seen_to, turn.id, "fatima")
    assert await letter(world, TurnNews(turn.id, TurnTrouble.NOBODY), "fatima") is None


async def test_the_contact_hears_when_nobody_answered_until_somebody_does(world: World) -> None:
    _, turn = await one_turn(world)
    news = TurnNews(turn.id, TurnTrouble.UNANSWERED)
    assert await letter(world, news, "fatima") is None
    world.clock.now = turn.ends_at
    assert isinstance(await letter(world, news, "fatima"), TurnLetter)
    await answer(world, done, turn.id, "wil")
    assert await letter(world, news, "fatima") is None


async def test_of_what_was_put_off_the_contact_sees_the_new_moment(world: World) -> None:
    _, turn = await one_turn(world)
    world.clock.now = wall("2026-11-30 10:00")
    to = wall("2026-12-01 11:00")
    await answer(world, later, turn.id, "wil", to, TaskTurnId(turn.task))
    found = await letter(world, TurnNews(turn.id, TurnTrouble.LATER), "fatima")
    assert (found.line.turn, found.line.starts_at) == (turn.task, to)
    assert (await turn_of(world, turn.id)).state is TurnState.LATER
