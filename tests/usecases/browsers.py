"""Browsers at the window: they come in by a link or from Telegram, and type codes and PINs."""

import hashlib
import hmac
import itertools
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from domain.actors import Stranger
from domain.keyrings import PICTURES
from domain.launch import launch_key
from domain.people import Professional
from domain.secret import Secret
from domain.window import Needs, Session
from tests.support.cast import CAST
from tests.usecases.world import ADMINISTRATOR, World
from usecases import keyrings, passkeys, pins, window
from usecases.keyrings import Given
from usecases.sessions import session_of

STRANGER = Stranger()
TOKEN = "123456:test-token-of-nobody"
KEY = launch_key(TOKEN)
QUERIES = itertools.count()
PIN, OTHER_PIN = "384017", "506192"
SALT = b"salt-of-somebody"


def launch_data(user: int, at: datetime, *, token: str = TOKEN, **more: str) -> str:
    """What Telegram would hand to the page, marked as Telegram marks it."""
    fields = {"auth_date": str(int(at.timestamp())), "user": json.dumps({"id": user}), **more}
    text = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    mark = hmac.new(launch_key(token), text.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": mark})


def verifier(pin: str, salt: bytes = SALT) -> bytes:
    """Stands for the slow stretching, which the archive's own tests try."""
    return hashlib.sha256(pin.encode() + salt).digest()


@dataclass(slots=True)
class Browser:
    """One browser with the token it was given last."""

    world: World
    token: str = ""

    async def session(self) -> Session | None:
        """The live session it has, if any."""
        async with self.world.archive.reading() as uow:
            return await session_of(uow, token=self.token, touch=False)

    async def here(self) -> Session:
        """The session it certainly has; being there is a sign of life."""
        async with self.world.unit() as uow:
            found = await session_of(uow, token=self.token)
        assert found is not None
        return found

    async def needs(self) -> Needs:
        """What the page asks for."""
        session = await self.here()
        async with self.world.archive.reading() as uow:
            return await window.needs(uow, session=session)

    async def door(self) -> window.Door:
        """What the page at the door shows."""
        session = await self.here()
        async with self.world.archive.reading() as uow:
            return await window.door(uow, session=session)

    async def follows(self, given: Given) -> None:
        """Opens the personal link."""
        self.token = await self.world.do(window.enter_by_link, STRANGER, key=given.key)

    async def launches(self, key: str) -> None:
        """Opens the window in the Telegram of this member of the cast."""
        user = next(member.user for member in CAST if member.key == key)
        query = str(next(QUERIES))
        data = launch_data(user, self.world.clock.now - timedelta(seconds=1), query_id=query)
        self.token = await self.world.do(window.enter_by_launch, STRANGER, init_data=data, key=KEY)

    async def gives(self, code: str) -> bool:
        """Types the code that was told by voice."""
        session = await self.here()
        async with self.world.unit() as uow:
            return self._goes_on(await pins.give_code(uow, session=session, code=Secret(code)))

    async def claims(self) -> Session:
        """Asks for a try and gets as far as the hashing."""
        session = await self.here()
        async with self.world.unit() as uow:
            await pins.begin_try(uow, session=session)
        return session

    async def judged(self, session: Session, pin: str) -> bool:
        """The hashing is over."""
        async with self.world.unit() as uow:
            return self._goes_on(await pins.finish_try(uow, session=session, verifier=verifier(pin)))

    async def types(self, pin: str) -> bool:
        """Types a PIN."""
        return await self.judged(await self.claims(), pin)

    async def chooses(self, pin: str = PIN, picture: str = PICTURES[0]) -> None:
        """Chooses a first PIN."""
        session = await self.here()
        async with self.world.unit() as uow:
            self.token = await pins.choose_pin(
                uow, session=session, verifier=verifier(pin), salt=SALT, picture=picture
            )

    async def changes(self, pin: str, picture: str | None = None) -> None:
        """Chooses another PIN."""
        session = await self.here()
        async with self.world.unit() as uow:
            self.token = await pins.change_pin(
                uow, session=session, verifier=verifier(pin), salt=SALT, picture=picture
            )

    def _goes_on(self, token: str | None) -> bool:
        if token is None:
            return False
        assert token != self.token
        self.token = token
        return True


async def give_link(world: World, key: str = "fatima") -> Given:
    """A personal link, by Sanne."""
    return await world.do(keyrings.give_link, world.sanne, person=world.id(key))


async def opened_by_link(world: World, key: str = "fatima") -> Browser:
    """A browser that came by link and code and chose a PIN."""
    given, browser = await give_link(world, key), Browser(world)
    await browser.follows(given)
    assert await browser.gives(given.code.reveal())
    await browser.chooses()
    return browser


async def pause_for_tries(world: World) -> None:
    """Wait longer than any delay between tries."""
    world.clock.now += timedelta(seconds=121)


async def enrolled(world: World, key: str = "sanne", credential: bytes = b"credential") -> Browser:
    """A colleague's browser that made a passkey."""
    professional: Professional = world.cast.professionals[key]
    token = await world.do(passkeys.enrol, ADMINISTRATOR, professional=professional.id)
    session = await world.do(
        passkeys.register, STRANGER, token=token, credential=credential, public_key=b"public", counter=0
    )
    return Browser(world, session)
