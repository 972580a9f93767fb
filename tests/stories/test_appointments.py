"""A home visit from the gezinsmanager's typed line to everybody's answer, on everybody's phone."""

from tests.support.world import KringUnderTest


async def plan(kring: KringUnderTest, line: str, *people: str) -> None:
    """Sanne types a line, adds people by their word, and confirms."""
    await kring.sanne.says(line)
    for person in people:
        await kring.sanne.taps(f"Voeg {person} toe")
        await kring.sanne.waits_for("Klopt dit?")
    await kring.sanne.taps("Bevestig")
    await kring.idle()


async def test_a_typed_line_becomes_an_appointment_that_the_mother_hears_of_ten_minutes_later(
    kring: KringUnderTest,
) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    assert kring.sanne.heard("donderdag 26 november om 14.30 uur")
    assert not kring.fatima.messages()
    await kring.move_to("2026-11-23 09:11")
    assert kring.fatima.heard("donderdag 26 november om 14.30 uur")
    assert kring.fatima.heard("huisbezoek")
    assert not kring.jan.messages()
    assert not kring.noor.messages()


async def test_what_is_taken_back_within_ten_minutes_is_never_heard_of(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.sanne.taps("Toch niet")
    await kring.move_to("2026-11-23 09:30")
    await kring.move_to("2026-11-25 10:01")
    assert not kring.fatima.messages()


async def test_cannot_ninety_minutes_before_reaches_the_gezinsmanager_at_once(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ morgen 10:30 huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.move_to("2026-11-24 09:00")
    before = kring.machine.clock.now()
    await kring.fatima.taps("Ik kan niet")
    await kring.idle()
    assert kring.sanne.heard("kan niet")
    assert (kring.machine.clock.now() - before).total_seconds() < 60


async def test_reminders_come_three_days_and_one_day_before_at_ten(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ maandag 30 november 14:00 bellen", "moeder")
    await kring.sanne.waits_for("30 november")
    await kring.move_to("2026-11-23 09:11")
    assert len(kring.fatima.messages()) == 1
    for moment, expected in (("2026-11-27 09:59", 1), ("2026-11-27 10:01", 2), ("2026-11-30 08:00", 2)):
        await kring.move_to(moment)
        assert len(kring.fatima.messages()) == expected, moment


async def test_unconfirmed_at_three_stands_in_the_digest_of_the_next_working_day(
    kring: KringUnderTest,
) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.move_to("2026-11-25 15:01")
    await kring.move_to("2026-11-26 08:31")
    assert kring.sanne.heard("bel, want er is nog geen antwoord")
    assert kring.sanne.heard("14.30 uur")


async def test_a_move_says_old_and_new_and_asks_anew(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.fatima.taps("Ik kom")
    await kring.idle()
    await kring.sanne.says("/afspraken")
    await kring.sanne.taps("Bekijk 1")
    await kring.sanne.taps("Verzetten")
    await kring.sanne.waits_for("Typ de nieuwe dag en tijd")
    await kring.sanne.says("vrijdag kwart over negen")
    await kring.sanne.taps("Ja, verzet")
    await kring.sanne.waits_for("krijgt een nieuwe tijd")
    await kring.move_to("2026-11-23 09:30")
    last = kring.fatima.last()
    assert "donderdag 26 november om 14.30 uur" in last.text
    assert "vrijdag 27 november om 9.15 uur" in last.text
    assert any("Ik kom" in label for label in kring.fatima.buttons())


async def test_a_cancellation_in_the_evening_before_comes_silently_with_a_call_on_the_list(
    kring: KringUnderTest,
) -> None:
    await plan(kring, "/afspraak ⭐ morgen 10:30 huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.move_to("2026-11-23 21:30")
    await kring.sanne.says("/afspraken")
    await kring.sanne.taps("Bekijk 1")
    await kring.sanne.taps("Afzeggen")
    await kring.sanne.taps("Ja")
    await kring.sanne.waits_for("niet door")
    await kring.move_to("2026-11-23 21:41")
    sent = kring.stand_in.journal.sent(kring.fatima.user_id)[-1]
    assert "niet door" in str(sent.params["text"])
    assert str(sent.params.get("disable_notification")).casefold() == "true"
    await kring.sanne.says("/lijst")
    await kring.sanne.waits_for("op korte termijn")


async def test_a_new_appointment_waits_until_the_quiet_hours_are_over(kring: KringUnderTest) -> None:
    await kring.move_to("2026-11-23 20:30")
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 20:45")
    await kring.move_to("2026-11-24 08:59")
    assert not kring.fatima.messages()
    await kring.move_to("2026-11-24 09:01")
    assert kring.fatima.heard("donderdag 26 november")


async def test_the_mother_proposes_another_time_and_it_is_taken_over(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.fatima.taps("Andere tijd")
    await kring.fatima.taps("Zelf typen")
    await kring.fatima.waits_for("Typ")
    await kring.fatima.says("vrijdag om 3 uur")
    await kring.fatima.waits_for("vrijdag 27 november om 15.00 uur")
    await kring.fatima.taps("dat klopt")
    await kring.idle()
    await kring.sanne.says("/afspraken")
    await kring.sanne.taps("Bekijk 1")
    await kring.sanne.waits_for("vrijdag 27 november om 15.00 uur")
    await kring.sanne.taps("Neem")
    await kring.sanne.waits_for("krijgt een nieuwe tijd")
    await kring.move_to("2026-11-23 09:30")
    assert "vrijdag 27 november om 15.00 uur" in kring.fatima.last().text


async def test_a_shared_phone_shows_nothing_until_a_tap(kring: KringUnderTest) -> None:
    await kring.fatima.says("/instellingen")
    await kring.fatima.taps("Iemand kijkt mee")
    await kring.idle()
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    assert kring.fatima.last().text == "Er staat iets voor u klaar."
    await kring.fatima.taps("Bekijk")
    await kring.fatima.waits_for("donderdag 26 november")
    await kring.fatima.taps("Verberg")
    await kring.idle()
    assert kring.fatima.last().text == "Er staat iets voor u klaar."


async def test_running_late_on_both_sides(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ vandaag 13:00 huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.fatima.taps("Ik kom")
    await kring.fatima.taps("Ik ben later")
    await kring.fatima.taps("15")
    await kring.idle()
    assert kring.sanne.heard("15 minuten")
    await kring.sanne.says("/afspraken")
    await kring.sanne.taps("Bekijk 1")
    await kring.sanne.taps("Later")
    await kring.sanne.waits_for("later")
    await kring.sanne.says("20 minuten later")
    await kring.idle()
    assert kring.fatima.heard("20 minuten")


async def test_afterwards_the_gezinsmanager_records_whether_it_took_place(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ vandaag 13:00 huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.move_to("2026-11-23 14:01")
    await kring.sanne.taps("Ja")
    await kring.idle()
    await kring.sanne.says("/lijst")
    await kring.sanne.waits_for("leeg")


async def test_the_calendar_file_is_neutral_and_keeps_its_uid(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.fatima.taps("Ik kom")
    await kring.fatima.taps("Zet in agenda")
    await kring.idle()
    assert any(call.method == "sendDocument" for call in kring.stand_in.journal.calls)


async def test_a_gezinsmanager_may_type_the_symbol_without_a_command(kring: KringUnderTest) -> None:
    await plan(kring, "⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    assert kring.fatima.heard("donderdag 26 november om 14.30 uur")


async def test_a_typed_delay_asks_for_a_tap_and_is_then_told(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ vandaag 13:00 huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.sanne.says("20 minuten later")
    await kring.sanne.taps("20 minuten")
    await kring.idle()
    assert kring.fatima.heard("20 minuten")


async def test_what_a_gezinsmanager_types_by_mistake_is_wiped(kring: KringUnderTest) -> None:
    typed = await kring.sanne.says("Fatima belde net over Jan")
    await kring.idle()
    assert all(message.message_id != typed.message_id for message in kring.sanne.messages())
    assert kring.sanne.heard("niet duidelijk")
