"""A conversation climbs its ladder: doorbells, nudges, urgent items; each once, at its moment, to who can act."""

from datetime import timedelta

import pytest

from domain.notices import SomethingWaits, WorkWaits
from domain.secret import Secret
from domain.threads import AnsweredMeanwhile, Message, MessageEmpty, MessageKind, Stand
from domain.work_items import OnList, WorkKind
from tests.usecases.world import CLOCKWORK, World
from usecases import absence, answering, answers, threads
from usecases.answers import Answer
from usecases.threads import Incoming, Written


async def _says(world: World, text: str = "hoe gaat het nu verder", *, alarming: bool = False) -> None:
    written = Written(source=text, body=Secret(text), alarming=alarming)
    await world.do(threads.write, world.who("fatima"), written=written)


async def _answers(world: World, text: str = "ik kijk het na") -> None:
    said = Answer(source=text, body=Secret(text))
    await world.do(answers.answer, world.sanne, person=world.id("fatima"), said=said)


async def _climb(world: World) -> None:
    async with world.unit() as uow:
        for which in await answering.due_threads(uow, CLOCKWORK):
            await answering.look(uow, CLOCKWORK, thread_id=which)


async def _passes(world: World, moment: str | timedelta) -> None:
    """Time passes, minute by minute where it matters: the ladder is climbed before and after."""
    await world.at(moment)
    await _climb(world)
    await world.at(timedelta(0))


def _rings(world: World) -> list[str]:
    return [heard.at.isoformat() for heard in world.heard if isinstance(heard.notice, SomethingWaits)]


async def _tasks(world: World) -> list[tuple[WorkKind, OnList, bool]]:
    return sorted((item.kind, item.on, item.urgent) for item in await world.items())


@pytest.fixture
async def asked(world: World) -> World:
    """Fatima has asked something on Monday at nine."""
    await _says(world)
    return world


async def test_who_asks_on_monday_is_promised_wednesday_at_five(asked: World) -> None:
    async with asked.archive.reading() as uow:
        thread = await uow.threads.of_person(asked.id("fatima"))
    assert thread is not None
    assert thread.promised_by is not None
    assert thread.promised_by.isoformat() == "2026-11-25T16:00:00+00:00"


async def test_an_answer_rings_once_after_the_hold_and_once_more_the_next_morning(asked: World) -> None:
    await _answers(asked)
    await _passes(asked, timedelta(seconds=14))
    assert _rings(asked) == []
    await _passes(asked, timedelta(seconds=1))
    await _answers(asked, "en nog iets")
    await _passes(asked, timedelta(seconds=20))
    assert len(_rings(asked)) == 1
    await _passes(asked, "2026-11-24 10:00")
    await _passes(asked, "2026-11-24 15:00")
    assert len(_rings(asked)) == 2


async def test_an_answer_taken_back_in_time_is_never_heard_of_and_the_question_waits_again(
    asked: World,
) -> None:
    await _answers(asked)
    async with asked.archive.reading() as uow:
        thread = await uow.threads.of_person(asked.id("fatima"))
        assert thread is not None
        assert thread.waiting_since is None
        message = (await uow.messages.all_of(thread))[-1]
    await asked.do(answers.withdraw, asked.sanne, message_id=message.id)
    await _passes(asked, timedelta(minutes=5))
    assert _rings(asked) == []
    page = await asked.do(threads.converse, asked.who("fatima"))
    assert [m.told for m in page.messages] == ["hoe gaat het nu verder"]
    assert page.thread.waiting_since is not None
    assert page.thread.promised_by is not None


async def test_what_is_read_rings_no_more_and_the_other_side_sees_it(asked: World) -> None:
    await _answers(asked)
    await _passes(asked, timedelta(seconds=20))
    page = await asked.do(threads.converse, asked.who("fatima"))
    assert page.messages[-1].told == "ik kijk het na"
    await _passes(asked, "2026-11-30 10:00")
    assert len(_rings(asked)) == 1
    *_, last = await asked.do(answers.read, asked.sanne, person=asked.id("fatima"))
    assert last.stand(asked.clock.now) is Stand.READ


async def test_two_working_days_unread_is_a_call(asked: World) -> None:
    await _answers(asked)
    await _passes(asked, "2026-11-25 16:59")
    assert not [task for task, _, _ in await _tasks(asked) if task is WorkKind.CALL_UNREAD]
    await _passes(asked, "2026-11-25 17:00")
    assert (WorkKind.CALL_UNREAD, OnList.CASE_MANAGER, False) in await _tasks(asked)
    await asked.do(threads.converse, asked.who("fatima"))
    assert not [task for task, _, _ in await _tasks(asked) if task is WorkKind.CALL_UNREAD]


