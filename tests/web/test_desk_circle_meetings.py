"""Meetings of the circle at the desk: polled or planned, chosen, held, decided upon, and asked whether it is right."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from bot.clock import parse_instant
from domain.appointments import Kind
from domain.meetings import Decision, Meeting, MeetingId, MeetingState, Says
from domain.people import FlagKind
from domain.secret import Secret
from tests.support.desk import case_manager, hidden, sends, signed_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import does
from usecases import own_meetings
from usecases.families import set_flag

Fields = dict[str, str | list[str]]


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def here(kring: KringUnderTest) -> str:
    return f"/werk/gezin/{kring.cast.families['Ster'].id}/overleg"


def people(kring: KringUnderTest, *keys: str) -> list[str]:
    return [str(kring.cast.people[key].id) for key in keys]


def filled(kring: KringUnderTest, **more: str | list[str]) -> Fields:
    fields: Fields = {
        "soort": "evaluation",
        "wie": people(kring, "fatima", "noor", "wil"),
        "momenten": "donderdag 14 uur\nvrijdag 16 uur",
        "duur": "90",
        "herhaal": "once",
    }
    return {**fields, **more}


async def makes(kring: KringUnderTest, sanne: Browser, **more: str | list[str]) -> None:
    await sanne.get(f"{here(kring)}/nieuw")
    await sanne.post(f"{here(kring)}/nieuw", filled(kring, **more))  # type: ignore[arg-type] # ticks are a list


async def the_meeting(kring: KringUnderTest, path: str) -> Meeting:
    async with kring.reading() as uow:
        found = await uow.meetings.get(MeetingId(UUID(path.rpartition("/")[2])))
    assert found is not None
    return found


async def decisions(kring: KringUnderTest, of: Meeting) -> tuple[Decision, ...]:
    async with kring.reading() as uow:
        return await uow.meetings.decisions(of.id)


async def was_held(kring: KringUnderTest, sanne: Browser) -> str:
    """A meeting that took place with everybody who was asked; its address."""
    await makes(kring, sanne, momenten="donderdag 14 uur")
    path = sanne.path
    kring.stand_in.clock.move_to(parse_instant("2026-11-26 16:00"))
    await signed_in(kring, sanne)
    await sanne.get(path)
    form = f"{path}/geweest"
    await sanne.post(form, {"erbij": people(kring, "fatima", "wil")})  # type: ignore[dict-item] # ticks are a list
    return path


async def test_two_moments_make_a_poll_and_the_one_that_suits_is_chosen(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await makes(kring, sanne)
    path = sanne.path
    meeting = await the_meeting(kring, path)
    assert (meeting.state, len(meeting.options), meeting.minutes) == (MeetingState.POLLING, 2, 90)
    assert (
        "Nog geen antwoord: Fatima el Amrani (moeder), Noor de Wit (jongere), Wil Jansen (oma)." in sanne.page
    )
    for key in ("fatima", "wil"):
        who, options = kring.cast.participant(key), frozenset({1})
        await does(
            kring, own_meetings.vote, who, meeting=meeting.id, revision=meeting.revision, options=options
        )
    await sanne.get(path)
    assert "past 2 mensen: Fatima el Amrani (moeder), Wil Jansen (oma)" in " ".join(sanne.page.split())
    assert sanne.page.count("past de meesten") == 1
    await sends(sanne, f"{path}/kies", moment="1")
    planned = await the_meeting(kring, path)
    assert planned.state is MeetingState.PLANNED
    assert planned.appointment is not None
    async with kring.reading() as uow:
        appointment = await uow.appointments.get(planned.appointment)
    assert appointment is not None
    assert (appointment.kind, appointment.starts_at) == (
        Kind.CIRCLE_MEETING,
        parse_instant("2026-11-27 16:00"),
    )
    await sanne.post(f"{path}/kies", {"moment": "0"})
    assert sanne.status == 409
    await sanne.get(f"/werk/afspraak/{appointment.id}")
    assert f'href="{path}"' in sanne.page


async def test_one_moment_is_planned_at_once(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne, momenten="donderdag half drie")
    assert (await the_meeting(kring, sanne.path)).state is MeetingState.PLANNED
    assert "donderdag 26 november om 14.30 uur" in sanne.page
    await sanne.get(here(kring))
    assert "Evaluatie" in sanne.page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"momenten": ""}, "Vul minstens één moment in."),
        ({"momenten": "ooit"}, "Deze tijd is niet duidelijk."),
        ({"momenten": "gisteren 10 uur"}, "Die tijd is al voorbij."),
        ({"momenten": "donderdag 7 uur"}, "Bedoelt u: donderdag 26 november om 7.00 uur"),
        ({"momenten": "\n".join(f"{day} december 10 uur" for day in range(1, 9))}, "hoogstens 6 momenten"),
        ({"soort": "feest"}, "Kies een soort overleg."),
        ({"wie": ""}, ""),
        ({"duur": "lang"}, "Typ alleen een aantal minuten."),
        ({"plaats": "x" * 201}, "Dit past hier niet."),
        ({"herhaal": "week", "keer": "4"}, "Vul dan alleen het eerste moment in."),
        ({"herhaal": "week", "momenten": "donderdag 14 uur"}, "Kies een laatste dag of een aantal keer."),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(
    kring: KringUnderTest, sanne: Browser, more: dict[str, str], said: str
) -> None:
    await makes(kring, sanne, **more)
    assert sanne.status in (404, 422)
    assert said in sanne.page
    async with kring.reading() as uow:
        assert await uow.meetings.of_family(kring.cast.families["Ster"].id) == ()


async def test_lines_that_were_understood_come_back_in_full(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne, momenten="donderdag half drie\npannenkoek")
    assert "donderdag 26 november om 14.30 uur\npannenkoek" in sanne.page
    await makes(kring, sanne, momenten="donderdag 26 november om 14.30 uur")
    assert sanne.status == 200


async def test_who_may_have_no_contact_are_never_in_one_meeting(
    kring: KringUnderTest, sanne: Browser
) -> None:
    wil, noor = kring.cast.people["wil"].id, kring.cast.people["noor"].id
    async with kring.unit() as uow:
        await set_flag(uow, case_manager(kring), kind=FlagKind.NO_CONTACT, person=wil, other=noor)
    await makes(kring, sanne)
    assert sanne.status == 422
    assert 'id="wie-error"' in sanne.page
    await makes(kring, sanne, wie=people(kring, "fatima", "noor"))
    path = sanne.path
    await sanne.post(f"{path}/wie", {"wie": people(kring, "noor", "wil")})  # type: ignore[dict-item] # ticks are a list
    assert sanne.status == 422
    assert (await the_meeting(kring, path)).people == {
        kring.cast.people[key].id for key in ("fatima", "noor")
    }


async def test_people_change_and_it_is_called_off(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne)
    path = sanne.path
    await sanne.post(f"{path}/wie", {"wie": people(kring, "fatima")})  # type: ignore[dict-item] # ticks are a list
    assert len((await the_meeting(kring, path)).people) == 1
    await sends(sanne, f"{path}/niet")
    await sanne.post(f"{path}/niet")
    assert "gaat niet door" in sanne.page
    await sanne.get(here(kring))
    assert "Wat geweest is" in sanne.page


async def test_points_of_everybody_are_seen_and_one_of_ones_own_is_one(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await makes(kring, sanne)
    path = sanne.path
    meeting = await the_meeting(kring, path)
    body = Secret("De maandagen zijn veel.")
    await does(
        kring, own_meetings.point, kring.cast.participant("wil"), meeting=meeting.id, body=body, once="a"
    )
    await sanne.get(path)
    assert "De maandagen zijn veel." in sanne.page
    assert "alleen voor u" in sanne.page
    fields = {**hidden(sanne, f"{path}/punt"), "punt": "Hoe gaat het op school?", "delen": "ja"}
    await sanne.post(f"{path}/punt", fields)
    await sanne.post(f"{path}/punt", fields)
    assert sanne.page.count("Hoe gaat het op school?") == 1
    await sanne.post(f"{path}/punt", {**fields, "punt": ""})
    assert sanne.status == 422


async def test_a_decision_with_its_task_is_one_and_each_is_asked(
    kring: KringUnderTest, sanne: Browser
) -> None:
    path = await was_held(kring, sanne)
    meeting = await the_meeting(kring, path)
    assert meeting.state is MeetingState.HELD
    assert "Erbij waren: Fatima el Amrani (moeder), Wil Jansen (oma)." in sanne.page
    await sanne.get(path)
    fields = {
        **hidden(sanne, f"{path}/besluit"),
        "besluit": "Oma haalt Noor op maandag op.",
        "met": people(kring, "wil", "fatima"),
        "woorden": "Ophalen van school",
        "dag": "2026-11-30",
        "van": "15:00",
        "herhaal": "week",
        "keer": "8",
        "wie": people(kring, "wil")[0],
        "week": people(kring, "fatima"),
    }
    await sanne.post(f"{path}/besluit", fields)  # type: ignore[arg-type] # ticks are a list
    await sanne.post(f"{path}/besluit", {**fields, "csrf": sanne.csrf})  # type: ignore[dict-item] # ticks are a list
    (decision,) = await decisions(kring, meeting)
    assert decision.task is not None
    assert "Taak: Ophalen van school" in sanne.page
    await sends(sanne, f"{path}/klopt")
    await sanne.get(path)
    assert sanne.page.count("nog geen antwoord") == 2
    await does(
        kring,
        own_meetings.say,
        kring.cast.participant("fatima"),
        meeting=meeting.id,
        says=Says.WRONG,
        note=Secret("Het was dinsdag."),
    )
    await sanne.get(path)
    assert "Dit klopt niet volgens" in sanne.page
    assert "Het was dinsdag." in sanne.page
    await sanne.get("/werk/vandaag")
    assert f'href="{here(kring)}"' in sanne.page


async def test_a_task_that_cannot_be_leaves_no_decision_behind(kring: KringUnderTest, sanne: Browser) -> None:
    path = await was_held(kring, sanne)
    await sanne.get(path)
    for more, said in (
        ({"besluit": "", "woorden": ""}, "Schrijf het besluit op"),
        ({"besluit": "Samen eten", "woorden": "Noor ophalen"}, "Kies een dag."),
        (
            {"besluit": "Samen eten", "woorden": "Noor ophalen", "dag": "2026-11-30", "van": "15:00"},
            'id="woorden-error"',
        ),
    ):
        await sanne.post(f"{path}/besluit", {"once": "a", "herhaal": "once", **more})
        assert sanne.status == 422
        assert said in sanne.page
        assert "Samen eten" in sanne.page or not more["besluit"]
    stranger = str(kring.cast.people["jan"].id)
    await sanne.post(f"{path}/besluit", {"besluit": "Samen eten", "met": stranger})
    assert sanne.status == 422
    meeting = await the_meeting(kring, path)
    assert await decisions(kring, meeting) == ()
    async with kring.reading() as uow:
        assert await uow.tasks.of_family(meeting.family) == ()
    await sanne.post(f"{path}/klopt")
    assert "Er is nog geen besluit waar iemand bij hoort." in sanne.page


async def test_meetings_that_repeat_are_a_series(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne, momenten="donderdag 14 uur", herhaal="two_weeks", keer="4")
    assert sanne.path == here(kring)
    async with kring.reading() as uow:
        family = kring.cast.families["Ster"].id
        (series,) = await uow.series.of_family(family)
        rows = await uow.meetings.of_family(family)
    assert len(rows) == 4
    assert series.meeting is rows[0].kind


async def test_nothing_of_another_family_is_found_here(kring: KringUnderTest, sanne: Browser) -> None:
    await makes(kring, sanne)
    path = sanne.path
    maan = f"/werk/gezin/{kring.cast.families['Maan'].id}/overleg"
    mehmet = await signed_in(kring, Browser(sanne.client, sanne.url), "mehmet")
    for browser in (sanne, mehmet):
        await browser.get(f"{maan}/{path.rpartition('/')[2]}")
        assert browser.status == 404
    await mehmet.get(path)
    assert mehmet.status == 404
    for more in ("", "/nieuw"):
        await sanne.get(f"{maan}{more}")
        assert sanne.status == 404
        assert not re.search("Lotte", sanne.page)
