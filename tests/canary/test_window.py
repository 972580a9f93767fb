"""No foreign canary in any byte of the window: every address, every id, as everybody; and the test can fail."""

import pytest
import pytest_asyncio

from tests.canary import routes
from tests.canary.grown import Grown
from tests.canary.planting import TALKERS
from tests.canary.planting_circle import COMES
from tests.canary.rounds import LIKE_ANOTHER, opens_everything, posts_everything
from tests.canary.rules import ACTORS, MANAGER_OF, PEOPLE, STRANGER, Kind
from tests.canary.watching import NEUTRAL, Watch

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

WHO_POST = (
    STRANGER,
    "a.mother",
    "a.father",
    "a.young1",
    "a.net1",
    "b.mother",
    "carla",
    "bram",
    "tess",
    "anna",
)
"""Whoever changes least comes first, so that there is still everything to be refused."""

OF_THE_DESK = {
    Kind.NAME, Kind.FIRST_NAME, Kind.SAID, Kind.PASSED_ON, Kind.ANSWERED, Kind.TAKEN_BACK, Kind.FILE, Kind.NUMBER,
    Kind.MOMENT, Kind.PROPOSAL, Kind.ALIAS, Kind.COLLEAGUE, Kind.ORGANISATION, Kind.TASK, Kind.PURPOSE, Kind.POINT,
    Kind.MEMBER_PROPOSED,
}  # fmt: skip


async def test_every_address_is_known_here() -> None:
    assert routes.served() == routes.known()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(grown: Grown) -> Watch:
    """Everybody has opened everything."""
    watch = grown.watched_anew()
    await opens_everything(grown, ACTORS)
    return watch


async def test_nobody_opens_what_is_not_theirs(opened: Watch) -> None:
    assert not opened.leaks, opened.told()
    assert not opened.defects
    assert opened.looked > 1_000


async def test_no_address_and_no_title_says_anything(opened: Watch) -> None:
    assert opened.addresses == []
    assert opened.titles == {NEUTRAL}


@pytest.mark.parametrize("key", PEOPLE)
async def test_everybody_sees_what_is_theirs(opened: Watch, key: str) -> None:
    expected = {Kind.FIRST_NAME, Kind.MOMENT, Kind.PURPOSE}
    expected |= set() if key.endswith("young2") else {Kind.TASK}
    if key in TALKERS:
        expected |= {Kind.SAID, Kind.ANSWERED, Kind.COLLEAGUE, Kind.UNSENT}
    if not key.endswith(LIKE_ANOTHER):
        expected |= {Kind.NUMBER}
        expected |= {Kind.PLACE} if key.startswith("a.") else set()
        expected |= {Kind.FILE} if key in TALKERS else set()
        expected |= {Kind.PROPOSAL} if key == "a.father" else set()
        expected |= {Kind.POINT, Kind.SHARED_POINT} if key.endswith(COMES) else set()
        expected |= {Kind.DECIDED, Kind.MEMBER_PROPOSED} if key.endswith("mother") else set()
    assert opened.kinds_seen(key) >= expected


@pytest.mark.parametrize("key", ["anna", "bram", "carla"])
async def test_the_desk_sees_what_is_entrusted_to_it(opened: Watch, key: str) -> None:
    seen = opened.kinds_seen(key)
    assert seen >= OF_THE_DESK | ({Kind.HIDDEN_PLACE} if key == "bram" else {Kind.PLACE})
    assert (Kind.DRAFT in seen, Kind.OFFICE_UNSENT in seen) == (key != "carla", key != "carla")


async def test_nobody_gets_by_a_form_what_is_not_theirs(grown: Grown) -> None:
    watch = grown.watched_anew()
    await posts_everything(grown, WHO_POST)
    await opens_everything(grown, ("a.father", "b.mother"))
    assert not watch.leaks, watch.told()
    assert not watch.defects


async def test_a_search_finds_nobody_of_a_colleague(grown: Grown) -> None:
    watch = grown.watched_anew()
    visitor = await grown.visitor("bram")
    names = [c for c in grown.planted.canaries if c.kind is Kind.NAME and MANAGER_OF[c.family] == "anna"]
    for canary in names:
        for path, name in (("/werk/gezinnen/zoek", "zoek"), ("/werk/berichten", "q")):
            answer = await visitor.post(path, {name: canary.text})
            found = watch.found_in(answer.content.replace(canary.text.encode(), b""))
            assert not {c for c in found if c.family}, path
