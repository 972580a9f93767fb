"""After a whole life with Kring: no name, code, place or forbidden word stands in any chat, and every call is valid."""

import re

from tests.stories.test_appointments import plan
from tests.support.world import KringUnderTest

FORBIDDEN = re.compile(
    r"jeugdbescherming|rechter|zitting|\bots\b|verplicht|veilig thuis|vermeulen|amrani|de wit|jansen|demir|postma",
    re.IGNORECASE,
)
NAMES = re.compile(r"\b(Fatima|Jan|Noor|Sanne|Mehmet|Ria|Lotte)\b")
PLACE = "Oranjestraat 12"
NUMBER = "0118-555123"


async def live(kring: KringUnderTest) -> None:
    """Plan, answer, propose, move, cancel, tell, stop — for a mother, a father and a young person."""
    await kring.sanne.says("/afspraak ⭐ vrijdag half drie zitting verplicht")
    await kring.sanne.taps("Voeg moeder toe")
    await kring.sanne.taps("Voeg jongere toe")
    await kring.sanne.taps("Typ plaats")
    await kring.sanne.waits_for("typ de plaats")
    await kring.sanne.says(PLACE)
    await kring.sanne.waits_for("Plaats: ingevuld")
    await kring.sanne.taps("Typ nummer")
    await kring.sanne.waits_for("typ het nummer")
    await kring.sanne.says(NUMBER)
    await kring.sanne.waits_for("Nummer: ingevuld")
    await kring.sanne.taps("Bevestig")
    await kring.idle()
    await kring.move_to("2026-11-23 09:11")
    await kring.noor.taps("Ik kan niet")
    await kring.idle()
    await plan(kring, "/afspraak ⭐ woensdag 10 uur omgang", "vader")
    await plan(kring, "/afspraak ⭐ woensdag 16 uur netwerkberaad", "oma")
    await kring.move_to("2026-11-23 09:40")
    await kring.wil.taps("Andere tijd")
    await kring.fatima.says("hij heeft Noor geslagen, zegt Jan")
    await kring.fatima.waits_for("Bewaard")
    await kring.jan.says("/stop")
    for day in (
        "2026-11-23 15:05",
        "2026-11-24 08:31",
        "2026-11-24 10:01",
        "2026-11-25 08:31",
        "2026-11-26 08:31",
    ):
        await kring.move_to(day)
    await kring.sanne.says("/lijst")
    await kring.sanne.waits_for("Te doen")


async def test_no_name_or_forbidden_word_is_ever_sent(kring: KringUnderTest) -> None:
    await live(kring)
    for call in kring.stand_in.journal.calls:
        if call.method in ("sendMessage", "editMessageText"):
            if "Veilig Thuis, 0800-2000" in str(call.params["text"]):
                # The help card, which words of danger ask for: it names organisations and nobody's name.
                continue
            text = str(call.params["text"]) + str(call.params.get("reply_markup", ""))
            assert not FORBIDDEN.search(text), text
            assert not NAMES.search(text), text
            assert PLACE not in text
            assert "geslagen" not in text


async def test_what_was_told_and_typed_places_do_not_stay_in_any_chat(kring: KringUnderTest) -> None:
    await live(kring)
    for phone in (kring.fatima, kring.jan, kring.noor, kring.wil, kring.sanne):
        left = "\n".join(phone.screen())
        assert "geslagen" not in left
        assert PLACE not in left
        assert NUMBER not in left


async def test_every_call_is_valid_and_protected(kring: KringUnderTest) -> None:
    await live(kring)
    assert [call for call in kring.stand_in.journal.refused() if call.method != "deleteMessage"] == []
    for call in kring.stand_in.journal.sent():
        assert str(call.params.get("protect_content")).casefold() == "true", call
        assert "parse_mode" not in call.params


async def test_parents_hear_nothing_of_each_other(kring: KringUnderTest) -> None:
    await live(kring)
    fathers, mothers = "\n".join(kring.jan.screen()), "\n".join(kring.fatima.screen())
    assert "14.30" not in fathers
    assert "10.00 uur" not in mothers
    assert not kring.lotte.messages()
    assert not [m for m in kring.mehmet.messages() if m.from_bot and "Ster" in m.text]


async def test_the_place_shows_behind_its_button_and_hides_again(kring: KringUnderTest) -> None:
    await live(kring)
    await kring.fatima.says("/afspraken")
    await kring.fatima.taps("vrijdag 27 november")
    await kring.fatima.taps("Waar?")
    await kring.fatima.waits_for(PLACE)
    await kring.fatima.taps("Verberg")
    await kring.idle()
    assert PLACE not in "\n".join(kring.fatima.screen())


async def test_a_message_that_cannot_be_deleted_ends_on_a_list(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add(
        "bad_request", "deleteMessage", description="Bad Request: message can't be deleted"
    )
    await kring.fatima.says("dit moet weg")
    await kring.fatima.waits_for("Bewaard")
    await kring.idle()
    await kring.sanne.says("/lijst")
    await kring.sanne.waits_for("met de hand te wissen")
