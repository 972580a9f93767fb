"""The story the demo plays: an appointment is planned, told, answered, cannot be kept, and lands where it must."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.household import Household
from demo.journey import travel
from demo.kring import Kring
from demo.phone import STORY_PATIENCE_S, Phone, until
from demo.server import StandIn
from demo.story_circle import CircleStory
from demo.story_plan import PlanStory
from demo.story_window import WindowStory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


Say = Callable[[str], None]


class Story:
    """Plays the story step by step; each step waits for what a person would see."""

    def __init__(self, stand_in: StandIn, kring: Kring, household: Household, say: Say) -> None:
        self._stand_in = stand_in
        self._kring = kring
        self._home = household
        self._say = say

    async def play(self) -> None:
        """The whole story.

        Raises AssertionError, with the phone's screen, when something does not come.
        """
        await self.play_until_she_cannot()
        await self._moves()
        await self._tells()
        await WindowStory(self._kring, self._home, self._moves_on, self._sees, self._say).play()
        for part in (PlanStory, CircleStory):
            await part(self._stand_in, self._kring, self._home, self._moves_to, self._sees, self._say).play()
        await self._asks_for_help()

    async def play_until_she_cannot(self) -> None:
        """The first half, which the picture on the front page shows."""
        await self._plans()
        await self._answers()
        await self._is_reminded()
        await self._cannot()

    async def _plans(self) -> None:
        sanne = self._home.sanne
        await sanne.says("/afspraak ⭐ volgende week vrijdag half drie huisbezoek")
        await self._sees(sanne, "nieuwe afspraak")
        await sanne.taps("Voeg moeder toe")
        await self._sees(sanne, "Klopt dit?")
        await sanne.taps("Bevestig")
        await self._sees(sanne, "tot dan kan het terug")
        self._say("Sanne plans a home visit with the mother in ⭐; she has ten minutes to correct it.")

    async def _answers(self) -> None:
        fatima = self._home.fatima
        await self._moves_on(timedelta(minutes=11))
        await self._sees(fatima, "huisbezoek")
        self._say("Ten minutes later the mother's phone tells her about it.")
        await fatima.taps("Ik kom")
        await self._sees(fatima, "Fijn")
        self._say("She taps 'Ik kom'.")

    async def _is_reminded(self) -> None:
        fatima = self._home.fatima
        heard = fatima.last().message_id
        appointment = self._local().replace(hour=10, minute=0, second=5)
        while appointment.weekday() != 0 or appointment.date() <= self._local().date():
            appointment += timedelta(days=1)
        # The Tuesday of the appointment's week is three days before that Friday.
        await self._moves_to(appointment + timedelta(days=1))
        heard = await self._hears_after(fatima, heard)
        await self._moves_to(appointment + timedelta(days=3))
        await self._hears_after(fatima, heard)
        self._say("Three days and one day before, at ten o'clock, she is reminded.")

    async def _cannot(self) -> None:
        await self._home.fatima.taps("Ik kan niet")
        await self._sees(self._home.fatima, "Goed dat u het laat weten")
        await self._sees(self._home.sanne, "kan niet")
        self._say("She taps 'Ik kan niet', and Sanne sees it at once.")

    async def _moves(self) -> None:
        sanne, fatima = self._home.sanne, self._home.fatima
        await sanne.says("/afspraken")
        await self._sees(sanne, "Komende afspraken")
        await sanne.taps("Bekijk 1")
        await sanne.taps("Verzetten")
        await self._sees(sanne, "Typ de nieuwe dag en tijd")
        await sanne.says("maandag 11 uur")
        await sanne.taps("Ja, verzet")
        await self._sees(sanne, "krijgt een nieuwe tijd")
        await self._moves_on(timedelta(minutes=11))
        await self._sees(fatima, "maandag")
        self._say("Sanne moves it to Monday; the mother sees the old and the new moment and is asked anew.")

    async def _tells(self) -> None:
        fatima = self._home.fatima
        told = await fatima.says("Ik slaap slecht en wil er over praten")
        await self._sees(fatima, "Bewaard")
        await self._disappears(fatima, told.message_id)
        thread = await self._kring.command(
            "thread", "read", "--person", self._home.mother_id, "--as", "Sanne de Visser"
        )
        if not any("slaap slecht" in message["text"] for message in thread):
            raise AssertionError("what the mother typed is not in her thread")
        self._say("What she types disappears from the chat and stands, sealed, in her thread.")

    async def _asks_for_help(self) -> None:
        await self._home.wil.says("nood")
        await self._sees(self._home.wil, "112")
        await self._home.wil.taps("Wis dit scherm")
        self._say("Grandmother asks for help, sees the numbers, and wipes the screen.")

    def _local(self) -> datetime:
        return self._stand_in.clock.instant().astimezone(AMSTERDAM)

    async def _moves_on(self, span: timedelta) -> None:
        await self._moves_to(self._local() + span)

    async def _moves_to(self, moment: datetime) -> None:
        await travel(self._stand_in.world, moment)

    async def _sees(self, phone: Phone, text: str) -> None:
        await phone.waits_for(text, STORY_PATIENCE_S)

    async def _hears_after(self, phone: Phone, message: int) -> int:
        """Wait for a newer message than this one; its number."""
        await until(lambda: phone.last().message_id > message, phone)
        return phone.last().message_id

    async def _disappears(self, phone: Phone, message: int) -> None:
        await until(lambda: all(m.message_id != message for m in phone.messages()), phone)
