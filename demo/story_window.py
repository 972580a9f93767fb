"""The second half of the story: what must not pass through Telegram is said in the window."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from demo.browser import Browser
from demo.household import Household
from demo.kring import Kring
from demo.phone import Phone, until
from demo.voice import voice_message

PIN = "481516"

Moves = Callable[[timedelta], Awaitable[None]]
Sees = Callable[[Phone, str], Awaitable[None]]
Say = Callable[[str], None]


class WindowStory:
    """A gezinsmanager at her desk, a mother on her phone, and the chat in which nothing of it remains."""

    def __init__(self, kring: Kring, household: Household, moves: Moves, sees: Sees, say: Say) -> None:
        self._home = household
        self._moves = moves
        self._sees = sees
        self._say = say
        self._desk = Browser(kring.window)
        self._phone = Browser(kring.window)

    async def play(self) -> None:
        """What the mother typed is answered at the desk, read with a PIN, and answered with her voice."""
        async with self._desk, self._phone:
            await self._is_answered()
            await self._rings()
            await self._opens()
            await self._speaks()
            await self._is_heard()
            await self._hides()

    async def _is_answered(self) -> None:
        desk = self._desk
        await desk.opens("/werk")
        await desk.presses("Sanne de Visser")
        await desk.opens("/werk/berichten")
        await desk.follows("Fatima")
        reads(desk, "slaap slecht")
        await desk.presses(
            "Verstuur", {"text": "Dank u wel voor uw bericht. Zullen wij er vrijdag over praten?"}
        )
        reads(desk, "moeder")
        await desk.presses("Klopt, verstuur")
        self._say(
            "At her desk Sanne reads it, checks that her answer goes to the mother alone, and sends it."
        )

    async def _rings(self) -> None:
        await self._moves(timedelta(seconds=20))
        await self._sees(self._home.fatima, "Er staat iets voor u klaar")
        self._say("Fifteen seconds later the mother's phone rings the doorbell; it says nothing else.")

    async def _opens(self) -> None:
        phone = self._phone
        await phone.launches(await self._home.fatima.taps("Openen"))
        await phone.presses("Bewaar", {"pin": PIN, "again": PIN, "picture": "tulip"})
        await phone.follows("Berichten")
        reads(phone, "vrijdag over praten")
        self._say("She opens the window inside Telegram, chooses a PIN and a picture, and reads the answer.")

    async def _speaks(self) -> None:
        phone = self._phone
        await phone.opens("/schrijven")
        recorded = ("opname.webm", voice_message(), "audio/webm")
        await phone.presses("Verstuur", {"topic": "discuss"}, {"voice": recorded})
        reads(phone, "antwoord")
        self._say("She records a voice message, and is told by when she will have an answer.")

    async def _is_heard(self) -> None:
        desk = self._desk
        await desk.opens("/werk/berichten")
        await desk.follows("Fatima")
        reads(desk, "gelezen")
        if "<audio" not in desk.page.html:
            raise AssertionError("there is nothing to listen to")
        self._say("Sanne sees that her answer was read, and can listen.")

    async def _hides(self) -> None:
        fatima = self._home.fatima
        await self._phone.opens("/thuis")
        await self._phone.presses("Verberg")
        reads(self._phone, "Hier staat nu niets")
        # What is older than two days Telegram no longer lets anybody wipe.
        await until(
            lambda: not any("klaar." in said or "Bewaard" in said for said in fatima.screen()), fatima
        )
        self._say(
            "She taps 'Verberg': the window closes, and what Telegram still lets us wipe is gone from the chat."
        )


def reads(browser: Browser, words: str) -> None:
    """Somebody reads these words on the page.

    Raises AssertionError with what stands there.
    """
    if words.casefold() not in browser.page.text.casefold():
        raise AssertionError(f"the page at {browser.page.address} says: {browser.page.text[:1500]}")


def opens_window(phone: Phone) -> str:
    """The window, as the button in the newest message that has one opens it.

    Raises AssertionError when no message has one.
    """
    for posted in reversed(phone.messages()):
        for button in posted.buttons:
            if "web_app" in button:
                return phone.opens(button["web_app"]["url"])
    raise AssertionError("no message opens the window")
