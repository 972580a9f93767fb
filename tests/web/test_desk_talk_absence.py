"""Absence at the desk, over HTTP: planned after a look at what it means, handed on, ended, and refused kindly."""

import re
from collections.abc import Callable

import pytest

from domain.actors import Administrator
from domain.people import ProfessionalRole
from domain.secret import Secret
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.talk_desk import hidden, is_away, signed_in, talk, writes
from usecases.organisation import add_professional

AWAY = "/werk/afwezig"


@pytest.fixture
async def sanne(kring: KringUnderTest, a_browser: Callable[[], Browser]) -> Browser:
    """Sanne at her desk."""
    return await signed_in(kring, a_browser())


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


async def plans(
    kring: KringUnderTest, browser: Browser, first: str, last: str, instead: str = "mehmet", **more: str
) -> None:
    await browser.get(f"{AWAY}{more.pop('query', '')}")
    substitute = str(kring.cast.professionals[instead].id) if instead else ""
    form = {**hidden(browser.page), "first": first, "last": last, "substitute": substitute, **more}
    await browser.post(AWAY, form)


async def absences(kring: KringUnderTest) -> int:
    async with kring.reading() as uow:
        return len(await uow.absences.from_day(kring.now.date()))


async def test_an_absence_is_looked_at_before_anybody_hears_of_it(
    kring: KringUnderTest, sanne: Browser
) -> None:
    await writes(kring)
    await plans(kring, sanne, "3 december", "maandag 7 december")
    assert "Klopt dit?" in sanne.page
    assert "donderdag 3 december tot en met maandag 7 december" in words(sanne.page)
    assert "Mehmet Demir leest mee." in sanne.page
    assert await absences(kring) == 0
    await sanne.post(AWAY, hidden(sanne.page))
    assert sanne.path == AWAY
    assert await absences(kring) == 1
    await sanne.get(talk(kring))
    assert "leest Mehmet Demir mee." in sanne.page


@pytest.mark.parametrize(
    ("first", "last", "instead", "said"),
    [
        ("3 december", "1 december", "mehmet", "een laatste dag na de eerste"),
        ("3 december", "4 december", "", "Kies een collega die meeleest"),
        ("3 december", "4 december", "sanne", "Kies een collega die meeleest"),
        ("3 december", "4 december", "ria", "Kies een collega die meeleest"),
        ("2026-11-01", "2026-11-02", "mehmet", "al voorbij"),
        ("pannenkoek", "4 december", "mehmet", "Deze dag is niet duidelijk"),
        ("", "", "mehmet", "Deze dag is niet duidelijk"),
    ],
)
async def test_what_cannot_be_planned_is_said_beside_the_field(
    kring: KringUnderTest, sanne: Browser, first: str, last: str, instead: str, said: str
) -> None:
    await plans(kring, sanne, first, last, instead)
    assert sanne.status == 422
    assert said in sanne.page
    assert f'value="{first}"' in sanne.page
    assert await absences(kring) == 0


async def test_two_cannot_stand_in_for_each_other(kring: KringUnderTest, sanne: Browser) -> None:
    await is_away(kring, "mehmet", "sanne")
    await plans(kring, sanne, "vandaag", "morgen")
    assert "Dan is er op een dag niemand over." in sanne.page


async def test_the_same_days_twice_are_refused(kring: KringUnderTest, sanne: Browser) -> None:
    await is_away(kring)
    await plans(kring, sanne, "morgen", "3 december")
    assert "staat er al een afwezigheid" in sanne.page


async def test_a_substitute_who_is_away_hands_on_and_the_page_says_so(
    kring: KringUnderTest, sanne: Browser, a_browser: Callable[[], Browser]
) -> None:
    kring_sanne, mehmet = sanne, await signed_in(kring, a_browser(), "mehmet")
    await third(kring)
    await is_away(kring, "mehmet", "karin", days=1)
    await plans(kring, kring_sanne, "vandaag", "3 december", sure="1")
    await kring_sanne.get(AWAY)
    told = words(kring_sanne.page)
    assert "Mehmet Demir is er ook niet op maandag 23 november tot en met dinsdag 24 november." in told
    assert "Dan leest Karin Bos mee." in told
    assert "Mehmet Demir leest mee op woensdag 25 november tot en met donderdag 3 december." in told
    await mehmet.get(AWAY)
    assert "Nu voor Sanne" not in mehmet.page


