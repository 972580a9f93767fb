"""The third part of the story: a plan is made with the family, and six weeks show how it goes."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.browser import Browser
from demo.household import Household
from demo.kring import Kring
from demo.phone import Phone, until
from demo.server import StandIn
from demo.story_window import PIN, opens_window, reads

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FRIDAY = 4

MovesTo = Callable[[datetime], Awaitable[None]]
Sees = Callable[[Phone, str], Awaitable[None]]
Say = Callable[[str], None]

GOALS = {
    "d0_woorden": "Om acht uur ligt iedereen in bed en is het stil in huis",
    "d0_naam": "Rustige avond",
    "d0_teken": "🛁",
    "d0_nul": "Elke avond is er ruzie over naar bed gaan",
    "d0_tien": "Wij lezen samen en daarna slaapt iedereen",
    "d0_s0_wat": "Om zeven uur gaan de telefoons in de la",
    "d0_s0_wie": "allemaal",
    "d1_woorden": "Onze zoon gaat elke dag naar school",
    "d1_naam": "De ochtend",
    "d1_teken": "📚",
    "d1_nul": "Hij blijft de hele week thuis",
    "d1_tien": "Hij gaat elke dag en vertelt erover",
}
PLAN = {
    "goed": "Jullie eten elke avond samen. Oma helpt op maandag.",
    "zorgen": "De avonden zijn onrustig en onze zoon mist school.",
    "nodig": "De avonden worden rustig, en hij is op school.",
    "keuze": "Hoe de avond eruitziet, kiezen jullie zelf.",
    **GOALS,
}

MOTHER_GAVE = (("6", "5"), ("6", "6"), ("7", "6"), ("7", "7"), ("7", "7"), ("2", "7"))
SON_GAVE = (("5", "4"), ("6", "5"), ("6", "5"), ("7", "6"), ("7", "7"), ("7", "7"))
CASE_MANAGER_GAVE = (("5", "4"), ("5", "5"), ("6", "5"), ("6", "6"), ("7", "6"), ("8", "7"))
"""What they give the two goals, week by week; in the last one the mother's first number falls."""


