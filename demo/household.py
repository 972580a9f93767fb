"""A made-up family in Zeeland, their gezinsmanager, and how they all join Kring, as one does on the sofa."""

from dataclasses import dataclass

from demo.kring import Kring
from demo.phone import Phone
from demo.server import StandIn

MOTHER, GRANDMOTHER, SON, NEIGHBOUR, CASE_MANAGER = 1001, 1002, 1003, 1004, 2001


@dataclass(frozen=True, slots=True)
class Household:
    """The phones on the page, and the ids by which the command line knows their owners."""

    fatima: Phone
    wil: Phone
    younes: Phone
    ans: Phone
    sanne: Phone
    mother_id: str


async def set_up(kring: Kring) -> None:
    """Make the organisation and its team, as one does before Kring runs for the first time."""
    await kring.command("setup", "--organisation", "Jeugd en Gezin Zeeland", "--team", "Team Walcheren")


async def move_in(stand_in: StandIn, kring: Kring, *, with_grandmother: bool = True) -> Household:
    """Make the gezinsmanager, the family and its people, and link all their phones; the organisation is there.

    Without the grandmother her phone is there and knows nobody: in the story it is her grandson who proposes her.
    """
    fatima = Phone(stand_in, MOTHER, "Fatima")
    wil = Phone(stand_in, GRANDMOTHER, "Wil")
    younes = Phone(stand_in, SON, "Younes")
    ans = Phone(stand_in, NEIGHBOUR, "Ans")
    sanne = Phone(stand_in, CASE_MANAGER, "Sanne")
    stand_in.show_phone(fatima.person, "moeder", "#2f7d6b")
    stand_in.show_phone(younes.person, "zoon", "#3b6ea5")
    stand_in.show_phone(wil.person, "oma", "#8a5a9e")
    stand_in.show_phone(ans.person, "buurvrouw", "#8a7a1f")
    stand_in.show_phone(sanne.person, "gezinsmanager", "#b0632b")

    # A colleague without Telegram, so that somebody can stand in.
    await kring.command("professional", "add", "--name", "Mehmet Kaya", "--without-telegram")
    invited = await kring.command("professional", "add", "--name", "Sanne de Visser")
    words = await _joins(sanne, invited)
    await kring.command("professional", "confirm", "--words", *words)
    await sanne.taps("Ik begrijp het")
    await sanne.waits_for("Alles staat goed")

    await kring.command(
        "family", "add", "--alias", "Ster", "--symbol", "⭐", "--case-manager", "Sanne de Visser"
    )
    mother = await kring.command(
        "person", "add", "--family", "⭐", "--name", "Fatima el Amrani", "--role", "ouder", "--called", "moeder",
        "--authority",
    )  # fmt: skip
    await sits_on_the_sofa(kring, sanne, fatima, mother["person"], "u")
    for phone, name, role, called, form in (
        (younes, "Younes el Amrani", "jongere", "jongere", "je"),
        (wil, "Wil Geldof", "netwerklid", "oma", "u"),
        (ans, "Ans de Pagter", "netwerklid", "buur", "u"),
    ):
        if phone is not wil or with_grandmother:
            who = ("--family", "⭐", "--name", name, "--role", role, "--called", called)
            added = await kring.command("person", "add", *who)
            agrees = "Ik doe mee" if role == "netwerklid" else "Ik begrijp het"
            await sits_on_the_sofa(kring, sanne, phone, added["person"], form, agrees=agrees)
    return Household(fatima, wil, younes, ans, sanne, mother["person"])


async def sits_on_the_sofa(
    kring: Kring, sanne: Phone, phone: Phone, person: str, form: str, *, agrees: str = "Ik begrijp het"
) -> None:
    """Three minutes together: link, code, two words, consent, and how one likes to be written to."""
    words = await _joins(phone, await kring.command("invite", "--person", person))
    await sanne.waits_for("wil koppelen")
    await sanne.says(" ".join(words))
    await sanne.waits_for("de koppeling is klaar")
    await phone.taps(agrees)
    await phone.taps(f"Zeg {form}")
    await phone.taps("20.00")
    await phone.taps("Nee")
    await phone.waits_for("Alles staat goed")


async def _joins(phone: Phone, invited: dict[str, str]) -> tuple[str, str]:
    """Open the invitation, type the code; the two words on the screen."""
    await phone.says(f"/start {invited['start']}")
    await phone.waits_for("zes cijfers")
    await phone.says(invited["code"])
    shown = await phone.waits_for("hardop")
    if shown is None:
        raise AssertionError("the control words are a message")
    first, second = shown.text.splitlines()[1].split()
    return first, second
