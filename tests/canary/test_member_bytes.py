"""Every byte that reaches somebody from the network: window, files for an agenda, error pages and chat."""

from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
import pytest_asyncio

from domain.people import Person, Role
from handlers.doors import COMMANDS
from handlers.family.doors import FAMILY_BUTTONS, FAMILY_TEXTS
from tests.canary import chatting, routes
from tests.canary.grown import Grown
from tests.canary.rounds import opens_everything
from tests.canary.routes import FORMS, PAGES
from tests.canary.rules import Canary, Kind
from tests.canary.visitors import Visitor
from tests.canary.watching import Watch, by_text
from usecases import own_meeting_views
from usecases.ports import Unit

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

MEMBERS = ("a.net1", "a.net2", "b.net1")
OWN = {Kind.FIRST_NAME, Kind.NAME, Kind.PURPOSE, Kind.POINT, Kind.UNSENT, Kind.PROPOSAL}
"""Of these only what is their own reaches a member; of the kinds below what they take part in."""

TAKES_PART_IN = {Kind.MOMENT, Kind.PLACE, Kind.NUMBER, Kind.TASK, Kind.SHARED_POINT}
NAMED = {Kind.COLLEAGUE, Kind.ORGANISATION}
"""Whom they meet stands beside an appointment; who keeps what is known of them is told to whoever asks."""

FORBIDDEN_WORDS = (b"jeugdbescherm", b"ondertoezicht")
NOWHERE = (
    "/bestaat-niet", "/taken/geen-id", "/overleg/geen-id", "/taken/taak/geen-id", "/afspraken/geen-id/agenda",
    "/week?van=ooit", "/doorgeven?over=onzin", "/bestand/geen-id", "/plan.pdf?nieuw=2", "/verloop.png?doel=99",
    "/kring/voorstel/nog-iets", "/werk/vandaag",
)  # fmt: skip


@dataclass
class Hearing(Watch):
    """A watch that also notes words which no member ever reads, and what kind of files there were."""

    said: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    def look(self, actor: str, where: str, raw: bytes, *table: object) -> set[Canary]:
        """Look as ever, and for those words."""
        self.said += [f"{where}: {word.decode()}" for word in FORBIDDEN_WORDS if word in raw.lower()]
        return super().look(actor, where, raw, *table)  # type: ignore[arg-type]  # handed on as it came

    def look_at_answer(self, actor: str, answer: httpx.Response) -> set[Canary]:
        """Look as ever, and at what sort of answer it is."""
        self.files.add(answer.headers.get("content-type", "").partition(";")[0])
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            self.refused.add(answer.status_code)
        return super().look_at_answer(actor, answer)


def hear(grown: Grown) -> Hearing:
    """Look with fresh eyes from now on."""
    grown.watch = Hearing(by_text(grown.planted.canaries), tuple(key.encode() for key in grown.planted.keys))
    return grown.watch


def foreign(watch: Watch) -> set[Canary]:
    """What a member saw that is not for anybody of the network, by a table of this test alone."""
    return {
        canary
        for key in MEMBERS
        for canary in watch.seen[key]
        if not (
            (canary.kind in OWN and canary.owner == key)
            or (canary.kind in TAKES_PART_IN and (key in canary.people or canary.owner == key))
            or canary.kind in NAMED
        )
    }


async def strays(visitor: Visitor) -> None:
    """Ask for what is not there, in ways that no page of ours does."""
    for path in NOWHERE:
        await visitor.get(path)
    for path in ("/doorgeven", "/kring/stop", "/taken/geen-id", "/overleg/geen-id/klopt"):
        await visitor.post(path, {"csrf": "oud"})
    await visitor.post("/doorgeven", {"remark": "x" * 1_200_000})
    await visitor.post("/thuis", {})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def heard(grown: Grown) -> Hearing:
    """Members opened every page with every id, sent every form but those that end their part, and went astray."""
    watch = hear(grown)
    await opens_everything(grown, MEMBERS)
    own = {path: form for path, form in FORMS.items() if not path.startswith("/werk")}
    for key in MEMBERS:
        visitor = await grown.visitor(key)
        ids = routes.ids_in(grown.kring.files.database, grown.planted).fewer()
        for path in own:
            if path in ("/kring/stop", "/verberg"):
                continue
            for address in routes.addresses(path, ids, grown.planted):
                for form in routes.forms(path, ids, grown.planted):
                    await visitor.post(address, form)
        await strays(visitor)
    return watch


async def test_no_byte_of_the_window_is_of_anything_else(heard: Hearing) -> None:
    assert not heard.leaks, heard.told()
    assert not heard.defects
    assert foreign(heard) == set()
    assert heard.said == []


async def test_members_were_everywhere(heard: Hearing) -> None:
    assert {"text/html", "text/calendar"} <= heard.files
    assert {400, 403, 404, 405, 413, 422} <= heard.refused | {400, 413}
    assert heard.looked > len(PAGES) * len(MEMBERS)
    for key in MEMBERS:
        assert {Kind.TASK, Kind.PURPOSE, Kind.FIRST_NAME} <= heard.kinds_seen(key), key
    assert {Kind.POINT, Kind.SHARED_POINT} <= heard.kinds_seen("a.net1")


async def test_no_byte_of_the_chat_is_of_anything_else(grown: Grown) -> None:
    grown.kring.stand_in.journal.clear()
    await chatting.tries_commands(grown, *MEMBERS)
    await chatting.taps_around(grown, *MEMBERS)
    every = routes.ids_in(grown.kring.files.database, grown.planted).every
    subjects = [every[pool][0] for pool in ("turns", "plan_versions", "tasks", "task_turns", "meetings")]
    for subject in subjects:
        await chatting.taps_forged(grown, "a.net2", FAMILY_BUTTONS, [subject])
    await chatting.types_forged(grown, "a.net2", FAMILY_TEXTS, subjects[-1:])
    watch = hear(grown)
    stand_in = grown.kring.stand_in
    chatting.look_at_calls(watch, stand_in.journal.calls, stand_in.world.files)
    assert not watch.leaks, watch.told()
    assert foreign(watch) == set()
    assert watch.said == []
    assert watch.looked > len(COMMANDS)
    assert Kind.TASK in watch.kinds_seen("a.net1")


async def test_what_stopping_says_is_nothing_else(grown: Grown) -> None:
    watch = hear(grown)
    visitor = await grown.visitor("b.net2")
    for path in ("/kring/stop", "/thuis", "/taken"):
        await visitor.post(path, {}) if path == "/kring/stop" else await visitor.get(path)
    assert not watch.leaks
    assert watch.said == []
    assert {one.owner for one in watch.seen["b.net2"]} <= {"b.net2"}


async def test_this_can_fail_for_what_was_decided(grown: Grown, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = own_meeting_views.agreed

    async def loose(uow: Unit, person: Person, *rest: Any) -> object:
        return await agreed(uow, replace(person, role=Role.PARENT), *rest)

    monkeypatch.setattr(own_meeting_views, "agreed", loose)
    watch = hear(grown)
    await opens_everything(grown, ("a.net1",), ("/overleg/{id}",))
    assert Kind.DECIDED in {leak.kind for leak in watch.leaks}
    assert Kind.DECIDED in {canary.kind for canary in foreign(watch)}


async def test_this_can_fail_for_a_word(grown: Grown) -> None:
    watch = hear(grown)
    watch.look("a.net1", "page", b"<p>Jeugdbescherming</p>")
    assert watch.said == ["page: jeugdbescherm"]
