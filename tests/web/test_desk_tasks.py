"""Tasks and the week at the desk: planned once, changed from now on or from one turn on, and each turn by itself."""

import re
from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import pytest

from bot.clock import parse_instant
from domain.people import FlagKind
from domain.series import Every
from domain.tasks import Task, TaskId, TaskTurn, TurnState
from tests.support.desk import case_manager, hidden, sends, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web import circle_pages
from usecases.families import set_flag

Fields = dict[str, str | list[str]]


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def here(kring: KringUnderTest) -> str:
    return f"/werk/gezin/{kring.cast.families['Ster'].id}/taken"


def person(kring: KringUnderTest, key: str) -> str:
    return str(kring.cast.people[key].id)


def filled(kring: KringUnderTest, **more: str | list[str]) -> Fields:
    fields: Fields = {
        "woorden": "Ophalen van school",
        "dag": "2026-11-24",
        "van": "15:00",
        "tot": "15:30",
        "herhaal": "week",
        "weekdag": ["1", "3"],
        "tot_en_met": "2027-02-25",
        "wie": person(kring, "wil"),
        "reserve": person(kring, "jan"),
        "week": [person(kring, "fatima")],
        "contact": person(kring, "fatima"),
    }
    return {**fields, **more}


async def plans(kring: KringUnderTest, sanne: Browser, **more: str | list[str]) -> None:
    await sanne.get(f"{here(kring)}/nieuw")
    form = f"{here(kring)}/nieuw"
    await sanne.post(form, {**hidden(sanne, form), **filled(kring, **more)})  # type: ignore[dict-item] # ticks are a list


async def the_task(kring: KringUnderTest, path: str) -> Task:
    async with kring.reading() as uow:
        found = await uow.tasks.get(TaskId(UUID(path.rpartition("/")[2])))
    assert found is not None
    return found


async def first_turn(kring: KringUnderTest, task: Task) -> TaskTurn:
    return (await circle_pages.turns_of(kring, task))[0]


def page_of(kring: KringUnderTest, turn: TaskTurn) -> str:
    return f"{here(kring)}/{turn.task}/beurt/{turn.id}"


async def test_a_task_is_planned_once_and_seen_everywhere(kring: KringUnderTest, sanne: Browser) -> None:
    form = f"{here(kring)}/nieuw"
    await sanne.get(form)
    fields = {**hidden(sanne, form), **filled(kring)}
    await sanne.post(form, fields)  # type: ignore[arg-type] # ticks are a list
    path = sanne.path
    task = await the_task(kring, path)
    assert (task.series.every, task.series.weekdays, task.series.at) == (
        Every.WEEK,
        frozenset({1, 3}),
        time(15),
    )
    assert (task.minutes, task.reserve) == (30, kring.cast.people["jan"].id)
    for said in (
        "Ophalen van school",
        "elke week op dinsdag en donderdag om 15.00 uur, vanaf dinsdag 24 november,",
        "tot en met donderdag 25 februari 2027",
        "Wil Jansen (oma)",
        "Er is nog geen ja op deze taak.",
        "donderdag 26 november 15.00",
    ):
        assert said in sanne.page, said
    await sanne.get(form)
    await sanne.post(form, {**fields, "csrf": sanne.csrf})  # type: ignore[dict-item] # ticks are a list
    assert sanne.path == path
    await sanne.get(here(kring))
    assert sanne.page.count("Ophalen van school") == 1
    await sanne.get(f"/werk/gezin/{kring.cast.families['Ster'].id}/week")
    assert sanne.page.count("Ophalen van school") == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"woorden": ""}, "Vul in wat er te doen is"),
        ({"woorden": "x" * 61}, "Vul in wat er te doen is"),
        ({"woorden": "Noor ophalen"}, 'id="woorden-error"'),
        ({"dag": ""}, "Kies een dag."),
        ({"dag": "2026-11-22"}, "Deze dag is al voorbij. Kies een latere dag."),
        ({"dag": "2030-11-22"}, "Die dag is te ver weg. Kies een eerdere dag."),
        ({"van": "half drie"}, "Kies een tijd."),
        ({"tot": "14:00"}, "Kies een tijd die later is dan het begin."),
        ({"tot_en_met": ""}, "Kies een laatste dag of een aantal keer."),
        ({"keer": "3"}, "niet allebei"),
        ({"tot_en_met": "", "keer": "0"}, "Typ een getal van 1 tot 400."),
        ({"tot_en_met": "", "keer": "veel"}, "Typ een getal van 1 tot 400."),
        ({"tot_en_met": "2026-11-01"}, "Kies een dag na de eerste keer"),
        ({"herhaal": "ooit"}, "Kies hoe vaak het is."),
        (
            {"herhaal": "once", "dag": "2026-11-23", "van": "08:00", "tot": "08:30"},
            "Deze tijd is al voorbij. Kies een latere tijd.",
        ),
        ({"tot_en_met": "2026-11-25", "weekdag": ["4"]}, "Zo komt het geen enkele keer."),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(
    kring: KringUnderTest, sanne: Browser, more: dict[str, str], said: str
) -> None:
    await plans(kring, sanne, **more)
    assert sanne.status == 422
    assert said in sanne.page
    async with kring.reading() as uow:
        assert await uow.tasks.of_family(kring.cast.families["Ster"].id) == ()


