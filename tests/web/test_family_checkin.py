"""Hoe gaat het? in the window: a number or a face for each goal, words if one likes, and nothing typed is ever lost."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.checkins import Question, Scale
from domain.plans import GoalEnd
from domain.secret import Secret
from domain.work_items import WorkKind
from tests.support.plans_made import FOOTBALL, TWO_GOALS, Wish, established, manager_of
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import JAN, NOOR, comes_inside, does, on_lists, unsent
from tests.web.plan_pages import (
    box,
    chosen,
    comes_back,
    fields,
    goal_fields,
    in_the_first_round,
    newest_round,
    rhythm_of,
    turn_of,
)
from usecases import checkins, plan_goals

ADDRESS = "/hoe-gaat-het"
PROUD = "Wij hebben samen gegeten & gelachen"
Opens = Callable[[], Browser]


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    return await in_the_first_round(kring, await comes_inside(kring, browser))


async def _fill_in(browser: Browser, *values: int, path: str = ADDRESS, **words: str) -> dict[str, str]:
    """The form, opened and filled in: a value for each goal in its order."""
    await browser.get(path)
    given = {name: str(value) for name, value in zip(goal_fields(browser), values, strict=False)}
    return {**fields(browser, ADDRESS), "what": "answer", **given, **words}


async def _answers(browser: Browser, *values: int, **words: str) -> Browser:
    await browser.post(ADDRESS, await _fill_in(browser, *values, **words))
    return browser


async def _given(kring: KringUnderTest, key: str = "fatima") -> list[int]:
    turn = await turn_of(kring, key)
    return [] if turn is None else [score.value for score in turn.scores.values()]


async def test_each_goal_is_asked_with_what_0_and_10_mean(fatima: Browser) -> None:
    await fatima.get("/thuis")
    assert "staat voor u klaar" in fatima.page
    await fatima.get(ADDRESS)
    assert len(goal_fields(fatima)) == 2
    for told in (
        "De week van maandag 30 november",
        "⚽ voetbal",
        FOOTBALL.words,
        "Elke dag ruzie",
        "Geen ruzie meer",
    ):
        assert told in fatima.page
    assert fatima.page.index("Wat ging er goed?") < fatima.page.index("Waar maakt u zich zorgen over?")


async def test_what_was_given_on_an_earlier_day_stands_beside_what_can_change(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.post(ADDRESS, (await _fill_in(fatima, 4)))
    await kring.move_to("2026-12-01 09:30")
    await comes_back(kring, fatima)
    await _answers(fatima, 6)
    assert await _given(kring) == [4, 6]
    await fatima.get(ADDRESS)
    assert len(goal_fields(fatima)) == 1
    assert "U koos: <b>4</b>" in fatima.page
    await _answers(fatima, 7)
    assert await _given(kring) == [4, 7]


async def test_numbers_and_words_are_kept_and_can_change_today(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await _answers(fatima, 6, 7, well=PROUD, keep_up="Tijd")
    assert "Uw antwoord is bewaard." in fatima.page
    assert await _given(kring) == [6, 7]
    turn = await turn_of(kring, "fatima")
    assert turn is not None
    assert {q: words.reveal() for q, words in turn.words.items()} == {
        Question.WELL: PROUD,
        Question.KEEP_UP: "Tijd",
    }
    form = await _fill_in(fatima, 8)
    assert "Vandaag kunt u het nog veranderen." in fatima.page
    assert (list(chosen(fatima).values())[:2], box(fatima, "well")) == (["6", "7"], PROUD)
    await fatima.post(ADDRESS, form | {"well": ""})
    assert await _given(kring) == [8, 7]
    turn = await turn_of(kring, "fatima")
    assert turn is not None
    assert Question.WELL not in turn.words


async def test_the_next_day_what_was_chosen_stands_and_words_can_still_be_added(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await _fill_in(fatima, 6, 7)
    await fatima.post(ADDRESS, form)
    await kring.move_to("2026-12-01 10:00")
    await comes_back(kring, fatima)
    await fatima.get(ADDRESS)
    assert goal_fields(fatima) == []
    assert "U koos: <b>6</b>" in fatima.page
    await fatima.post(ADDRESS, {**fields(fatima, ADDRESS), "what": "answer", "well": PROUD})
    assert fatima.status == 200
    await fatima.get(ADDRESS)
    await fatima.post(ADDRESS, form | {goal: "1" for goal in form if goal.startswith("doel-")})
    assert fatima.status == 409
    assert await _given(kring) == [6, 7]


async def test_faces_are_another_scale_and_a_page_of_before_keeps_its_own(
    kring: KringUnderTest, fatima: Browser
) -> None:
    of_before = await _fill_in(fatima, 3)
    await fatima.get("/instellingen")
    await fatima.post("/instellingen/hoe-gaat-het", {"day": "2", "at": "19", "scale": "faces"})
    assert "Bewaard." in fatima.page
    rhythm = await rhythm_of(kring, "fatima")
    assert (rhythm.weekday, f"{rhythm.at:%H:%M}", rhythm.scale) == (2, "19:00", Scale.FACES)
    await fatima.get(ADDRESS)
    assert "🙂 goed" in fatima.page
    assert 'name="scale" value="faces"' in fatima.page
    await fatima.post(ADDRESS, of_before)
    turn = await turn_of(kring, "fatima")
    assert turn is not None
    assert [(s.scale, s.value) for s in turn.scores.values()] == [(Scale.NUMBERS, 3)]
    for wrong in ({"day": "7"}, {"at": "3"}, {"scale": "x"}):
        await fatima.get("/instellingen")
        await fatima.post("/instellingen/hoe-gaat-het", {"day": "2", "at": "19", "scale": "faces"} | wrong)
        assert fatima.status == 409


async def test_not_this_week_is_an_answer_and_words_beside_it_are_not_lost(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.post(ADDRESS, await _fill_in(fatima) | {"what": "skip"})
    assert "De volgende keer vragen wij het weer." in fatima.page
    turn = await turn_of(kring, "fatima")
    assert turn is not None
    assert turn.skipped_at is not None
    await fatima.post(ADDRESS, await _fill_in(fatima, worry=PROUD) | {"what": "skip"})
    turn = await turn_of(kring, "fatima")
    assert turn is not None
    assert turn.words[Question.WORRY].reveal() == PROUD


async def test_a_low_number_offers_a_call_and_the_help_card_and_what_helped_before(
    kring: KringUnderTest, fatima: Browser
) -> None:
    plan = await established(kring, goals=TWO_GOALS)
    goal = plan.open_goals[0]
    await does(
        kring,
        plan_goals.end_goal,
        manager_of(kring.cast),
        family=plan.family,
        goal=goal.id,
        end=GoalEnd.REACHED,
        helped=Secret(PROUD),
    )
    await _answers(fatima, 2)
    for told in (
        "Wij bellen u graag terug.",
        'href="/bel"',
        "112",
        "Dit hielp u eerder",
        "gegeten &amp; gelachen",
    ):
        assert told in fatima.page
    assert WorkKind.POSSIBLY_URGENT not in {item.kind for item in await on_lists(kring)}
    await _answers(fatima, 6)
    assert "Wij bellen u graag terug." not in fatima.page


async def test_words_of_danger_show_the_card_first_and_somebody_looks(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await _answers(fatima, 5, worry="Hij slaat mij en ik ben bang voor vanavond")
    main = fatima.page.split("<main", 1)[1]
    assert main.index("help-card") < main.index("Uw antwoord is bewaard.")
    assert WorkKind.POSSIBLY_URGENT in {item.kind for item in await on_lists(kring)}


async def test_a_goal_that_ended_meanwhile_is_told_and_the_rest_kept(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await _fill_in(fatima, 6, 7, well=PROUD)
    turn = await turn_of(kring, "fatima")
    assert turn is not None
    async with kring.unit() as uow:
        plan = await uow.plans.of(kring.cast.families["Ster"].id)
        assert plan is not None
        stand = plan.stands[0]
        await uow.plans.keep_stand(replace(stand, ended_at=uow.now, end=GoalEnd.STOPPED))
    await fatima.post(ADDRESS, form)
    assert "is intussen weg uit het plan" in fatima.page
    assert len(await _given(kring)) == 1


async def test_an_answer_that_comes_late_counts_for_its_own_round(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await _fill_in(fatima, 4, 4)
    first = await newest_round(kring)
    await kring.move_to("2026-12-07 09:30")
    assert (await newest_round(kring)).id != first.id
    await comes_back(kring, fatima)
    await fatima.get(f"{ADDRESS}/{form['turn']}")
    assert "Deze week is al voorbij. Uw antwoord telt nog mee." in fatima.page
    await fatima.post(ADDRESS, form)
    assert fatima.status == 200
    async with kring.reading() as uow:
        history = await uow.check_ins.history(kring.cast.families["Ster"].id)
    counted = {one.week.isoformat(): history.turns[one.id] for one in history.rounds}
    assert [len(turn.scores) for turn in counted["2026-11-30"] if turn.has_answered] == [2]
    assert not any(turn.has_answered for turn in counted["2026-12-07"])


async def test_what_makes_no_sense_is_shown_again_with_all_that_was_typed(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.post(ADDRESS, await _fill_in(fatima))
    assert (fatima.status, "Kies bij een doel wat past" in fatima.page) == (422, True)
    for value in ("11", "-1", "x", "99999"):
        form = await _fill_in(fatima, well=PROUD)
        await fatima.post(ADDRESS, form | {goal_fields(fatima)[0]: value})
        assert fatima.status == 422
        assert box(fatima, "well") == PROUD
    too_long = "Ik vertel. " * 200
    await fatima.post(ADDRESS, await _fill_in(fatima, 6, well=too_long))
    assert fatima.status == 422
    assert box(fatima, "well") == too_long.strip()
    assert await _given(kring) == []
    await _answers(fatima, 6, well=PROUD)
    assert await unsent(kring, "fatima") == ""


async def test_what_is_typed_is_kept_while_typing_and_comes_back(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.get("/schrijven")
    await fatima.post("/schrijven/concept", {"text": "Een bericht.\n\nNog een regel."})
    form = await _fill_in(fatima)
    await fatima.post(f"{ADDRESS}/concept", form | {"worry": "Regel 1\n\nRegel 2", "well": PROUD})
    await fatima.get(ADDRESS)
    assert "Dit typte u eerder." in fatima.page
    assert (box(fatima, "worry"), box(fatima, "well")) == ("Regel 1\n\nRegel 2", PROUD)
    await _answers(fatima, 6)
    await fatima.get(ADDRESS)
    assert (box(fatima, "worry"), "Dit typte u eerder." in fatima.page) == ("", False)
    assert await unsent(kring, "fatima") == "Een bericht.\n\nNog een regel."


async def test_what_is_sent_after_the_window_closed_by_itself_is_there_after_the_pin(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await _fill_in(fatima, 6, worry=PROUD)
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=6))
    await fatima.post(ADDRESS, form | {"csrf": fatima.csrf})
    assert fatima.path == "/slot"
    assert "tekst is bewaard" in fatima.page
    assert PROUD not in fatima.page
    assert await _given(kring) == []
    await comes_back(kring, fatima)
    await fatima.get(ADDRESS)
    assert box(fatima, "worry") == PROUD
    empty = await _fill_in(fatima) | {"worry": "", "csrf": fatima.csrf}
    kring.stand_in.clock.move_to(kring.now + timedelta(minutes=6))
    await fatima.post(f"{ADDRESS}/concept", empty)
    assert PROUD in await unsent(kring, "fatima")


async def test_a_form_of_before_the_pin_shows_what_stood_in_it(
    kring: KringUnderTest, fatima: Browser
) -> None:
    form = await _fill_in(fatima, 6, worry=PROUD) | {"csrf": fatima.csrf}
    await comes_back(kring, fatima)
    await fatima.post(ADDRESS, form)
    assert (fatima.status, box(fatima, "worry")) == (403, PROUD)
    assert list(chosen(fatima).values()) == ["6"]
    await fatima.post(ADDRESS, form | {"csrf": fatima.csrf})
    assert await _given(kring) == [6]


async def test_nobody_answers_for_another_and_the_young_person_reads_je(
    kring: KringUnderTest, fatima: Browser, a_browser: Opens
) -> None:
    form = await _fill_in(fatima, 6, worry=PROUD)
    await fatima.post(ADDRESS, form)
    noor = await comes_inside(kring, a_browser(), NOOR)
    await noor.get(ADDRESS)
    assert "Waar maak je je zorgen over?" in noor.page
    assert len(goal_fields(noor)) == 1
    assert PROUD not in noor.page
    await noor.get(f"{ADDRESS}/{form['turn']}")
    assert noor.status == 404
    await noor.get(ADDRESS)
    await noor.post(ADDRESS, form)
    assert noor.status == 404
    jan = await comes_inside(kring, a_browser(), JAN)
    await jan.get(ADDRESS)
    assert "Er is nu niets te vragen" in jan.page
    for path in (f"{ADDRESS}/x", f"{ADDRESS}/{form['turn']}"):
        await jan.get(path)
        assert jan.status == 404


async def test_a_pause_and_a_professionals_part_change_nothing_of_ones_own(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.get("/instellingen")
    await fatima.post("/instellingen/hoe-gaat-het/pauze", {"rounds": "off"})
    assert "Wij vragen nu niet hoe het gaat." in fatima.page
    assert (await rhythm_of(kring, "fatima")).paused_since is not None
    await _answers(fatima, 6)
    of = await newest_round(kring)
    await does(
        kring,
        checkins.score_as_professional,
        manager_of(kring.cast),
        round=of.id,
        scores={},
        remark=Secret("Goed"),
    )
    assert await _given(kring) == [6]
    await fatima.get("/instellingen")
    await fatima.post("/instellingen/hoe-gaat-het/pauze", {"rounds": "on"})
    assert (await rhythm_of(kring, "fatima")).paused_since is None


async def test_the_first_load_stays_light_with_five_goals(kring: KringUnderTest, fatima: Browser) -> None:
    more = [
        Wish(symbol, name, ("fatima",), "Wij doen dit samen. " * 15)
        for symbol, name in zip("🎈🚲📚", "abc", strict=True)
    ]
    await established(kring, goals=(*TWO_GOALS, *more))
    for path in (ADDRESS, "/plan", "/plan/voorstel", "/verloop", "/instellingen", "/thuis"):
        page = await fatima.get(path)
        weight = len(page.content)
        for asset in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', fatima.page)):
            answer = await fatima.client.get(fatima.url + asset, headers={"accept-encoding": "gzip"})
            weight += int(answer.headers["content-length"])
        assert fatima.status == 200
        assert 10_000 < weight < 50_000, (path, weight)
