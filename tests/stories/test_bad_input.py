"""Whatever people do on a phone gets one kind, clear answer — or silence where an answer would tell something."""

import pytest

from tests.stories.test_appointments import plan
from tests.support.world import KringUnderTest


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/afspraak ⭐ 31 februari 10 uur huisbezoek", "niet op de kalender"),
        ("/afspraak ⭐ gisteren 10 uur huisbezoek", "voorbij"),
        ("/afspraak ⭐ zondag 28 maart 2027 02:30 huisbezoek", "niet"),
        ("/afspraak ⭐ flurb 10 uur huisbezoek", "bijvoorbeeld"),
        ("/afspraak 🐙 do half drie huisbezoek", "gezin"),
        ("/afspraak", "/afspraak"),
    ],
)
async def test_a_line_that_is_no_appointment_is_asked_again(
    kring: KringUnderTest, line: str, expected: str
) -> None:
    await kring.sanne.says(line)
    await kring.sanne.waits_for(expected)
    assert not any("Bevestig" in label for label in kring.sanne.buttons())


@pytest.mark.parametrize("text", ["/bestaatniet", "/afspraak", "/lijst", "/bevestig aap noot"])
async def test_a_command_that_is_not_for_the_mother(kring: KringUnderTest, text: str) -> None:
    await kring.fatima.says(text)
    await kring.idle()
    assert len([posted for posted in kring.fatima.messages() if posted.from_bot]) == 1


@pytest.mark.parametrize(
    "data", ["x", "0", "....", "AAAAAAAAAAAAAAAAAAAAAA.0", "AAAAAAAAAAAAAAAAAAAAAA.99999999999999", "é" * 32]
)
async def test_a_forged_button_does_nothing_and_says_it_is_old(kring: KringUnderTest, data: str) -> None:
    await kring.fatima.says("/help")
    await kring.fatima.waits_for("Dit kan hier")
    await kring.fatima.taps_data(data)
    await kring.idle()
    assert kring.fatima.heard("Deze knop is oud")


async def test_somebody_elses_button_does_nothing(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    data = str(kring.fatima.last().buttons[0]["callback_data"])
    await kring.jan.says("/help")
    await kring.jan.waits_for("Dit kan hier")
    await kring.jan.taps_data(data)
    await kring.idle()
    assert kring.jan.heard("Deze knop is oud")
    async with kring.reading() as uow:
        (seen,) = await uow.appointments.of_person(kring.cast.people["fatima"].id, kring.now)
    assert seen.attendances[0].answered_at is None


async def test_a_button_of_before_the_move_is_old(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    before = kring.fatima.last()
    await kring.sanne.says("/afspraken")
    await kring.sanne.taps("Bekijk 1")
    await kring.sanne.taps("Verzetten")
    await kring.sanne.waits_for("Typ de nieuwe")
    await kring.sanne.says("vrijdag 10 uur")
    await kring.sanne.taps("Ja, verzet")
    await kring.sanne.waits_for("krijgt een nieuwe tijd")
    await kring.fatima.taps("Ik kom", message=before)
    await kring.idle()
    assert kring.fatima.heard("oud")


async def test_two_taps_give_one_answer(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ morgen half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    data = next(b["callback_data"] for b in kring.fatima.last().buttons if "kan niet" in b["text"])
    message = kring.fatima.last()
    for _ in range(3):
        await kring.fatima.taps_data(str(data), message=message)
    await kring.idle()
    told = [
        call for call in kring.stand_in.journal.sent(kring.sanne.user_id) if "kan niet" in str(call.params)
    ]
    assert len(told) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4096,
        "👩‍👩‍👧‍👦" * 50,
        "\u202egnillets\u202c",
        "<b>vet</b> & _schuin_ [x](y)",
        "\u200e\u200b\u200c",
        "%s {0} {naam} \\n",
    ],
)
async def test_any_text_is_kept_and_wiped(kring: KringUnderTest, text: str) -> None:
    told = await kring.fatima.says(text)
    await kring.fatima.waits_for("Bewaard")
    await kring.idle()
    assert all(m.message_id != told.message_id for m in kring.fatima.messages())


async def test_ten_thousand_characters_are_kept_whole(kring: KringUnderTest) -> None:
    await kring.fatima.says("lang verhaal " * 800)
    await kring.fatima.waits_for("Bewaard")
    await kring.idle()
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people["fatima"].id)
        assert thread is not None
        kept = "".join(m.body.reveal() for m in await uow.messages.all_of(thread))
    assert kept.count("verhaal") == 800


async def test_photo_voice_and_document_are_kept_and_a_sticker_and_contact_are_not(
    kring: KringUnderTest,
) -> None:
    await kring.fatima.sends_photo(caption="kijk")
    await kring.fatima.sends_voice()
    await kring.fatima.sends_document(b"%PDF-1.4")
    await kring.idle()
    await kring.fatima.sends_sticker()
    await kring.fatima.sends_contact(of=602)
    await kring.idle()
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people["fatima"].id)
        assert thread is not None
        kinds = [message.kind.value for message in await uow.messages.all_of(thread)]
    assert kinds == ["photo", "voice", "document"]
    assert kring.fatima.heard("contactkaart")


async def test_an_edit_is_kept_as_a_second_version(kring: KringUnderTest) -> None:
    kring.stand_in.faults.add("server_error", "deleteMessage", times=None)
    told = await kring.fatima.says("ik kom niet")
    await kring.fatima.waits_for("Bewaard")
    await kring.fatima.edits(told, "ik kom wel")
    await kring.fatima.waits_for("verandering")
    await kring.idle()
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people["fatima"].id)
        assert thread is not None
        first, second = await uow.messages.all_of(thread)
    assert (first.body.reveal(), second.body.reveal()) == ("ik kom niet", "ik kom wel")
    assert second.version_of == first.id


async def test_a_group_is_left_without_a_word(kring: KringUnderTest) -> None:
    await kring.stranger.adds_bot_to_group(-100123, "Familie")
    await kring.idle()
    assert any(call.method == "leaveChat" for call in kring.stand_in.journal.calls)
    assert not kring.stand_in.journal.sent(-100123)


async def test_a_typed_bsn_is_not_kept(kring: KringUnderTest) -> None:
    await kring.fatima.says("mijn nummer is 111222333 dank u")
    await kring.fatima.waits_for("burgerservicenummer")
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people["fatima"].id)
        assert thread is not None
        (kept,) = await uow.messages.all_of(thread)
    assert "111222333" not in kept.body.reveal()


async def test_words_typed_where_a_time_is_asked_are_not_lost(kring: KringUnderTest) -> None:
    await plan(kring, "/afspraak ⭐ do half drie huisbezoek", "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.fatima.taps("Andere tijd")
    await kring.fatima.taps("Zelf typen")
    await kring.fatima.waits_for("Typ een dag")
    await kring.fatima.says("ik ben bang voor hem en wil u spreken")
    await kring.fatima.waits_for("Bewaard")
