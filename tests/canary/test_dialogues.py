"""After whatever dialogue, nothing that was said in the consulting room is left in, or was ever sent to, any chat."""

import json
import random
import re
from collections.abc import AsyncIterator, Iterable, Iterator

import pytest
import pytest_asyncio

from bot.settings import load
from demo.chats import Posted
from handlers.family import typed
from handlers.views.view import View
from tests.canary.dialogue import EVERYBODY, PRIVATE, Dialogue
from tests.support.cast import Cast, Files
from tests.support.window import free_port
from tests.support.world import KringUnderTest, environment_for, world
from usecases import threads

SEEDS = range(5)
STEPS = 40
NAMES = re.compile(
    r"\b(fatima|noor|lotte|sanne|mehmet|jan|wil|ria)\b|amrani|de wit|jansen|bakker|vermeulen|demir|postma|jeugdhuis",
    re.IGNORECASE,
)
ASKED_FOR = "Jeugdhuis Delta"
"""Only `/privacy` names the organisation, to whoever asks."""


@pytest_asyncio.fixture
async def talking(
    template: tuple[Files, Cast], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[KringUnderTest]:
    """The cast at their telephones, with a window."""
    files = template[0].copied_to(tmp_path_factory.mktemp("dialogue") / "data")
    async with world(files, template[1]) as kring:
        environment = environment_for(files, kring.settings.api_base)
        kring.settings = load(environment | {"KRING_WINDOW_URL": f"http://localhost:{free_port()}"})
        await kring.start()
        await kring.idle()
        yield kring


def everything_of(posted: Posted) -> str:
    """A message with its buttons, its caption and the names of its files; not who sent it."""
    wire = {name: value for name, value in posted.wire.items() if name not in ("from", "chat")}
    return json.dumps(wire, ensure_ascii=False)


def left_in_chats(kring: KringUnderTest) -> Iterator[tuple[str, Posted]]:
    """Everything that still stands somewhere."""
    for key in EVERYBODY:
        for posted in getattr(kring, key).messages():
            yield key, posted


def ever_sent(kring: KringUnderTest) -> Iterator[tuple[str, str]]:
    """Every text that the bot ever sent: messages, edits, answers to taps, with their buttons and file names."""
    for call in kring.stand_in.journal.calls:
        told = {name: value for name, value in call.params.items() if name != "chat_id"}
        yield call.method, json.dumps(told, ensure_ascii=False)


def private_in(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that hold a word of the consulting room."""
    return [(where, text) for where, text in texts if PRIVATE in text.casefold()]


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_private_is_left_in_or_was_sent_to_any_chat(talking: KringUnderTest, seed: int) -> None:
    dialogue = Dialogue(talking, random.Random(seed))
    await dialogue.goes(STEPS)
    assert len(dialogue.spoken) > STEPS // 4
    assert private_in(ever_sent(talking)) == []
    left = [(key, everything_of(posted)) for key, posted in left_in_chats(talking) if key != "stranger"]
    assert private_in(left) == []
    for method, text in ever_sent(talking):
        assert not NAMES.search(text.replace(ASKED_FOR, "")), (method, text)


@pytest.mark.parametrize(
    ("command", "card"), [("/nood", True), ("/stop", True), ("/onbekend", True), ("/afspraken", False)]
)
async def test_what_is_told_behind_a_command_is_kept_and_wiped(
    talking: KringUnderTest, command: str, card: bool
) -> None:
    words = f"{command} {'hij slaat mij ' if card else 'tot morgen '}{PRIVATE}" + " echt waar" * 8
    await talking.noor.says(words)
    await talking.idle()
    assert not private_in((key, everything_of(posted)) for key, posted in left_in_chats(talking))
    cards = [text for _, text in ever_sent(talking) if "Direct gevaar" in text]
    assert len(cards) == card
    async with talking.reading() as uow:
        thread = await uow.threads.of_person(talking.cast.people["noor"].id)
        assert thread is not None
        assert (thread.urgent_since is not None) == card
        assert [message.told for message in await uow.messages.all_of(thread)] == [words]


async def test_it_is_seen_when_nothing_is_wiped(
    talking: KringUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leave_it(*_args: object, **_more: object) -> None:
        return None

    monkeypatch.setattr(threads, "wipe", leave_it)
    await talking.fatima.says(f"hallo {PRIVATE}")
    await talking.idle()
    assert private_in((key, everything_of(posted)) for key, posted in left_in_chats(talking))


async def test_it_is_seen_when_something_is_said_back(
    talking: KringUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "kept", lambda visit, *_args, **_more: View(f"Bewaard: {visit.text}"))
    await talking.fatima.says(f"hallo {PRIVATE}")
    await talking.idle()
    assert private_in(ever_sent(talking))
