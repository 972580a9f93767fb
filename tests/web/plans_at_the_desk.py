"""What the tests of the plan and the summary at the desk share: a filled form, and weeks of check-ins that went by."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.clock import parse_instant
from domain.checkins import Question
from domain.people import FamilyId
from domain.plans import GoalId, Plan
from domain.rounds import Round
from domain.secret import Secret
from tests.support.desk import case_manager
from tests.support.plans_made import FOOTBALL
from tests.support.world import KringUnderTest
from tests.web.plan_pages import talker
from usecases import checkins

FIRST_MONDAY = parse_instant("2026-11-30 09:30")
"""In the week of the first round of a plan that is established when a test begins."""


def here(kring: KringUnderTest, family: str = "Ster") -> str:
    """The address of a family."""
    return f"/werk/gezin/{kring.cast.families[family].id}"


def family_id(kring: KringUnderTest, family: str = "Ster") -> FamilyId:
    """Its id."""
    return kring.cast.families[family].id


def a_form(kring: KringUnderTest, **more: Any) -> dict[str, Any]:
    """What somebody types for a plan with one goal; ``more`` replaces fields of it."""
    people = [str(kring.cast.people[key].id) for key in ("fatima", "noor")]
    return {
        "goed": "Jullie lachen veel samen.",
        "zorgen": "De avonden zijn druk.",
        "nodig": "Rust aan tafel.",
        "kader": "voluntary",
        "moet": "De kinderen gaan elke dag naar school.",
        "keuze": "Bij wie de kinderen logeren.",
        "wie": people,
        "d0_woorden": FOOTBALL.words,
        "d0_teken": FOOTBALL.symbol,
        "d0_naam": FOOTBALL.nickname,
        "d0_nul": "Elke zaterdag ruzie",
        "d0_tien": "Iedereen gaat blij mee",
        "d0_helpers": "Oma rijdt",
        "d0_wie": people,
        "d0_s0_wat": "Tas klaarzetten op vrijdag",
        "d0_s0_wie": "Noor",
        "d0_s0_voor": "2026-12-11",
        **more,
    }


async def plan_of(kring: KringUnderTest, family: str = "Ster") -> Plan:
    """The plan as it stands."""
    async with kring.reading() as uow:
        found = await uow.plans.of(family_id(kring, family))
    assert found is not None
    return found


async def scores(
    kring: KringUnderTest, key: str, given: Mapping[str, int], said: Mapping[Question, str] | None = None
) -> None:
    """Somebody answers the newest round: by the nickname of each goal, and in words."""
    plan = await plan_of(kring)
    by_name = {goal.nickname: goal.id for goal in plan.open_goals}
    words = {question: Secret(text) for question, text in (said or {}).items()}
    async with kring.unit() as uow:
        own = await checkins.see(uow, talker(kring, key))
        assert own is not None
        found = {GoalId(by_name[name]): value for name, value in given.items()}
        await checkins.answer(uow, talker(kring, key), turn=own.turn.id, scores=found, words=words)
    await kring.idle()


async def week_passes(
    kring: KringUnderTest,
    monday: int,
    given: Mapping[str, Mapping[str, int]],
    said: Mapping[str, Mapping[Question, str]] | None = None,
) -> Round:
    """The round of a week, counted from 0: people answer on Saturday, and on Sunday evening it closes."""
    begin = FIRST_MONDAY + timedelta(weeks=monday)
    await _at(kring, begin)
    await _at(kring, begin + timedelta(days=5, hours=1))
    for key, numbers in given.items():
        await scores(kring, key, numbers, (said or {}).get(key))
    await _at(kring, begin + timedelta(days=6, hours=11))
    async with kring.reading() as uow:
        found = await uow.check_ins.newest_round(family_id(kring))
    assert found is not None
    return found


async def adds(kring: KringUnderTest, given: Mapping[str, int], remark: str = "") -> None:
    """The gezinsmanager's own part of the newest round."""
    plan = await plan_of(kring)
    by_name = {goal.nickname: goal.id for goal in plan.open_goals}
    async with kring.unit() as uow:
        newest = await uow.check_ins.newest_round(family_id(kring))
        assert newest is not None
        await checkins.score_as_professional(
            uow,
            case_manager(kring),
            round=newest.id,
            scores={by_name[name]: value for name, value in given.items()},
            remark=Secret(remark),
        )


async def _at(kring: KringUnderTest, moment: datetime) -> None:
    kring.stand_in.clock.move_to(moment)
    await kring.machine.timers.look()
    kring.machine.house.wake()
    await kring.idle()
