"""The window under attack by chance: nobody is in without a PIN, nobody gets a sixth try."""

import asyncio
import itertools
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.keyrings import PIN_TRIES, PinLocked, PinTooSoon
from domain.window import EntryFailed, Needs, Session, SessionOver
from tests.support.cast import Cast, Files
from tests.usecases.browsers import OTHER_PIN, PIN, Browser, give_link
from tests.usecases.world import World, opened
from usecases import keyrings
from usecases.keyrings import Given

PEOPLE = ("fatima", "noor")
BROWSERS = 4


class Window(RuleBasedStateMachine):
    """Two people, four browsers, a gezinsmanager, and claims whose outcome is sometimes never heard."""

    def __init__(self, files: Files, cast: Cast) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opening = opened(files, cast)
        self.world: World = self.runner.run(self.opening.__aenter__())
        self.browsers = [Browser(self.world) for _ in range(BROWSERS)]
        self.owner: dict[int, str] = {}
        self.links: dict[str, Given] = {}
        self.codes: dict[str, str] = {}
        self.pin: dict[str, str | None] = dict.fromkeys(PEOPLE)
        self.asked: dict[str, bool] = dict.fromkeys(PEOPLE, False)
        self.tries: dict[str, int] = dict.fromkeys(PEOPLE, 0)
        self.claimed: list[tuple[int, Session]] = []
        self.proven: set[int] = set()
        self.opened: set[int] = set()

    def teardown(self) -> None:
        self.runner.run(self.opening.__aexit__(None, None, None))
        self.runner.close()

    @rule(key=st.sampled_from(PEOPLE))
    def a_link_is_given(self, key: str) -> None:
        self.links[key] = self.runner.run(give_link(self.world, key))
        self.codes[key] = self.links[key].code.reveal()

    @rule(n=st.integers(0, BROWSERS - 1), key=st.sampled_from(PEOPLE), by_link=st.booleans())
    def somebody_comes(self, n: int, key: str, by_link: bool) -> None:
        browser = self.browsers[n]
        if by_link and key not in self.links:
            return
        try:
            self.runner.run(browser.follows(self.links[key]) if by_link else browser.launches(key))
        except EntryFailed:
            return
        self.owner[n] = key
        self._forget(n)

    @rule(n=st.integers(0, BROWSERS - 1), is_right=st.booleans())
    def a_code_is_typed(self, n: int, is_right: bool) -> None:
        if not self._is_here(n):
            return
        key = self.owner[n]
        code = self.codes.get(key, "123456")
        typed = code if is_right else f"{(int(code) + 1) % 10**6:06}"
        if self.runner.run(self.browsers[n].gives(typed)):
            assert is_right
            self.proven.add(n)

    @rule(n=st.integers(0, BROWSERS - 1), pin=st.sampled_from([PIN, OTHER_PIN]))
    def a_pin_is_chosen(self, n: int, pin: str) -> None:
        if not self._is_here(n):
            return
        key = self.owner[n]
        try:
            self.runner.run(self.browsers[n].chooses(pin))
        except SessionOver:
            return
        assert self.pin[key] is None
        assert not self.asked[key] or n in self.proven
        self.pin[key], self.tries[key], self.asked[key] = pin, 0, False
        self.opened.add(n)

    @rule(n=st.integers(0, BROWSERS - 1))
    def a_try_is_claimed(self, n: int) -> None:
        if not self._is_here(n):
            return
        before = self._claims()
        try:
            session = self.runner.run(self.browsers[n].claims())
        except (PinLocked, PinTooSoon):
            return
        self.tries[self.owner[n]] += self._claims() - before
        self.claimed.append((n, session))

    @precondition(lambda self: self.claimed)
    @rule(data=st.data(), pin=st.sampled_from([PIN, OTHER_PIN]))
    def a_try_is_judged(self, data: st.DataObject, pin: str) -> None:
        n, session = data.draw(st.sampled_from(self.claimed))
        key = self._holder(session)
        browser = Browser(self.world)
        try:
            is_in = self.runner.run(browser.judged(session, pin))
        except SessionOver:
            return
        if is_in:
            assert self.pin[key] == pin
            assert self.tries[key] <= PIN_TRIES
            self.tries[key] = 0
            self.browsers[n], self.owner[n] = browser, key
            self._forget(n)
            self.opened.add(n)

    @rule(key=st.sampled_from(PEOPLE))
    def a_person_restores(self, key: str) -> None:
        person = self.world.id(key)
        code = self.runner.run(self.world.do(keyrings.restore, self.world.sanne, person=person, spoken=True))
        self.codes[key] = code.reveal()
        self.pin[key], self.tries[key], self.asked[key] = None, 0, True

    @rule(seconds=st.sampled_from([1, 6, 31, 121, 301]))
    def time_passes(self, seconds: int) -> None:
        self.world.clock.now += timedelta(seconds=seconds)

    @invariant()
    def nobody_is_in_without_a_pin(self) -> None:
        for n in range(BROWSERS):
            if self._is_here(n) and self.runner.run(self.browsers[n].needs()) is Needs.NOTHING:
                assert n in self.opened
                assert self.pin[self.owner[n]] is not None

    @invariant()
    def nobody_has_more_than_five_tries(self) -> None:
        assert all(count <= PIN_TRIES for count in self.tries.values())
        for key in PEOPLE:
            if self.tries[key] == PIN_TRIES:
                (locked,) = self.world.rows(
                    "SELECT locked_at FROM keyrings WHERE id = ?", self.world.id(key).bytes
                )[0]
                assert locked is not None

    def _is_here(self, n: int) -> bool:
        return self.runner.run(self.browsers[n].session()) is not None

    def _forget(self, n: int) -> None:
        self.proven.discard(n)
        self.opened.discard(n)

    def _claims(self) -> int:
        return int(self.world.rows("SELECT coalesce(sum(claims), 0) FROM sessions")[0][0])

    def _holder(self, session: Session) -> str:
        return next(key for key in PEOPLE if self.world.id(key) == session.holder.person)


def test_no_sequence_of_steps_opens_it_for_the_wrong_one(
    template: tuple[Files, Cast], tmp_path: Path
) -> None:
    number = itertools.count()

    class Here(Window):
        def __init__(self) -> None:
            super().__init__(template[0].copied_to(tmp_path / str(next(number))), template[1])

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
