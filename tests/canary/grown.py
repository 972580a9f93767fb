"""A Kring in which everything has been planted and everybody has spoken, on the day that Anna is away."""

import io
import itertools
import logging
import re
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from PIL import Image

from bot.clock import parse_instant
from bot.logs import FLOOR, QUIET, set_up
from bot.settings import load
from demo.journal import Call
from demo.phone import Phone
from tests.canary import planting, planting_circle, planting_plans
from tests.canary.planting import TALKERS, USERS, Planted
from tests.canary.rules import ACTORS, MANAGER_OF, PEOPLE, STRANGER, Kind
from tests.canary.visitors import Visitor, hidden, inside
from tests.canary.watching import Watch, by_text
from tests.storage.file_samples import document
from tests.support.cast import Files
from tests.support.window import free_port
from tests.support.world import TOKEN, KringUnderTest, environment_for, world

TODAY = "2026-11-24 10:00"
MANY = 100_000
_ONCE = itertools.count(1)


def once() -> str:
    """The mark of a form, another one each time."""
    return f"kanarie-formulier-{next(_ONCE):06}"


@dataclass
class Grown:
    """The world, its words, who looks through what leaves it, and a telephone for everybody."""

    kring: KringUnderTest
    planted: Planted
    client: httpx.AsyncClient
    watch: Watch
    phones: dict[str, Phone]
    environment: dict[str, str] = field(default_factory=dict)

    async def visitor(self, key: str) -> Visitor:
        """Somebody who has just been let in."""
        return await inside(self.kring, self.planted, self.client, self.watch, key)

    def watched_anew(self) -> Watch:
        """Look with fresh eyes from now on, at everything that was planted until now."""
        keys = tuple(key.encode() for key in self.planted.keys)
        self.watch = Watch(by_text(self.planted.canaries), keys, is_away=self.watch.is_away)
        return self.watch


@dataclass(frozen=True)
class Harvest:
    """What was kept of a life that was lived once: the files, the words, every call to Telegram, and the log."""

    files: Files
    planted: Planted
    calls: tuple[Call, ...]
    log: str


async def live(folder: Path) -> Harvest:
    """From a folder with nothing in it to Tuesday 24 November, ten o'clock, with the log as talkative as it can be."""
    files = Files(folder)
    planted = await planting.found(files)
    for key in ACTORS:
        planted.telegram_names[key] = planted.word(Kind.TELEGRAM_NAME, key).capitalize()
    with debug_log() as log:
        async with _opened(files, planted) as grown:
            kring = grown.kring
            await planting.keep_apart(kring, planted)
            await planting.meet(kring, planted)
            await _talk(grown)
            await planting.answer(kring, planted)
            await planting_plans.agree(kring, planted)
            await planting_circle.help_out(kring, planted)
            await _answer_with_a_file(grown)
            await planting.leave(kring, planted)
            await planting.hand_over(kring, planted)
            await kring.idle()
            await kring.move_to(TODAY)
            await planting_circle.look_back(kring, planted)
            # A draft is thrown away after half a day.
            await planting.draft(kring, planted)
            calls = tuple(kring.stand_in.journal.calls)
    return Harvest(files, planted, calls, log.getvalue())


@asynccontextmanager
async def going_on(harvest: Harvest, folder: Path) -> AsyncIterator[Grown]:
    """The same life going on in a copy of the files, on telephones on which nothing stands yet."""
    files = Files(Path(shutil.copytree(harvest.files.folder, folder, dirs_exist_ok=True)))
    async with _opened(files, harvest.planted.copied(), at=f"{TODAY[:-1]}2") as grown:
        yield grown


@contextmanager
def debug_log() -> Iterator[io.StringIO]:
    """Everything that Kring logs, down to the smallest thing; afterwards logging is as it was."""
    root = logging.getLogger()
    kept, level, said = root.handlers[:], root.level, io.StringIO()
    hook, raises = sys.excepthook, logging.raiseExceptions
    try:
        set_up((TOKEN,), said, level=logging.DEBUG)
        yield said
    finally:
        root.handlers[:] = kept
        root.setLevel(level)
        sys.excepthook, logging.raiseExceptions = hook, raises
        logging.captureWarnings(capture=False)
        for name in ("kring", *QUIET, *FLOOR):
            logging.getLogger(name).setLevel(logging.NOTSET)


