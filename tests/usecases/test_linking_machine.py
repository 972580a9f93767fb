"""Linking under attack by chance: never two accounts on one invitation, never a link without the right words.

One account can be somebody in each of two families, and never two people of one.
"""

import asyncio
import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from domain.actors import Administrator, CaseManager
from tests.support.cast import Cast, Files
from tests.usecases.telephones import Telephone, confirm, invitation, invite, wrong
from tests.usecases.world import ADMINISTRATOR, World, opened
from usecases.linking import Issued

PHONES = (7001, 7002)
OWN = {"wil": "sanne", "noor": "sanne", "lotte": "mehmet"}

Shown = tuple[Issued, str, int, str]
"""An invitation, for whom, on which telephone the words were shown, and the words."""


class Linking(RuleBasedStateMachine):
    """Three telephones, three people of two families, two gezinsmanagers and an administrator."""

    invitations: Bundle[tuple[Issued, str]] = Bundle("invitations")
    shown: Bundle[Shown] = Bundle("shown")

    def __init__(self, files: Files, cast: Cast) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opening = opened(files, cast)
        self.world: World = self.runner.run(self.opening.__aenter__())
        self.opened_by: dict[Issued, bytes] = {}
        self.latest: dict[str, Issued] = {}
        self.used: set[Issued] = set()
        self.links = self._links()

    def teardown(self) -> None:
        self.runner.run(self.opening.__aexit__(None, None, None))
        self.runner.close()

    @rule(target=invitations, key=st.sampled_from(sorted(OWN)), as_administrator=st.booleans())
    def somebody_is_invited(self, key: str, as_administrator: bool) -> tuple[Issued, str]:
        issued = self.runner.run(
            invite(self.world, key, ADMINISTRATOR if as_administrator else self._who(OWN[key]))
        )
        self.latest[key] = issued
        return issued, key

    @rule(user=st.sampled_from(PHONES), which=invitations)
    def a_link_is_opened(self, user: int, which: tuple[Issued, str]) -> None:
        issued, _ = which
        account = self.runner.run(self._phone(user).account())
        if self.runner.run(self._phone(user).opens(issued)):
            assert self.opened_by.setdefault(issued, account) == account

    @rule(target=shown, user=st.sampled_from(PHONES), which=invitations, is_right=st.booleans())
    def a_code_is_typed(
        self, user: int, which: tuple[Issued, str], is_right: bool
    ) -> Shown | MultipleResults[Shown]:
        issued, key = which
        code = issued.code.reveal() if is_right else wrong(issued)
        words = self.runner.run(self._phone(user).types(code))
        if words is None:
            return multiple()
        assert is_right
        assert self.opened_by[issued] == self.runner.run(self._phone(user).account())
        assert self.latest[key] == issued
        return issued, key, user, " ".join(words)

    @rule(target=shown, user=st.sampled_from(PHONES), key=st.sampled_from(sorted(OWN)))
    def somebody_is_invited_and_gets_as_far_as_the_words(
        self, user: int, key: str
    ) -> Shown | MultipleResults[Shown]:
        invited = self.somebody_is_invited(key, as_administrator=False)
        self.a_link_is_opened(user, invited)
        return self.a_code_is_typed(user, invited, is_right=True)

    @rule(which=shown, by=st.sampled_from(["sanne", "mehmet", "administrator"]))
    def the_words_are_typed(self, which: Shown, by: str) -> None:
        issued, key, user, words = which
        account = self.runner.run(self._phone(user).account())
        before = self.links
        if not self.runner.run(confirm(self.world, words, self._who(by))):
            assert self._links() == self.links
            return
        assert by in (OWN[key], "administrator")
        assert self.latest[key] == issued
        assert issued not in self.used
        # In another family the same account may be somebody already; in this one only who was meant.
        family = self._family(self.world.id(key).bytes)
        there = {holder for _, holder, of in before if of == account and self._family(holder) == family}
        assert there <= {self.world.id(key).bytes}
        assert {row for row in before if row[1] != self.world.id(key).bytes} <= self._links()
        assert self.world.clock.now < self.runner.run(invitation(self.world, issued)).expires_at
        self.used.add(issued)
        (new,) = self._links() - self.links
        assert new[1:] == (self.world.id(key).bytes, account)
        self.links = self._links()

    @rule(words=st.sampled_from(["onzin praat", ""]), by=st.sampled_from(["sanne", "mehmet"]))
    def other_words_are_typed(self, words: str, by: str) -> None:
        assert not self.runner.run(confirm(self.world, words, self._who(by)))

    @rule(hours=st.sampled_from([1, 24, 71]))
    def time_passes(self, hours: int) -> None:
        self.world.clock.now += timedelta(hours=hours)

    @invariant()
    def nobody_is_linked_without_the_words(self) -> None:
        assert self._links() == self.links

    @invariant()
    def a_telephone_belongs_to_one_in_a_family_and_one_has_one_telephone(self) -> None:
        holders = [holder for _, holder, _ in self._links()]
        assert len(holders) == len(set(holders))
        # Each of the professionals has a telephone of their own.
        accounts = [(account, self._family(holder)) for _, holder, account in self._links()]
        assert len(accounts) == len(set(accounts))

    def _links(self) -> frozenset[tuple[Any, ...]]:
        in_force = "SELECT id, holder, account FROM links WHERE ended_at IS NULL"
        return frozenset(self.world.rows(in_force))

    def _family(self, holder: bytes) -> bytes | None:
        """Of which family this holder of a link is; a professional is of none."""
        people = self.world.cast.people.values()
        return next((one.family.bytes for one in people if one.id.bytes == holder), None)

    def _phone(self, user: int) -> Telephone:
        return Telephone(self.world, user)

    def _who(self, key: str) -> CaseManager | Administrator:
        people: dict[str, CaseManager | Administrator] = {
            "sanne": self.world.sanne,
            "mehmet": self.world.mehmet,
            "administrator": ADMINISTRATOR,
        }
        return people[key]


def test_no_sequence_of_steps_links_the_wrong_account(template: tuple[Files, Cast], tmp_path: Path) -> None:
    number = itertools.count()

    class Here(Linking):
        def __init__(self) -> None:
            super().__init__(template[0].copied_to(tmp_path / str(next(number))), template[1])

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=80,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
