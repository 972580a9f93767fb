"""The fourth part of the story: a grandmother joins, a turn finds somebody else, a meeting is held and confirmed."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.browser import Browser
from demo.household import Household, sits_on_the_sofa
from demo.kring import Kring
from demo.phone import Phone, until
from demo.server import StandIn
from demo.story_window import PIN, opens_window, reads

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY, THURSDAY, SUNDAY = 0, 3, 6
SON_PIN = "729318"

MovesTo = Callable[[datetime], Awaitable[None]]
Sees = Callable[[Phone, str], Awaitable[None]]
Say = Callable[[str], None]


class CircleStory:
    """A grandson proposes his grandmother; she helps, cannot, is helped, and is asked what she thinks."""

    def __init__(
        self, stand_in: StandIn, kring: Kring, household: Household, moves_to: MovesTo, sees: Sees, say: Say
    ) -> None:
        self._stand_in = stand_in
        self._kring = kring
        self._home = household
        self._moves_to = moves_to
        self._sees = sees
        self._say = say
        self._desk = Browser(kring.window)
        self._mother = Browser(kring.window)
        self._son = Browser(kring.window)
        self._family = ""

    async def play(self) -> None:
        """From "I know somebody who can help" to "yes, that is what we agreed"."""
        async with self._desk, self._mother, self._son:
            await self._is_proposed()
            await self._is_agreed()
            await self._joins()
            await self._gets_a_task()
            await self._cannot()
            await self._is_taken_over()
            await self._confirms()
            await self._is_seen()
            await self._is_polled()
            await self._is_held()
            await self._is_confirmed()

    async def _is_proposed(self) -> None:
        # Before nine nobody's phone rings.
        await self._moves_to(self._local().replace(hour=10, minute=0))
        await self._son.launches(opens_window(self._home.younes))
        await self._son.presses("Open", {"pin": SON_PIN})
        await self._son.opens("/kring/voorstel")
        await self._son.presses(
            "Verstuur", {"name": "Wil Geldof", "called": "grandmother", "purpose": "ophalen op maandag"}
        )
        self._say("In his window the son proposes his grandmother: she could collect him on Mondays.")

    async def _is_agreed(self) -> None:
        desk = self._desk
        await self._sits_down()
        await desk.opens("/werk/gezinnen")
        await desk.follows("Ster")
        self._family = desk.page.address.partition("?")[0]
        await desk.opens(f"{self._family}/kring")
        await desk.follows("Bekijk en beslis")
        until = (self._local() + timedelta(days=120)).date().isoformat()
        await desk.presses("maak een uitnodiging", {"tot": until})
        self._say("Sanne agrees, with what for and until when.")

    async def _joins(self) -> None:
        people = await self._kring.command("person", "list", "--family", "⭐")
        grandmother = next(one for one in people if one["called"] == "grandmother")
        wil = self._home.wil
        sanne = self._home.sanne
        await sits_on_the_sofa(self._kring, sanne, wil, grandmother["person"], "u", agrees="Ik doe mee")
        self._say("On the sofa she reads what it is for and what she will see, and says 'Ik doe mee'.")

    async def _gets_a_task(self) -> None:
        desk = self._desk
        await self._sits_down()
        await desk.opens(f"{self._family}/taken/nieuw")
        monday = self._next(MONDAY).date()
        await desk.presses(
            "Bewaar",
            {
                "woorden": "ophalen van school",
                "wie": self._choice("wie", "Wil"),
                "anderen": self._choice("anderen", "Ans"),
                "week": (self._choice("week", "Fatima"), self._choice("week", "Younes")),
                "contact": self._choice("contact", "Fatima"),
                "dag": monday.isoformat(),
                "van": "15:00",
                "tot": "15:30",
                "herhaal": "week",
                "weekdag": (str(MONDAY), str(THURSDAY)),
                "keer": "12",
            },
        )
        reads(desk, "ophalen van school")
        await self._moves_to(self._local() + timedelta(minutes=11))
        await self._sees(self._home.wil, "Ophalen van school")
        await self._home.wil.taps("Ja, dat is goed")
        self._say("Every Monday and Thursday she collects from school; the neighbour may be asked too.")

    async def _cannot(self) -> None:
        wil = self._home.wil
        await self._moves_to(self._next(SUNDAY, hour=17))
        await self._sees(wil, "Fijn dat u helpt")
        await wil.taps("Lukt niet", message=wil.last())
        self._say("On Sunday she hears of Monday's turn, and taps 'Lukt niet'. Nobody asks why.")

    async def _is_taken_over(self) -> None:
        ans = self._home.ans
        await self._sees(ans, "Ophalen van school")
        await ans.taps("Ja, ik doe het", message=ans.last())
        monday = self._next(MONDAY, hour=15).replace(minute=31)
        await self._moves_to(monday)
        await ans.says("/taken")
        await self._sees(ans, "Uw taken")
        await ans.taps("phalen van school", message=ans.last())
        await ans.taps("Gedaan")
        await self._sees(ans, "Dank u wel")
        self._say("The neighbour takes it over, and on Monday taps 'Gedaan'. She is thanked.")

    async def _confirms(self) -> None:
        wil = self._home.wil
        await self._moves_to(self._next(THURSDAY - 1, hour=17))
        await self._sees(wil, "Fijn dat u helpt")
        reminder = wil.last()
        await self._moves_to(self._next(THURSDAY, hour=15).replace(minute=28))
        await wil.taps("Gedaan", message=reminder)
        await self._sees(wil, "Dank u wel")
        self._say("On Thursday the grandmother collects, and taps 'Gedaan'.")

    async def _is_seen(self) -> None:
        await self._mother.launches(opens_window(self._home.fatima))
        await self._mother.presses("Open", {"pin": PIN})
        monday = self._local() - timedelta(days=self._local().weekday())
        await self._mother.opens(f"/week?van={monday.date().isoformat()}")
        for words in ("Ans", "Wil", "gedaan"):
            reads(self._mother, words)
        self._say("The mother sees the week: who collected when, and nothing else that they said.")

    async def _is_polled(self) -> None:
        desk, wil = self._desk, self._home.wil
        await self._sits_down()
        await desk.opens(f"{self._family}/overleg/nieuw")
        people = tuple(self._choice("wie", name) for name in ("Fatima", "Wil"))
        await desk.presses(
            "Maak het overleg",
            {
                "soort": "network",
                "wie": people,
                "momenten": "volgende week dinsdag 14 uur\nvolgende week woensdag 10 uur",
                "plaats": "bij de familie thuis",
            },
        )
        for phone in (self._home.fatima, wil):
            await self._sees(phone, "Wij zoeken een tijd")
            await phone.taps("woensdag", message=phone.last())
            await phone.taps("Klaar", message=phone.last())
        self._say("A meeting is polled with buttons, in one message each.")

    async def _is_held(self) -> None:
        desk = self._desk
        await self._sits_down()
        await desk.opens(f"{self._family}/overleg")
        await desk.follows("Netwerkberaad")
        where = desk.page.address
        await desk.presses("Kies dit moment", {"moment": "1"})
        await self._moves_to(self._local() + timedelta(minutes=11))
        for phone in (self._home.fatima, self._home.wil):
            await self._is_invited(phone)
            await phone.taps("Ik kom", message=phone.last())
        self._say("Sanne chooses Wednesday; from there it is an appointment, with its reminders.")
        await self._moves_to(self._next(MONDAY) + timedelta(days=2, hours=3))
        await self._sits_down()
        await desk.opens(where)
        await desk.presses("het is geweest")
        await desk.presses(
            "Bewaar het besluit",
            {
                "besluit": "Oma eet op vrijdag mee, zodat de avond rustig begint.",
                "met": self._choice("met", "Wil"),
                "woorden": "mee-eten",
                "wie": self._choice("wie", "Wil"),
                "week": self._choice("week", "Fatima"),
                "contact": self._choice("contact", "Fatima"),
                "dag": (self._local() + timedelta(days=2)).date().isoformat(),
                "van": "17:30",
                "tot": "18:30",
                "herhaal": "once",
            },
        )
        await desk.presses("Vraag iedereen of dit klopt")
        self._say("It is held. What was agreed becomes a task, in words that may stand in a chat.")

    async def _is_invited(self, phone: Phone) -> None:
        await until(lambda: "Ik stuur iets mee" in phone.buttons(), phone)

    async def _is_confirmed(self) -> None:
        wil = self._home.wil
        await self._sees(wil, "Klopt dit")
        await wil.taps("Ja, dit klopt")
        await self._sees(wil, "Dank")
        self._say("The grandmother is asked only about her own part, and taps 'klopt'.")

    def _choice(self, field: str, words: str) -> str:
        """The value that stands beside these words in a list or under a box of the desk's page."""
        found = re.search(
            rf'<(?:option|input[^>]*name="{field}") value="([^"]+)"[^>]*>(?:\s*<span><b>)?[^<]*{words}',
            self._part(field),
        )
        if found is None:
            raise AssertionError(f"nobody called {words} can be chosen at {self._desk.page.address}")
        return found[1]

    def _part(self, field: str) -> str:
        """The page from this field on."""
        html = self._desk.page.html
        return html[html.index(f'id="{field}"') :]

    async def _sits_down(self) -> None:
        await self._desk.opens("/werk")
        if any("Sanne de Visser" in button[0] for form in self._desk.page.forms for button in form.buttons):
            await self._desk.presses("Sanne de Visser")

    def _next(self, weekday: int, *, hour: int = 10) -> datetime:
        """The first such day and hour from now."""
        moment = self._local().replace(hour=hour, minute=0, second=5, microsecond=0)
        while moment.weekday() != weekday or moment <= self._local():
            moment += timedelta(days=1)
        return moment

    def _local(self) -> datetime:
        return self._stand_in.clock.instant().astimezone(AMSTERDAM)
