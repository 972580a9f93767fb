"""Tasks in the window: one's own turns and those open to take, how it went, and another moment."""

from collections.abc import Callable
from datetime import timedelta

from domain.calendar import at_local
from domain.tasks import TurnState
from tests.support.agenda_files import moments_in
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.circle_pages import FETCH, MONDAYS, answers, form_at, goes_in, shown, task, turn, turns_of
from tests.web.family_pages import FATIMA, JAN, NOOR, WIL, does
from tests.web.plan_pages import comes_back
from usecases import own_turns

Opens = Callable[[], Browser]


async def test_a_member_sees_what_they_do_and_says_it_is_done(
    kring: KringUnderTest, browser: Browser
) -> None:
    made = await task(kring)
    wil = await goes_in(kring, browser, WIL, "/taken")
    assert FETCH in shown(wil)
    assert "vandaag, maandag 23 november, tussen 15.00 en 15.30 uur" in shown(wil)
    first = await turn(kring, made)
    await wil.get(f"/taken/{first.id}")
    await answers(wil, f"/taken/{first.id}", {"said": "done"})
    assert "Dank u wel! Fijn dat u helpt." in shown(wil)
    after = await turn(kring, made)
    assert (after.state, after.by) == (TurnState.DONE, kring.cast.people["wil"].id)


async def test_done_can_be_taken_back_on_the_same_day(kring: KringUnderTest, browser: Browser) -> None:
    made = await task(kring)
    first = await turn(kring, made)
    wil = await goes_in(kring, browser, WIL, f"/taken/{first.id}")
    await answers(wil, f"/taken/{first.id}", {"said": "done"})
    assert "Toch niet" in wil.page
    await answers(wil, f"/taken/{first.id}", {"said": "correct"})
    assert (await turn(kring, made)).state is TurnState.PLANNED
    await answers(wil, f"/taken/{first.id}", {"said": "done"})
    await kring.move_to("2026-11-24 09:30")
    await comes_back(kring, wil, WIL)
    await wil.get(f"/taken/{first.id}")
    assert "Toch niet" not in wil.page


async def test_a_yes_or_no_to_what_was_given(kring: KringUnderTest, a_browser: Opens) -> None:
    made = await task(kring)
    wil = await goes_in(kring, a_browser(), WIL, "/taken")
    assert "Wilt u dit doen?" in shown(wil)
    assert "elke week op maandag om 15.00 uur" in shown(wil)
    await answers(wil, f"/taken/taak/{made.id}/antwoord", {"said": "yes"})
    assert "Wilt u dit doen?" not in shown(wil)
    async with kring.reading() as uow:
        kept = await uow.tasks.get(made.id)
    assert kept is not None
    assert kept.agreed_at is not None
    again = await task(kring, words="De hond uitlaten")
    await wil.get("/taken")
    await answers(wil, f"/taken/taak/{again.id}/antwoord", {"said": "no"})
    async with kring.reading() as uow:
        kept = await uow.tasks.get(again.id)
    assert kept is not None
    assert kept.owner is None