async def test_a_question_without_an_answer_goes_from_the_list_to_the_team(asked: World) -> None:
    await _passes(asked, "2026-11-24 15:00")
    assert (WorkKind.ANSWER_THREAD, OnList.CASE_MANAGER, False) in await _tasks(asked)
    await _passes(asked, "2026-11-25 17:00")
    assert (WorkKind.ANSWER_THREAD, OnList.TEAM, True) in await _tasks(asked)
    await _answers(asked)
    assert not [task for task, _, _ in await _tasks(asked) if task is WorkKind.ANSWER_THREAD]


async def test_words_of_danger_are_before_the_gezinsmanager_at_once_and_before_the_team_within_half_an_hour(
    world: World,
) -> None:
    await _says(world, "hij staat met een mes voor de deur", alarming=True)
    assert (WorkKind.POSSIBLY_URGENT, OnList.CASE_MANAGER, True) in await _tasks(world)
    await _passes(world, timedelta(minutes=1))
    assert sum(isinstance(h.notice, WorkWaits) and h.who == "sanne" for h in world.heard) == 1
    await _passes(world, timedelta(minutes=15))
    assert sum(isinstance(h.notice, WorkWaits) and h.who == "sanne" for h in world.heard) == 2
    await _passes(world, timedelta(minutes=15))
    assert (WorkKind.POSSIBLY_URGENT, OnList.TEAM, True) in await _tasks(world)
    await world.do(answers.read, world.sanne, person=world.id("fatima"))
    assert not [task for task, _, _ in await _tasks(world) if task is WorkKind.POSSIBLY_URGENT]


async def test_who_stands_in_hears_of_danger_too_and_may_read_only_while_it_lasts(world: World) -> None:
    day = world.clock.now.date()
    planned = await world.do(
        absence.record,
        world.sanne,
        professional=world.sanne.professional,
        first=day,
        last=day,
        substitute=world.mehmet.professional,
    )
    await _says(world, "help", alarming=True)
    await _passes(world, timedelta(minutes=1))
    told = {h.who for h in world.heard if isinstance(h.notice, WorkWaits)}
    assert {"sanne", "mehmet"} <= told
    assert await world.do(answers.read, world.mehmet, person=world.id("fatima"))
    assert ("thread.read", "0", "CaseManager") in world.audit()
    await _passes(world, "2026-11-24 08:00")
    with pytest.raises(Exception, match=r"refusal\.not_found"):
        await world.do(answers.read, world.mehmet, person=world.id("fatima"))
    assert planned.last == day


async def test_the_same_form_twice_and_the_same_update_twice_are_one_message(world: World) -> None:
    await _says(world)
    await _says(world)
    account = (await world.link("fatima")).account
    incoming = Incoming(MessageKind.TEXT, Secret("uit de chat"), 7, 70)
    for _ in range(2):
        await world.do(threads.keep, world.who("fatima"), incoming=incoming, account=account, chat=601)
    found = await world.do(answers.read, world.sanne, person=world.id("fatima"))
    assert [m.told for m in found] == ["hoe gaat het nu verder", "uit de chat"]


async def _said_to(world: World) -> tuple[Message, ...]:
    async with world.archive.reading() as uow:
        thread = await uow.threads.of_person(world.id("fatima"))
        assert thread is not None
        return await uow.messages.all_of(thread)


async def test_nobody_from_the_network_is_called_to_what_they_cannot_read(world: World) -> None:
    account = (await world.link("wil")).account
    incoming = Incoming(MessageKind.TEXT, Secret("ik zag hem"), 5, 7)
    await world.do(threads.keep, world.who("wil"), incoming=incoming, account=account, chat=604)
    day = world.clock.now.date()
    await world.do(
        absence.record,
        world.sanne,
        professional=world.sanne.professional,
        first=day,
        last=day + timedelta(days=3),
        substitute=world.mehmet.professional,
    )
    await _passes(world, "2026-11-30 12:00")
    assert "wil" not in {heard.who for heard in world.heard}
    assert WorkKind.CALL_UNREAD not in {task for task, _, _ in await _tasks(world)}