class PlanStory:
    """Two goals, three people, six weeks, and a number that falls."""

    def __init__(
        self, stand_in: StandIn, kring: Kring, household: Household, moves_to: MovesTo, sees: Sees, say: Say
    ) -> None:
        self._stand_in = stand_in
        self._home = household
        self._moves_to = moves_to
        self._sees = sees
        self._say = say
        self._desk = Browser(kring.window)
        self._mother = Browser(kring.window)
        self._son = Browser(kring.window)
        self._family = ""
        self._rounds_from = self._local()

    async def play(self) -> None:
        """The plan is made, given, agreed with and established; then it is lived with."""
        async with self._desk, self._mother, self._son:
            await self._is_made()
            await self._is_given()
            await self._is_read()
            await self._is_established()
            for week in range(len(MOTHER_GAVE)):
                await self._week(week)
            await self._is_summarised()

    async def _is_made(self) -> None:
        desk = self._desk
        await self._sits_down()
        await desk.opens("/werk/gezinnen")
        await desk.follows("Ster")
        self._family = desk.page.address.partition("?")[0]
        await desk.opens(f"{self._family}/plan/wijzig")
        await desk.presses("Bewaar", PLAN)
        reads(desk, "Geef het aan het gezin")
        self._say(
            "At the desk Sanne writes down the plan they made at the table: two goals in their own words."
        )

    async def _is_given(self) -> None:
        await self._desk.opens(f"{self._family}/plan/geef")
        await self._desk.presses("geef het")
        for phone in (self._home.fatima, self._home.younes):
            await self._sees(phone, "klaar")
        self._say("She gives it to them; both phones only say that something stands ready.")

    async def _is_read(self) -> None:
        await self._mother.launches(opens_window(self._home.fatima))
        await self._mother.presses("Open", {"pin": PIN})
        await self._mother.opens("/plan")
        reads(self._mother, "Om acht uur ligt iedereen in bed")
        await self._mother.presses("Ik ben het eens")
        self._say("The mother reads it behind her PIN, and agrees.")
        await self._son.launches(opens_window(self._home.younes))
        await self._son.presses("Bewaar", {"pin": "729318", "again": "729318", "picture": "tulip"})
        await self._son.opens("/plan")
        await self._son.presses("Bewaar mijn reactie", {"reaction": "Ik wil dat we ook om negen uur mogen."})
        self._say("Her son reads it as well, and adds his own view, which stays part of the plan.")

    async def _is_established(self) -> None:
        desk = self._desk
        await desk.opens(f"{self._family}/plan")
        reads(desk, "ook om negen uur")
        await desk.presses("Noteer dat het besproken is")
        await desk.opens(f"{self._family}/plan/vaststellen")
        await desk.presses("stel")
        reads(desk, "Vastgesteld")
        today = self._local().replace(hour=0, minute=0)
        self._rounds_from = today + timedelta(days=7 - today.weekday())
        self._say(
            "They talk it over, and Sanne establishes the plan. From Monday on everybody is asked how it goes."
        )

    async def _week(self, week: int) -> None:
        fatima, younes = self._home.fatima, self._home.younes
        friday = self._next_friday()
        await self._moves_to(friday)
        for phone, given in ((fatima, MOTHER_GAVE[week]), (younes, SON_GAVE[week])):
            await self._answers(phone, given)
        await self._scores(CASE_MANAGER_GAVE[week])
        if week == 0:
            self._say("On Friday at four each is asked in one message; the goals follow each other in it.")
        if week == len(MOTHER_GAVE) - 1:
            await self._sees(fatima, "bellen wij u graag terug")
            self._say(
                "In the sixth week the mother's number falls; a call is offered at once, without a word of blame."
            )

    async def _answers(self, phone: Phone, given: tuple[str, str]) -> None:
        for nickname, number in zip(("Rustige avond", "De ochtend"), given, strict=True):
            await self._sees(phone, nickname)
            await phone.taps(number, message=phone.last())
        await until(lambda: not phone.heard("De ochtend"), phone)
        if "het past nog" in " ".join(phone.buttons()):
            await phone.taps("het past nog", message=phone.last())
            await self._sees(phone, "Dank")

    async def _scores(self, given: tuple[str, str]) -> None:
        await self._sits_down()
        await self._desk.opens(f"{self._family}/cijfers")
        fields = list(dict.fromkeys(re.findall(r'name="(doel_[0-9a-f]+)"', self._desk.page.html)))
        await self._desk.presses("Bewaar", dict(zip(fields, given, strict=True)))

    async def _is_summarised(self) -> None:
        monday = self._local().replace(hour=8, minute=30, second=5) + timedelta(days=3)
        await self._moves_to(monday)
        await self._sees(self._home.sanne, "2 van 2 ingevuld")
        self._say(
            "On Monday Sanne's overview says that both answered, and that there is a signal; no more than that."
        )
        desk = self._desk
        await self._sits_down()
        await desk.opens(f"{self._family}/cijfers")
        reads(desk, "hier start het gesprek")
        self._say(
            "At the desk she sees where mother and professionals differ: that is where they begin to talk."
        )
        for name, kind in (("cijfers.png", "image/png"), ("cijfers.pdf", "application/pdf")):
            found = await desk.opens(f"{self._family}/{name}")
            if found.headers.get("content-type") != kind:
                raise AssertionError(f"{name} is no {kind}")
        self._say("The picture of six weeks and the paper for the file are made.")

    async def _sits_down(self) -> None:
        await self._desk.opens("/werk")
        if any("Sanne de Visser" in button[0] for form in self._desk.page.forms for button in form.buttons):
            await self._desk.presses("Sanne de Visser")

    def _next_friday(self) -> datetime:
        moment = self._local().replace(hour=16, minute=0, second=5, microsecond=0)
        while moment.weekday() != FRIDAY or moment <= self._local() or moment < self._rounds_from:
            moment += timedelta(days=1)
        return moment

    def _local(self) -> datetime:
        return self._stand_in.clock.instant().astimezone(AMSTERDAM)