async def test_what_does_not_work_is_open_to_the_reserve_and_the_first_takes_it(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    made = await task(kring, reserve="jan", others=("noor",))
    first = await turn(kring, made)
    wil = await goes_in(kring, a_browser(), WIL, f"/taken/{first.id}")
    await answers(wil, f"/taken/{first.id}", {"said": "cannot"})
    assert "Goed dat u het laat weten." in shown(wil)
    jan = await goes_in(kring, a_browser(), JAN, "/thuis")
    assert "Kunt u helpen?" in shown(jan)
    await jan.get("/taken")
    assert "Nee zeggen is ook goed." in shown(jan)
    noor = await goes_in(kring, a_browser(), NOOR, "/taken")
    assert FETCH not in shown(noor)
    await answers(jan, f"/taken/{first.id}", {"said": "decline"})
    await noor.get("/taken")
    await answers(noor, f"/taken/{first.id}", {"said": "take"})
    assert (await turn(kring, made)).holder == kring.cast.people["noor"].id


async def test_the_second_taker_hears_kindly_that_it_is_arranged(
    kring: KringUnderTest, a_browser: Opens
) -> None:
    made = await task(kring, others=("jan", "noor"))
    first = await turn(kring, made)
    await does(kring, own_turns.cannot, kring.cast.participant("wil"), turn=first.id, sequence=first.sequence)
    jan, noor = a_browser(), a_browser()
    for somebody, user in ((jan, JAN), (noor, NOOR)):
        await goes_in(kring, somebody, user, "/taken")
        assert FETCH in shown(somebody)
    await answers(jan, f"/taken/{first.id}", {"said": "take"})
    await answers(noor, f"/taken/{first.id}", {"said": "take"})
    assert noor.status == 409
    assert "Iemand anders doet dit nu al. Fijn dat je wilde helpen" in shown(noor)
    assert (await turn(kring, made)).holder == kring.cast.people["jan"].id


async def test_later_is_another_moment_and_leaves_the_series_alone(
    kring: KringUnderTest, browser: Browser
) -> None:
    made = await task(kring)
    before = [one.id for one in await turns_of(kring, made)]
    wil = await goes_in(kring, browser, WIL, f"/taken/{before[0]}/later")
    assert "Wanneer doet u het dan?" in shown(wil)
    await wil.post(f"/taken/{before[0]}/later", {"version": "0", "typed": "woensdag half vier"})
    assert "Begrijpen wij u goed" in shown(wil)
    await wil.post(f"/taken/{before[0]}/later", {"version": "0", "moment": "2026-11-25T14:30:00+00:00"})
    assert "woensdag 25 november om 15.30 uur" in shown(wil)
    now = {one.id: one for one in await turns_of(kring, made)}
    assert now[before[0]].state is TurnState.LATER
    (fresh,) = set(now) - set(before)
    assert (now[fresh].slot, now[fresh].put_off_from) == (None, before[0])


async def test_too_far_away_is_asked_again(kring: KringUnderTest, browser: Browser) -> None:
    first = await turn(kring, await task(kring))
    wil = await goes_in(kring, browser, WIL, f"/taken/{first.id}/later")
    await wil.post(f"/taken/{first.id}/later", {"version": "0", "moment": "2027-01-25T14:30:00+00:00"})
    assert wil.status == 422
    assert "Kies een tijd binnen twee weken." in shown(wil)


async def test_a_button_of_before_shows_how_it_stands_now(kring: KringUnderTest, browser: Browser) -> None:
    made = await task(kring)
    first = await turn(kring, made)
    wil = await goes_in(kring, browser, WIL, f"/taken/{first.id}")
    old = form_at(wil, f"/taken/{first.id}")
    who = kring.cast.participant("wil")
    await does(kring, own_turns.cannot, who, turn=first.id, sequence=first.sequence)
    await does(kring, own_turns.correct, who, turn=first.id)
    await wil.post(f"/taken/{first.id}", {**old, "said": "done"})
    assert wil.status == 409
    assert "uw antwoord is nog niet bewaard" in shown(wil)
    assert (await turn(kring, made)).state is TurnState.PLANNED


async def test_the_contact_sees_that_help_is_needed_and_sees_to_it(
    kring: KringUnderTest, browser: Browser
) -> None:
    made = await task(kring, contact="fatima")
    first = await turn(kring, made)
    await does(
        kring, own_turns.ask_help, kring.cast.participant("wil"), turn=first.id, sequence=first.sequence
    )
    fatima = await goes_in(kring, browser, FATIMA, "/week")
    assert "hulp gevraagd" in shown(fatima)
    await fatima.get(f"/taken/{first.id}")
    assert "Hierbij is hulp nodig." in shown(fatima)
    await answers(fatima, f"/taken/{first.id}", {"said": "seen_to"})
    assert "u regelt het" in shown(fatima)
    assert (await turn(kring, made)).help_at is None


async def test_the_file_for_an_agenda_holds_the_words_of_the_task_and_the_time(
    kring: KringUnderTest, browser: Browser
) -> None:
    made = await task(kring)
    first = await turn(kring, made)
    wil = await goes_in(kring, browser, WIL, f"/taken/{first.id}")
    assert f'href="/taken/{first.id}/agenda"' in wil.page
    assert "In uw agenda komen alle keren dat u dit doet." in shown(wil)
    answer = await wil.get(f"/taken/{first.id}/agenda")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert b"SUMMARY:Ophalen van school" in answer.content
    assert moments_in(answer.content) == [at_local(day, MONDAYS.at) for day in MONDAYS.slots()]
    for told in (b"Fatima", b"Wil", b"LOCATION", b"ATTENDEE"):
        assert told not in answer.content


async def test_a_turn_of_somebody_else_is_not_there(kring: KringUnderTest, browser: Browser) -> None:
    first = await turn(kring, await task(kring, owner="jan", people=("jan",)))
    wil = await goes_in(kring, browser, WIL, f"/taken/{first.id}")
    assert wil.status == 404
    for path in (f"/taken/{first.id}/later", f"/taken/{first.id}/agenda"):
        await wil.get(path)
        assert wil.status == 404
    await wil.get("/taken")
    assert FETCH not in shown(wil)


async def test_nothing_to_do_is_said_kindly(kring: KringUnderTest, browser: Browser) -> None:
    noor = await goes_in(kring, browser, NOOR, "/taken")
    assert "Je hebt nu geen taken" in shown(noor)
    assert "Taken van het gezin" not in noor.page


async def test_after_its_window_it_is_asked_whether_it_worked(
    kring: KringUnderTest, browser: Browser
) -> None:
    made = await task(kring)
    await goes_by(kring, timedelta(hours=7))
    first = await turn(kring, made)
    wil = await goes_in(kring, browser, WIL, f"/taken/{first.id}")
    assert "Is het gelukt?" in shown(wil)


async def goes_by(kring: KringUnderTest, span: timedelta) -> None:
    """Time goes by, and everything that is due is done."""
    kring.stand_in.clock.move_to(kring.now + span)
    await kring.machine.timers.look()
    kring.machine.house.wake()
    await kring.idle()
