"""A parent gives the circle tasks: made, changed, once not, stopped; and the week with who does what."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.linking import Recipient
from domain.people import FlagKind
from domain.series import Every
from domain.tasks import Task, TurnState
from tests.support.cast import ADMINISTRATOR
from tests.support.plans_made import established
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.circle_pages import FETCH, MONDAYS, answers, form_at, goes_in, shown, task, turn, turns_of
from tests.web.family_pages import FATIMA, JAN, LOTTE, NOOR, WIL, does, on_lists
from usecases import own_turns
from usecases.families import set_flag

Opens = Callable[[], Browser]
NEW = "/taken/nieuw"


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    return await goes_in(kring, browser, FATIMA, NEW)


def _filled(kring: KringUnderTest, **fields: str) -> dict[str, str]:
    """What a parent fills in: every Monday from three to half past three, by grandmother."""
    return {
        "words": FETCH,
        "dag": "2026-11-30",
        "van": "15:00",
        "tot": "15:30",
        "herhaal": "week",
        "keer": "10",
        "owner": str(kring.cast.people["wil"].id),
        "contact": str(kring.cast.people["fatima"].id),
        **fields,
    }


async def _tasks(kring: KringUnderTest) -> tuple[Task, ...]:
    async with kring.reading() as uow:
        return await uow.tasks.of_family(kring.cast.families["Ster"].id)


async def test_a_parent_makes_a_task_and_whoever_does_it_is_asked(
    kring: KringUnderTest, fatima: Browser
) -> None:
    assert "Wie de taak doet, krijgt bericht en mag nee zeggen." in shown(fatima)
    await answers(fatima, NEW, _filled(kring))
    (made,) = await _tasks(kring)
    assert fatima.path == f"/taken/taak/{made.id}"
    assert "Wil (oma)" in shown(fatima)
    assert "elke week op maandag om 15.00 uur" in shown(fatima)
    assert (made.series.every, made.series.times, made.minutes) == (Every.WEEK, 10, 30)
    assert made.made_by == Recipient(person=kring.cast.people["fatima"].id)
    assert kring.cast.people["fatima"].id in made.people
    async with kring.reading() as uow:
        # It is given, not agreed: she may say no.
        kept = await uow.tasks.get(made.id)
    assert kept is not None
    assert kept.agreed_at is None


async def test_the_same_form_twice_is_one_task(kring: KringUnderTest, fatima: Browser) -> None:
    form = {**form_at(fatima, NEW), **_filled(kring)}
    await fatima.post(NEW, form)
    await fatima.post(NEW, form)
    assert len(await _tasks(kring)) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("words", "", "Schrijf kort wat er te doen is"),
        ("words", "Noor ophalen", "Schrijf kort wat er te doen is"),
        ("words", "Bellen met 06-12345678", "Schrijf kort wat er te doen is"),
        ("dag", "2026-11-02", "Deze dag is al voorbij."),
        ("tot", "14:00", "Kies een tijd die later is dan het begin."),
        ("keer", "", "Kies een laatste dag of een aantal keer."),
    ],
)
async def test_what_cannot_be_is_told_and_everything_typed_stays(
    kring: KringUnderTest, fatima: Browser, field: str, value: str, said: str
) -> None:
    await answers(fatima, NEW, _filled(kring, **{field: value}))
    assert fatima.status == 422
    assert said in shown(fatima)
    assert 'value="2026-11-30"' in fatima.page or field == "dag"
    assert f'<option value="{kring.cast.people["wil"].id}" selected>' in fatima.page
    assert not await _tasks(kring)


async def test_the_reserve_is_never_who_does_it(kring: KringUnderTest, fatima: Browser) -> None:
    await answers(fatima, NEW, _filled(kring, reserve=str(kring.cast.people["wil"].id)))
    assert "Kies hier iemand anders dan wie het doet." in shown(fatima)
    assert not await _tasks(kring)


async def test_people_who_may_have_no_contact_share_no_task(kring: KringUnderTest, fatima: Browser) -> None:
    people = kring.cast.people
    await does(
        kring,
        set_flag,
        ADMINISTRATOR,
        kind=FlagKind.NO_CONTACT,
        person=people["jan"].id,
        other=people["wil"].id,
    )
    await fatima.get(NEW)
    await answers(fatima, NEW, _filled(kring, reserve=str(people["jan"].id)))
    assert "Deze mensen kunnen niet samen een taak hebben." in shown(fatima)
    assert not await _tasks(kring)


async def test_a_parent_is_not_offered_whom_they_are_kept_apart_from(
    kring: KringUnderTest, fatima: Browser
) -> None:
    people = kring.cast.people
    await does(
        kring,
        set_flag,
        ADMINISTRATOR,
        kind=FlagKind.NO_CONTACT,
        person=people["jan"].id,
        other=people["fatima"].id,
    )
    await fatima.get(NEW)
    assert str(people["jan"].id) not in fatima.page


async def test_a_goal_is_offered_to_who_sees_it_and_never_reaches_who_does_the_task(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    goal = (await established(kring)).open_goals[0]
    fatima = await goes_in(kring, a_browser(), FATIMA, NEW)
    assert goal.nickname in fatima.page
    await answers(fatima, NEW, _filled(kring, goal=str(goal.id)))
    (made,) = await _tasks(kring)
    assert made.goal == goal.id
    wil = await goes_in(kring, a_browser(), WIL, "/taken")
    assert FETCH in shown(wil)
    assert goal.nickname not in wil.page
    assert goal.words.reveal() not in wil.page


async def test_a_task_is_changed_and_an_older_form_changes_nothing(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await answers(fatima, NEW, _filled(kring))
    (made,) = await _tasks(kring)
    path = f"/taken/taak/{made.id}/wijzig"
    await fatima.get(path)
    old = form_at(fatima, path)
    await answers(fatima, path, _filled(kring, words="Brengen naar school"))
    (changed,) = await _tasks(kring)
    assert (changed.words.reveal(), changed.revision) == ("Brengen naar school", 2)
    await fatima.post(path, {**old, **_filled(kring, words="Iets anders")})
    assert fatima.status == 409
    assert "Er is net iets veranderd." in shown(fatima)
    assert (await _tasks(kring))[0].words.reveal() == "Brengen naar school"


async def test_one_time_is_off_and_the_others_stay(kring: KringUnderTest, fatima: Browser) -> None:
    made = await task(kring)
    first, second, *_ = await turns_of(kring, made)
    await fatima.get(f"/taken/taak/{made.id}")
    await fatima.post(f"/taken/taak/{made.id}/keer/{first.id}")
    assert "Die keer gaat niet door." in shown(fatima)
    after = {one.id: one.state for one in await turns_of(kring, made)}
    assert (after[first.id], after[second.id]) == (TurnState.DROPPED, TurnState.PLANNED)
    other = await task(kring, words="De hond uitlaten")
    await fatima.post(f"/taken/taak/{other.id}/keer/{second.id}")
    assert fatima.status == 404


async def test_a_task_is_stopped_only_when_it_is_sure(kring: KringUnderTest, fatima: Browser) -> None:
    made = await task(kring)
    await fatima.get(f"/taken/taak/{made.id}/stop")
    assert len(await _tasks(kring)) == 1
    await answers(fatima, f"/taken/taak/{made.id}/stop", {})
    assert "De taak is gestopt." in shown(fatima)
    assert not await _tasks(kring)


async def test_a_parent_sees_that_it_is_done_and_nothing_that_was_said_of_it(
    kring: KringUnderTest, fatima: Browser
) -> None:
    made = await task(kring)
    first = await turn(kring, made)
    await does(kring, own_turns.done, kring.cast.participant("wil"), turn=first.id, sequence=first.sequence)
    await fatima.get(f"/taken/taak/{made.id}")
    assert "maandag 23 november: Wil (oma) , gedaan" in shown(fatima)
    await fatima.get("/week")
    assert "Wil (oma) gedaan" in shown(fatima)


async def test_a_task_of_the_other_parent_is_not_there(kring: KringUnderTest, fatima: Browser) -> None:
    made = await task(kring, people=("jan",))
    await fatima.get("/taken/taak")
    assert FETCH not in fatima.page
    for path in ("", "/wijzig", "/stop"):
        await fatima.get(f"/taken/taak/{made.id}{path}")
        assert fatima.status == 404, path


@pytest.mark.parametrize("user", [NOOR, WIL])
async def test_only_a_parent_gives_tasks(kring: KringUnderTest, browser: Browser, user: int) -> None:
    made = await task(kring, people=("noor",))
    somebody = await goes_in(kring, browser, user, "/thuis")
    for path in (NEW, "/taken/taak", f"/taken/taak/{made.id}", f"/taken/taak/{made.id}/wijzig"):
        await somebody.get(path)
        assert somebody.status == 404, path


async def test_the_week_shows_who_does_what_and_where_nobody_is(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    await task(kring)
    dog = replace(MONDAYS, first=MONDAYS.first.replace(day=24))
    await task(kring, words="De hond uitlaten", owner=None, series=dog)
    fatima = await goes_in(kring, a_browser(), FATIMA, "/week")
    assert "Van maandag 23 november tot en met zondag 29 november" in shown(fatima)
    assert "Bij 1 taak is nog iets te regelen." in shown(fatima)
    assert "Ophalen van school 15.00 uur Wil (oma)" in shown(fatima)
    assert "De hond uitlaten 15.00 uur nog niemand" in shown(fatima)
    await fatima.get("/week?van=2026-12-02")
    assert "Van maandag 30 november" in shown(fatima)
    for nonsense in ("ooit", "9999-12-31", "0001-01-01", "2026-13-01"):
        await fatima.get(f"/week?van={nonsense}")
        assert (fatima.status, "Van maandag 23 november" in shown(fatima)) == (200, True)
    jan = await goes_in(kring, a_browser(), JAN, "/week")
    assert "Er zijn deze week geen taken" in shown(jan)


async def test_the_week_is_not_for_the_network(kring: KringUnderTest, browser: Browser) -> None:
    await task(kring)
    wil = await goes_in(kring, browser, WIL, "/week")
    assert wil.status == 404
    assert FETCH not in wil.page


async def test_a_family_sees_no_other_family(kring: KringUnderTest, browser: Browser) -> None:
    made = await task(kring)
    lotte = await goes_in(kring, browser, LOTTE, f"/taken/taak/{made.id}")
    assert lotte.status == 404
    await lotte.get("/week")
    assert FETCH not in lotte.page


async def test_a_task_of_the_family_waits_on_nobodys_list(kring: KringUnderTest, fatima: Browser) -> None:
    await answers(fatima, NEW, _filled(kring))
    assert not [one for one in await on_lists(kring) if one.kind.value.startswith("task")]
