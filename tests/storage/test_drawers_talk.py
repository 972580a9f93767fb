"""What goes into the drawers of threads, work items, buttons and expectations comes out the same."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from domain.buttons import Awaiting, ButtonSheet, Expectation, Press, Pressed
from domain.linking import Recipient
from domain.people import PersonId
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind, Thread, ThreadId
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from storage.archive import Archive
from tests.storage.world import START, Cast, appointment, new_id

HOUR = timedelta(hours=1)


def _message(thread: Thread, *, source: int, body: str, at: timedelta = timedelta(0)) -> Message:
    return Message(
        MessageId(new_id()),
        thread.id,
        Recipient(person=thread.person),
        MessageKind.TEXT,
        Secret(body),
        START + at,
        f"update:{source}",
        telegram_message=40,
    )


async def test_a_message_is_kept_once_and_its_edit_as_a_second_version(archive: Archive, cast: Cast) -> None:
    thread = Thread(ThreadId(new_id()), cast.fatima.id)
    first = _message(thread, source=1, body="wat ik vond")
    edit = replace(_message(thread, source=2, body="wat ik vind", at=HOUR), version_of=first.id)
    async with archive.unit() as unit:
        assert await unit.threads.of_person(cast.fatima.id) is None
        await unit.threads.add(thread)
        assert await unit.messages.keep(first)
        assert not await unit.messages.keep(replace(first, id=MessageId(new_id())))
        assert await unit.messages.keep(edit)

    async with archive.reading() as unit:
        assert await unit.threads.of_person(cast.fatima.id) == thread
        assert await unit.threads.of_person(PersonId(cast.jan.id)) is None
        assert await unit.messages.first_version(thread, 40) == first
        assert await unit.messages.first_version(thread, 41) is None
        assert await unit.messages.all_of(thread) == (first, edit)


async def test_only_answers_that_have_left_are_told_of_and_each_once(archive: Archive, cast: Cast) -> None:
    mine, jans = Thread(ThreadId(new_id()), cast.fatima.id), Thread(ThreadId(new_id()), cast.jan.id)
    sanne = Recipient(professional=cast.sanne.id)
    asked, elsewhere = _message(mine, source=1, body="x"), _message(jans, source=2, body="x")
    left = replace(_message(mine, source=3, body="x"), author=sanne, leaves_at=START)
    held = replace(_message(mine, source=4, body="x"), author=sanne, leaves_at=START + 2 * HOUR)
    async with archive.unit() as unit:
        for thread in (mine, jans):
            await unit.threads.add(thread)
        for message in (asked, left, held, replace(elsewhere, author=sanne)):
            await unit.messages.keep(message)
        await unit.messages.mark_told(mine, START + HOUR)
        await unit.messages.mark_opened(mine, START + HOUR)
        await unit.messages.mark_told(mine, START + 3 * HOUR)
        told = {m.id: (m.told_at, m.opened_at) for m in await unit.messages.all_of(mine)}
        assert told[asked.id] == (None, None)
        assert told[left.id] == (START + HOUR, START + HOUR)
        assert told[held.id] == (START + 3 * HOUR, None)
        assert [m.told_at for m in await unit.messages.all_of(jans)] == [None]


async def test_the_inbox_holds_who_waits_and_the_newest_of_the_others(archive: Archive, cast: Cast) -> None:
    older, newer = Thread(ThreadId(new_id()), cast.fatima.id), Thread(ThreadId(new_id()), cast.jan.id)
    urgent = replace(older, urgent_since=START)
    async with archive.unit() as unit:
        for thread in (older, newer):
            await unit.threads.add(thread)
        assert await unit.threads.for_inbox(cast.sanne.id, at_ease=1) == (newer,)
        assert await unit.threads.for_inbox(cast.sanne.id, at_ease=None) == (newer, older)
        await unit.threads.save(urgent)
        assert await unit.threads.for_inbox(cast.sanne.id, at_ease=0) == (urgent,)
        assert await unit.threads.for_inbox(cast.sanne.id, at_ease=1) == (urgent, newer)
        assert await unit.threads.for_inbox(cast.mehmet.id, at_ease=None) == ()
        assert set(await unit.families.several([cast.jan.id, PersonId(new_id())])) == {cast.jan.id}


def _item(cast: Cast, key: str, *, on: OnList = OnList.CASE_MANAGER, urgent: bool = False) -> WorkItem:
    return WorkItem(
        id=WorkItemId(new_id()),
        key=key,
        kind=WorkKind.SEE_CANNOT,
        on=on,
        team=cast.team.id,
        case_manager=cast.sanne.id,
        made_at=START,
        family=cast.family.id,
        person=cast.fatima.id,
        urgent=urgent,
    )


async def test_a_work_item_comes_back_with_everything(archive: Archive, cast: Cast) -> None:
    about = appointment(cast)
    item = replace(_item(cast, "k"), appointment=about.id)
    bare = replace(_item(cast, "b"), case_manager=None, family=None, person=None, on=OnList.TEAM)
    async with archive.unit() as unit:
        await unit.appointments.add(about)
        assert await unit.work_items.put(item) == item
        assert await unit.work_items.put(bare) == bare

    async with archive.reading() as unit:
        assert await unit.work_items.get(item.id) == item
        assert await unit.work_items.get(bare.id) == bare
        assert await unit.work_items.get(WorkItemId(new_id())) is None


async def test_a_second_item_with_an_open_key_counts_the_first_one_up(archive: Archive, cast: Cast) -> None:
    item = _item(cast, "k")
    async with archive.unit() as unit:
        await unit.work_items.put(item)
        counted = await unit.work_items.put(_item(cast, "k", urgent=True))
        assert counted == replace(item, count=2, urgent=True)
        assert (await unit.work_items.put(_item(cast, "k"))).urgent
        await unit.work_items.close_by_key("k", START + HOUR)
        assert await unit.work_items.put(fresh := _item(cast, "k")) == fresh
        assert await unit.work_items.all_open() == (fresh,)


async def test_an_item_stands_on_exactly_one_list_urgent_first(archive: Archive, cast: Cast) -> None:
    calm, urgent, of_team = _item(cast, "1"), _item(cast, "2", urgent=True), _item(cast, "3", on=OnList.TEAM)
    async with archive.unit() as unit:
        for item in (calm, urgent, of_team):
            await unit.work_items.put(item)
        assert await unit.work_items.open_of(cast.sanne.id) == (urgent, calm)
        assert await unit.work_items.open_of(cast.mehmet.id) == ()
        assert await unit.work_items.open_of_team(cast.team.id) == (of_team,)
        await unit.work_items.move_to_team(calm.id)
        assert await unit.work_items.open_of(cast.sanne.id) == (urgent,)
        assert await unit.work_items.open_of_team(cast.team.id) == (replace(calm, on=OnList.TEAM), of_team)
        assert len(await unit.work_items.all_open()) == 3


async def test_closing_twice_keeps_the_first_moment(archive: Archive, cast: Cast) -> None:
    item = _item(cast, "k")
    async with archive.unit() as unit:
        await unit.work_items.put(item)
        await unit.work_items.close(item.id, START + HOUR)
        await unit.work_items.close(item.id, START + 2 * HOUR)
        await unit.work_items.close_by_key("k", START + 3 * HOUR)
        assert await unit.work_items.get(item.id) == replace(item, closed_at=START + HOUR)
        assert await unit.work_items.all_open() == ()


async def test_a_sheet_is_found_by_its_handle_until_it_is_swept(archive: Archive) -> None:
    presses = (
        Pressed(Press.COMING, UUID(int=5), 3, "2026-03-04T09:00:00+00:00"),
        Pressed(Press.HIDE),
    )
    sheet = ButtonSheet("handle", b"h" * 32, presses, START + HOUR)
    async with archive.unit() as unit:
        await unit.sheets.keep(sheet)
        assert await unit.sheets.get("handle") == sheet
        assert await unit.sheets.get("handl") is None
        assert await unit.sheets.sweep(START + HOUR - timedelta(microseconds=1)) == 0
        assert await unit.sheets.sweep(START + HOUR) == 1
        assert await unit.sheets.get("handle") is None


async def test_one_expectation_takes_the_place_of_another(archive: Archive) -> None:
    code = Expectation(b"h" * 32, Awaiting.INVITATION_CODE, START + HOUR)
    time = Expectation(b"h" * 32, Awaiting.PROPOSED_TIME, START + 2 * HOUR, UUID(int=7), 4)
    async with archive.unit() as unit:
        await unit.expectations.set(code)
        assert await unit.expectations.get(b"h" * 32) == code
        await unit.expectations.set(time)
        assert await unit.expectations.get(b"h" * 32) == time
        assert await unit.expectations.get(b"i" * 32) is None
        await unit.expectations.clear(b"h" * 32)
        assert await unit.expectations.get(b"h" * 32) is None