async def test_the_reserve_is_somebody_else_than_the_owner(kring: KringUnderTest, sanne: Browser) -> None:
    await plans(kring, sanne, reserve=person(kring, "wil"))
    assert sanne.status == 422
    assert "De reserve is iemand anders dan wie het doet." in sanne.page
    assert 'value="Ophalen van school"' in sanne.page


async def test_who_may_have_no_contact_share_no_task(kring: KringUnderTest, sanne: Browser) -> None:
    wil, jan = kring.cast.people["wil"].id, kring.cast.people["jan"].id
    async with kring.unit() as uow:
        await set_flag(uow, case_manager(kring), kind=FlagKind.NO_CONTACT, person=wil, other=jan)
    await plans(kring, sanne)
    assert sanne.status == 422
    assert 'id="wie-error"' in sanne.page


async def test_a_task_changes_and_of_two_who_change_it_nobody_is_overwritten(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await plans(kring, sanne)
    path = sanne.path
    await sanne.get(f"{path}/wijzig")
    assert 'value="2026-11-24"' in sanne.page
    first = hidden(sanne, f"{path}/wijzig")
    await sanne.post(f"{path}/wijzig", {**first, **filled(kring, woorden="Halen", reserve="")})  # type: ignore[dict-item] # ticks are a list
    assert sanne.path == path
    task = await the_task(kring, path)
    assert (task.words.reveal(), task.reserve) == ("Halen", None)
    await sanne.get(f"{path}/wijzig")
    await sanne.post(f"{path}/wijzig", {**first, **filled(kring, woorden="Brengen")})  # type: ignore[dict-item] # ticks are a list
    assert sanne.status == 409
    assert "Iemand anders heeft deze taak net gewijzigd." in sanne.page
    assert 'value="Halen"' in sanne.page


async def test_this_and_the_following_change_and_what_was_before_stays(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await plans(kring, sanne)
    old = await the_task(kring, sanne.path)
    turn = (await circle_pages.turns_of(kring, old))[2]
    await sanne.get(page_of(kring, turn))
    await sanne.get(f"{page_of(kring, turn)}/vanaf")
    assert 'value="2026-12-01"' in sanne.page
    form = f"{page_of(kring, turn)}/vanaf"
    more = filled(kring, dag="2026-12-01", van="16:00", tot="16:30", wie=person(kring, "fatima"))
    await sanne.post(form, {**hidden(sanne, form), **more})  # type: ignore[dict-item] # ticks are a list
    assert sanne.status == 200, sanne.page
    new = await the_task(kring, sanne.path)
    assert new.id != old.id
    assert new.series.at == time(16)
    assert [t.slot for t in await circle_pages.turns_of(kring, old)] == [
        date(2026, 11, 24),
        date(2026, 11, 26),
    ]


async def test_one_turn_is_given_moved_and_dropped(kring: KringUnderTest, sanne: Browser) -> None:
    await plans(kring, sanne)
    task = await the_task(kring, sanne.path)
    turns = await circle_pages.turns_of(kring, task)
    one = page_of(kring, turns[0])
    await sanne.get(one)
    await sends(sanne, f"{one}/geef", aan="")
    assert sanne.status == 422
    await sends(sanne, f"{one}/geef", aan=person(kring, "fatima"))
    assert sanne.path == one
    assert (await first_turn(kring, task)).holder == kring.cast.people["fatima"].id
    await sends(sanne, f"{one}/verplaats", wanneer="gisteren 10 uur")
    assert sanne.status == 422
    await sends(sanne, f"{one}/verplaats", wanneer="woensdag 16 uur")
    assert "woensdag 25 november om 16.00 uur" in sanne.page
    second = page_of(kring, turns[1])
    await sanne.get(second)
    await sends(sanne, f"{second}/weg")
    assert "vervalt" in sanne.page
    await sanne.post(f"{second}/weg")
    assert sanne.status in (200, 409)
    states = {t.id: t.state for t in await circle_pages.turns_of(kring, task)}
    assert states[turns[1].id] is TurnState.DROPPED
    assert states[turns[2].id] is TurnState.PLANNED


async def test_how_a_turn_went_is_written_down(kring: KringUnderTest, sanne: Browser) -> None:
    await plans(kring, sanne)
    task = await the_task(kring, sanne.path)
    one = page_of(kring, await first_turn(kring, task))
    kring.stand_in.clock.move_to(parse_instant("2026-11-24 16:00"))
    sanne = await signed_in(kring, sanne)
    await sanne.get(one)
    await sends(sanne, f"{one}/uitkomst", uitkomst="done")
    assert (await first_turn(kring, task)).state is TurnState.DONE
    await sends(sanne, f"{one}/uitkomst", uitkomst="later")
    assert sanne.status == 409


async def test_a_gap_stands_on_today_on_the_family_and_in_the_week(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await plans(kring, sanne, wie="", reserve="")
    task = await the_task(kring, sanne.path)
    one = page_of(kring, await first_turn(kring, task))
    family = f"/werk/gezin/{kring.cast.families['Ster'].id}"
    for path in ("/werk/vandaag", family, f"{family}/week", f"{family}/week?van=2027-01-04"):
        await sanne.get(path)
        assert "Binnen twee dagen en nog niet geregeld" in sanne.page, path
        assert f'href="{one}"' in sanne.page, path
    await sanne.get(f"{family}/week?van=ooit")
    assert "dinsdag 24 november" in sanne.page


async def test_stopping_asks_first(kring: KringUnderTest, sanne: Browser) -> None:
    await plans(kring, sanne)
    path = sanne.path
    await sanne.get(f"{path}/stop")
    assert "Alle komende keren vervallen." in sanne.page
    await sends(sanne, f"{path}/stop")
    await sanne.post(f"{path}/stop")
    assert sanne.path == here(kring)
    assert "Er zijn nog geen taken." in sanne.page
    await sanne.get(path)
    assert "Deze taak stopte op" in sanne.page


async def test_nothing_of_another_family_is_found_here(kring: KringUnderTest, sanne: Browser) -> None:
    task = await circle_pages.task(kring)
    turn = await first_turn(kring, task)
    maan = f"/werk/gezin/{kring.cast.families['Maan'].id}"
    mehmet = await signed_in(kring, Browser(sanne.client, sanne.url), "mehmet")
    own = f"/taken/{task.id}"
    for path in (
        own,
        f"{own}/wijzig",
        f"{own}/stop",
        f"{own}/beurt/{turn.id}",
        f"{own}/beurt/{turn.id}/vanaf",
    ):
        for browser in (sanne, mehmet):
            await browser.get(f"{maan}{path}")
            assert browser.status == 404, path
    for path in ("/taken", "/taken/nieuw", "/week"):
        await sanne.get(f"{maan}{path}")
        assert sanne.status == 404, path
    other = await circle_pages.task(kring, words="Koken")
    await sanne.get(f"{here(kring)}/{other.id}/beurt/{turn.id}")
    assert sanne.status == 404
    assert not re.search("Lotte", sanne.page)