@asynccontextmanager
async def _opened(files: Files, planted: Planted, *, at: str = "") -> AsyncIterator[Grown]:
    async with (
        world(files, planted.cast) as kring,
        httpx.AsyncClient(trust_env=False, timeout=20, follow_redirects=False) as client,
    ):
        environment = environment_for(files, kring.settings.api_base)
        environment["KRING_WINDOW_URL"] = f"http://localhost:{free_port()}"
        kring.settings = load(environment)
        if at:
            kring.stand_in.clock.move_to(parse_instant(at))
            # Telegram goes on counting; what has a number of before would be taken for something old.
            kring.stand_in.updates._last_id += MANY
            kring.stand_in.world._last_message_id += MANY
        phones = {key: Phone(kring.stand_in, USERS[key], planted.telegram_names[key]) for key in ACTORS}
        for key, phone in phones.items():
            phone.chat.started = key != STRANGER
        await kring.start()
        grown = Grown(kring, planted, client, Watch({}), phones, environment)
        grown.watched_anew()
        yield grown


async def _talk(grown: Grown) -> None:
    """Everybody writes in the window with a file, in the chat, and begins something else."""
    planted = grown.planted
    for key in TALKERS:
        visitor = await grown.visitor(key)
        content = document(content=planted.word(Kind.FILE, key).encode())
        fields = {"topic": "discuss", "once": once(), "text": planted.word(Kind.SAID, key)}
        name = f"{planted.word(Kind.FILE_NAME, key)}.pdf"
        files = [("file", (name, content, "application/pdf"))]
        if key.endswith("mother"):
            picture = _picture(planted.word(Kind.INSIDE_PICTURE, key))
            files.append(("file", ("IMG_1.jpg", picture, "image/jpeg")))
        sent = await visitor.post("/schrijven", fields, files)
        assert sent.status_code == 200, sent.text
        await visitor.post("/schrijven/concept", {"text": planted.word(Kind.UNSENT, key)})
        await grown.phones[key].says(f"Hoi, {planted.word(Kind.SAID, key)}!")
        await grown.phones[key].sends_photo(caption=planted.word(Kind.SAID, key))
    for key in (key for key in PEOPLE if key not in TALKERS):
        await grown.phones[key].says(f"Zegt u het door: {planted.word(Kind.PASSED_ON, key)}")
    await grown.kring.idle()


async def _answer_with_a_file(grown: Grown) -> None:
    """Each mother has an answer with a file, and one that was taken back with its file before it left."""
    for family, author in MANAGER_OF.items():
        visitor, key = await grown.visitor(author), f"{family}.mother"
        url = f"/werk/gesprek/{grown.planted.cast.people[key].id}"
        for kinds in ((Kind.ANSWERED, Kind.FILE), (Kind.TAKEN_BACK, Kind.TAKEN_BACK)):
            words, inside = (grown.planted.word(kind, key) for kind in kinds)
            fields = {"once": once(), "seen": "", "text": words}
            files = [("file", ("b.pdf", document(content=inside.encode()), "application/pdf"))]
            checked = await visitor.post(f"{url}/controle", fields, files)
            assert checked.status_code == 200, checked.text
            sent = await visitor.post(f"{url}/verstuur", {**hidden(checked.text), "sure": "1"})
            assert sent.status_code == 303, sent.text
        shown = (await visitor.get(url)).text
        take_back = re.findall(rf'action="({url}/terug/[0-9a-f-]+)"', shown)[-1]
        assert (await visitor.post(take_back, {})).status_code == 303
        begun = {"text": grown.planted.word(Kind.OFFICE_UNSENT, key, author=author)}
        await visitor.post(f"{url}/concept", begun)


def _picture(words: str) -> bytes:
    """A photograph that tells more than it shows."""
    exif = Image.Exif()
    exif[0x010F] = words
    out = io.BytesIO()
    Image.new("RGB", (48, 36), "teal").save(out, "JPEG", exif=exif, comment=words.encode())
    return out.getvalue()
