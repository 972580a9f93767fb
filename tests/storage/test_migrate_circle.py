"""The step that brings the circle keeps everything of an older data file; who took part goes on taking part."""

from pathlib import Path

from domain.buttons import Awaiting, ButtonSheet, Expectation, Press, Pressed
from domain.circle import Membership, MemberState
from domain.linking import Link, LinkId, Recipient
from domain.people import Person
from domain.secret import Secret
from domain.work_items import OnList, WorkItem, WorkItemId, WorkKind
from storage.archive import Archive
from tests.storage.circle_world import DAY, HOUR, around, bare_task, turn_of
from tests.storage.older import lost, make_older, rows_of
from tests.storage.world import START, Cast, Place, appointment, keep, new_cast, new_id

BEFORE = "0004"
ACCOUNT = b"a" * 32
NEW_TABLES = {
    "memberships",
    "circle_events",
    "member_proposals",
    "held_words",
    "tasks",
    "task_turns",
    "turn_offers",
    "turn_events",
    "meetings",
    "meeting_votes",
    "meeting_points",
    "decisions",
    "agreements",
    "appointment_series",
}
FATIMAS_SHEET = ButtonSheet("handle", ACCOUNT, (Pressed(Press.HIDE),), START + DAY)
EXPECTED = Expectation(ACCOUNT, Awaiting.DELAY, START + DAY)


async def _fill(archive: Archive, cast: Cast, oma: Person, ben: Person) -> None:
    """Oma joined and got a new telephone since; Ben was invited and has not agreed."""
    item = WorkItem(
        WorkItemId(new_id()),
        "key",
        WorkKind.CALL_NOT_REACHED,
        OnList.CASE_MANAGER,
        cast.team.id,
        cast.sanne.id,
        START,
    )
    links = (
        Link(
            LinkId(new_id()),
            Recipient(person=oma.id),
            b"o" * 32,
            Secret("1"),
            START + HOUR,
            consented_at=START + 2 * HOUR,
            ended_at=START + 3 * HOUR,
        ),
        Link(
            LinkId(new_id()),
            Recipient(person=oma.id),
            ACCOUNT,
            Secret("2"),
            START + DAY,
            consented_at=START + DAY,
        ),
        Link(LinkId(new_id()), Recipient(person=ben.id), b"b" * 32, Secret("3"), START + HOUR),
    )
    async with archive.unit() as unit:
        await keep(unit, cast)
        for person in (oma, ben):
            await unit.families.add_person(person)
        for link in links:
            await unit.links.add(link)
        await unit.appointments.add(appointment(cast))
        await unit.work_items.put(item)
        await unit.sheets.keep(FATIMAS_SHEET)
        await unit.expectations.set(EXPECTED)


async def test_an_older_data_file_gets_the_circle_and_loses_nothing(place: Place, tmp_path: Path) -> None:
    cast = new_cast()
    oma, ben = around(cast)
    archive = await place.open()
    try:
        await _fill(archive, cast, oma, ben)
    finally:
        await archive.close()
    make_older(place, tmp_path / "history", BEFORE)
    before = rows_of(place.data)
    assert not NEW_TABLES & set(before)

    newer = await place.open(seed=2)
    try:
        after = rows_of(place.data)
        assert {name: len(after[name]) for name in before} == {
            name: len(rows) for name, rows in before.items()
        }
        assert {name: len(after[name]) for name in NEW_TABLES if after[name]} == {"memberships": 2}
        for row in before["work_items"]:
            row["kind"] = row.pop("task")
        assert lost(before, after) == {}
        await _goes_on(newer, cast, oma, ben)
    finally:
        await newer.close()


async def _goes_on(archive: Archive, cast: Cast, oma: Person, ben: Person) -> None:
    """Everything can be read as before, and something new be kept beside it."""
    family = cast.family.id
    of_oma = Membership(oma.id, family, START + HOUR, state=MemberState.MEMBER, consented_at=START + 2 * HOUR)
    # An id knows the millisecond in which it was made.
    of_ben = Membership(ben.id, family, START.replace(microsecond=123_000))
    task = bare_task(cast)
    async with archive.unit() as unit:
        assert await unit.circle.memberships(family) == {oma.id: of_oma, ben.id: of_ben}
        assert await unit.families.people_of(family) == (cast.fatima, cast.jan, oma, ben)
        assert await unit.sheets.get(FATIMAS_SHEET.id) == FATIMAS_SHEET
        assert await unit.expectations.get(ACCOUNT) == EXPECTED
        (item,) = await unit.work_items.all_open()
        assert item.kind is WorkKind.CALL_NOT_REACHED
        # The mark of an appointment from before is still good.
        (found,) = await unit.appointments.of_person(cast.fatima.id, START - DAY)
        assert (found.series, found.slot) == (None, None)

        await unit.tasks.keep(task)
        await unit.tasks.add_turns((turn_of(task, oma.id),))
        fatima = Recipient(person=cast.fatima.id)
        await unit.links.add(Link(LinkId(new_id()), fatima, ACCOUNT, Secret("2"), START + 2 * DAY))
        assert len(await unit.links.all_of(ACCOUNT)) == 2
    assert not await archive.inspect()


async def test_the_mark_of_an_appointment_without_a_series_is_what_it_always_was(
    archive: Archive, cast: Cast, place: Place
) -> None:
    """Nobody can make the marks of older rows anew: a step has no keys."""
    one = appointment(cast)
    async with archive.unit() as unit:
        await unit.appointments.add(one)
    sides = tuple(
        (one.id, number, side.person, "none", None, None, None, None, False)
        for number, side in enumerate(one.attendances)
    )
    plain = (one.id, one.family, "home_visit", one.starts_at, one.ends_at, 60, False, one.made_by)
    rest = (one.made_at, one.effective_at, True, False, 0, None, None)
    (row,) = rows_of(place.data)["appointments"]
    assert row["mark"] == archive._vault.mark("appointments", *plain, *rest, sides)
