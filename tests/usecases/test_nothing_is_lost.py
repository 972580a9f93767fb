"""Chance against delivery: what does not arrive is on a list, nothing comes more than twice, nobody is woken."""

import asyncio
import itertools
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.appointments import Answer
from domain.calendar import QuietHours
from domain.delivery import Failure
from tests.support.cast import Cast, Files
from tests.usecases.life import PEOPLE, Life
from tests.usecases.world import DIED, SLOW, UNSEEN, opened

Act = tuple[str, tuple[Any, ...]]
NUMBER = itertools.count()

HOURS = st.sampled_from([0.5, 2, 14, 20, 26, 50, 200])
WHICH = st.integers(0, 1)
WHO = st.sampled_from(PEOPLE)
MINUTES = st.sampled_from([1, 11, 11, 60, 400, 1500])
FATES = st.sampled_from(
    [
        None,
        UNSEEN,
        DIED,
        SLOW,
        Failure.UNKNOWN,
        Failure.BLOCKED,
        Failure.DEFECT,
        Failure.RETRY,
        timedelta(minutes=40),
    ]
)
QUIET = st.sampled_from(
    [QuietHours(time(20), time(9)), QuietHours(time(0), time(0)), QuietHours(time(8), time(15))]
)


def _acts(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    return st.tuples(st.just(name), st.tuples(*arguments))


ACTS = st.one_of(
    # What stands here twice happens twice as often.
    _acts("wait", MINUTES),
    _acts("wait", MINUTES),
    _acts("wait", MINUTES),
    _acts("sleep", MINUTES),
    _acts("meet", FATES, st.just(False)),
    _acts("meet", FATES, st.just(False)),
    _acts("meet", FATES, st.just(True)),
    _acts("loosen", st.booleans()),
    _acts("move", WHICH, HOURS),
    _acts("move", WHICH, HOURS),
    _acts("cancel", WHICH),
    _acts("cancel", WHICH),
    _acts("restore", WHICH),
    _acts("delay", WHICH, st.sampled_from([10, 40])),
    _acts("answer", WHICH, WHO, st.sampled_from([Answer.COMING, Answer.CANNOT, Answer.OTHER_TIME])),
    _acts("call", st.booleans()),
    _acts("look", WHO),
    _acts("set", WHO, st.sampled_from(["pause", "resume", "blocked", "unblocked"])),
    _acts("choose", QUIET),
    _acts("come_back"),
    _acts("plan", HOURS, st.just("fatima")),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(hours=HOURS, has_telephone=st.booleans(), acts=st.lists(ACTS, min_size=8, max_size=24))
def test_whatever_happens_nothing_is_silently_lost(
    template: tuple[Files, Cast],
    tmp_path_factory: pytest.TempPathFactory,
    hours: float,
    has_telephone: bool,
    acts: list[Act],
) -> None:
    files = template[0].copied_to(tmp_path_factory.getbasetemp() / "lives" / str(next(NUMBER)))
    asyncio.run(_live(files, template[1], hours, has_telephone, acts))


async def _live(files: Files, cast: Cast, hours: float, has_telephone: bool, acts: list[Act]) -> None:
    async with opened(files, cast) as world:
        life = Life(world)
        if not has_telephone:
            await world.unlink("wil")
        await life.plan(hours, *PEOPLE)
        for name, arguments in acts:
            if name == "plan" and len(life.made) > 1:
                continue
            await getattr(life, name)(*arguments)
            await life.assert_all_is_well()
        await life.assert_nothing_was_lost()