async def third(kring: KringUnderTest) -> None:
    """One more gezinsmanager in the team."""
    async with kring.unit() as uow:
        kring.cast.professionals["karin"] = await add_professional(
            uow, Administrator(), name=Secret("Karin Bos"), role=ProfessionalRole.CASE_MANAGER
        )


async def test_somebody_who_is_back_ends_it(kring: KringUnderTest, sanne: Browser) -> None:
    await is_away(kring)
    await sanne.get(AWAY)
    end = re.search(rf'action="({AWAY}/[^"]+/einde)"', sanne.page)
    assert end is not None
    await sanne.post(end[1])
    assert await absences(kring) == 0
    assert sanne.status == 200


async def test_nobody_ends_a_colleagues_absence(
    kring: KringUnderTest, sanne: Browser, a_browser: Callable[[], Browser]
) -> None:
    await is_away(kring)
    await sanne.get(AWAY)
    end = re.search(rf'action="({AWAY}/[^"]+/einde)"', sanne.page)
    mehmet = await signed_in(kring, a_browser(), "mehmet")
    await mehmet.get(AWAY)
    assert "Nu voor Sanne Vermeulen, tot en met woensdag 25 november." in mehmet.page
    assert end is not None
    await mehmet.post(end[1])
    assert mehmet.status == 404
    assert await absences(kring) == 1


async def test_a_gezinsmanager_plans_only_for_themselves(kring: KringUnderTest, sanne: Browser) -> None:
    await third(kring)
    professionals = kring.cast.professionals
    await plans(
        kring, sanne, "3 december", "4 december", "karin", collega=str(professionals["mehmet"].id), sure="1"
    )
    async with kring.reading() as uow:
        found = await uow.absences.from_day(kring.now.date())
    assert [absence.professional for absence in found] == [professionals["sanne"].id]


async def test_a_team_leader_records_for_a_colleague(
    kring: KringUnderTest, a_browser: Callable[[], Browser]
) -> None:
    ria = await signed_in(kring, a_browser(), "ria")
    sanne = kring.cast.professionals["sanne"].id
    await plans(kring, ria, "3 december", "4 december", query=f"?collega={sanne}")
    assert "Sanne Vermeulen is afwezig" in ria.page
    await ria.post(AWAY, hidden(ria.page))
    async with kring.reading() as uow:
        assert [a.professional for a in await uow.absences.from_day(kring.now.date())] == [sanne]


async def test_working_hours_are_kept(kring: KringUnderTest, sanne: Browser) -> None:
    await sanne.get(AWAY)
    assert 'value="08:30"' in sanne.page
    await sanne.client.post(
        f"{sanne.url}{AWAY}/uren",
        data={"csrf": sanne.csrf, "days": ["0", "2"], "start": "10:00", "end": "15:00"},
        headers={
            "cookie": "; ".join(f"{k}={v}" for k, v in sanne.cookies.items()),
            "sec-fetch-site": "same-origin",
        },
    )
    async with kring.reading() as uow:
        hours = await uow.absences.hours_of(kring.cast.professionals["sanne"].id)
    assert (hours.days, hours.start.hour, hours.end.hour) == (frozenset({0, 2}), 10, 15)


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ("", "09:00", "17:00"),
        ("0", "17:00", "09:00"),
        ("9", "09:00", "17:00"),
        ("x", "09:00", "17:00"),
        ("0", "", ""),
    ],
)
async def test_hours_that_make_no_sense_are_refused(sanne: Browser, days: str, start: str, end: str) -> None:
    await sanne.get(AWAY)
    await sanne.post(f"{AWAY}/uren", {"days": days, "start": start, "end": end})
    assert sanne.status == 422
    assert "een einde na het begin" in sanne.page