async def test_what_was_begun_stays_when_an_answer_comes_back(asked: World) -> None:
    await _answers(asked, "het eerste")
    who = {"person": asked.id("fatima")}
    await asked.do(answers.keep_unsent, asked.sanne, **who, body=Secret("het tweede"))
    await asked.do(answers.withdraw, asked.sanne, message_id=(await _said_to(asked))[-1].id)
    opened = await asked.do(answers.open_thread, asked.sanne, **who)
    assert opened.unsent is not None
    assert opened.unsent.reveal() == "het eerste\n\nhet tweede"


async def test_a_question_that_the_writer_has_not_seen_is_not_answered_unasked(asked: World) -> None:
    seen = (await _said_to(asked))[-1].id
    await asked.at(timedelta(minutes=5))
    await _says(asked, "en mag hij naar huis?")
    said = Answer(source="x", body=Secret("ja hoor"), seen=seen)
    with pytest.raises(AnsweredMeanwhile):
        await asked.do(answers.answer, asked.sanne, person=asked.id("fatima"), said=said)


async def test_only_what_was_shown_counts_as_read(asked: World) -> None:
    for number in range(threads.PAGE + 2):
        await _answers(asked, f"deel {number}")
    await asked.at(timedelta(minutes=1))
    older = await asked.do(threads.converse, asked.who("fatima"), skipped=threads.PAGE)
    shown = {m.id for m in older.messages if not m.is_of_person}
    assert {m.id for m in await _said_to(asked) if m.read_at is not None} == shown
    await asked.do(threads.converse, asked.who("fatima"))
    assert all(m.read_at is not None for m in await _said_to(asked) if not m.is_of_person)


async def test_after_a_standstill_the_doorbell_rings_once(asked: World) -> None:
    await _answers(asked)
    asked.clock.now += timedelta(days=8)
    await _climb(asked)
    await asked.deliver()
    assert len(_rings(asked)) == 1


async def test_what_is_heard_of_after_the_night_rings_again_a_day_later(world: World) -> None:
    await world.at("2026-11-23 21:00")
    await _says(world)
    await _answers(world)
    await _passes(world, timedelta(minutes=1))
    await _passes(world, "2026-11-24 15:00")
    assert len(_rings(world)) == 1
    await _passes(world, "2026-11-25 10:00")
    assert len(_rings(world)) == 2


async def test_nobody_calls_about_what_was_taken_back(asked: World) -> None:
    await _answers(asked)
    await _passes(asked, "2026-11-25 17:01")
    await asked.do(answers.withdraw, asked.sanne, message_id=(await _said_to(asked))[-1].id)
    assert WorkKind.CALL_UNREAD not in {task for task, _, _ in await _tasks(asked)}


async def test_an_absence_that_is_called_off_is_told_to_nobody_any_more(asked: World) -> None:
    day = asked.clock.now.date()
    planned = await asked.do(
        absence.record,
        asked.sanne,
        professional=asked.sanne.professional,
        first=day + timedelta(days=2),
        last=day + timedelta(days=3),
        substitute=asked.mehmet.professional,
    )
    await asked.do(absence.end, asked.sanne, absence_id=planned.id)
    await _passes(asked, timedelta(minutes=1))
    page = await asked.do(threads.converse, asked.who("fatima"))
    assert MessageKind.STAND_IN not in {message.kind for message in page.messages}
    assert _rings(asked) == []


async def test_danger_below_a_hundred_other_messages_stays_on_the_list_until_it_is_shown(
    world: World,
) -> None:
    await _says(world, "hij slaat ons", alarming=True)
    for number in range(120):
        await world.at(timedelta(milliseconds=1))
        await _says(world, f"bericht {number}")
    await world.do(answers.open_thread, world.sanne, person=world.id("fatima"))
    assert {WorkKind.POSSIBLY_URGENT, WorkKind.READ_THREAD} <= {task for task, _, _ in await _tasks(world)}
    opened = await world.do(answers.open_thread, world.sanne, person=world.id("fatima"), skipped=100)
    assert opened.messages[0].told == "hij slaat ons"
    assert not {WorkKind.POSSIBLY_URGENT, WorkKind.READ_THREAD} & {task for task, _, _ in await _tasks(world)}


@pytest.mark.parametrize("nothing", ["", " \n ", "\ufeff", "\u200b \u202e\u00a0"])
async def test_what_shows_nothing_is_no_message(world: World, nothing: str) -> None:
    with pytest.raises(MessageEmpty):
        await _says(world, nothing)
