"""Doors that must not close behind anybody: words that are never swallowed, wiped or lost, and nobody locked out."""

import pytest

from domain.actors import Administrator
from domain.buttons import Awaiting
from domain.linking import InvitationState, Reachability
from domain.people import Called, FlagKind, Role
from domain.secret import Secret
from tests.stories.test_appointments import plan
from tests.support.joining import code_given, invitation_of, invited, let_go, words_shown
from tests.support.plans import plan_visit
from tests.support.world import KringUnderTest
from usecases.families import add_person, set_flag

ADDRESS = "Dorpsstraat 12 Middelburg"
LINE = "/afspraak ⭐ do half drie huisbezoek"
TOLD = "hij staat weer voor de deur"


async def told(kring: KringUnderTest, key: str = "fatima") -> list[str]:
    async with kring.reading() as uow:
        thread = await uow.threads.of_person(kring.cast.people[key].id)
        return [] if thread is None else [m.body.reveal() for m in await uow.messages.all_of(thread)]


async def waits_for_a_place(kring: KringUnderTest) -> None:
    await kring.sanne.says(LINE)
    await kring.sanne.taps("Voeg moeder toe")
    await kring.sanne.waits_for("Klopt dit?")
    await kring.sanne.taps("laats")
    await kring.sanne.waits_for("yp de plaats")
    await kring.idle()


async def flagged(kring: KringUnderTest, key: str, kind: FlagKind) -> None:
    async with kring.unit() as uow:
        await set_flag(uow, Administrator(), kind=kind, person=kring.cast.people[key].id)


# Whoever comes back is reached again.


@pytest.mark.parametrize("key", ["sanne", "ria"])
@pytest.mark.parametrize("way", ["unblocks", "/start"])
async def test_a_colleague_who_lets_the_bot_in_again_is_reached_again(
    kring: KringUnderTest, key: str, way: str
) -> None:
    phone = getattr(kring, key)
    async with kring.unit() as uow:
        link = await uow.links.of(kring.cast.recipient(key))
        assert link is not None
        await uow.links.set_reachability(link.id, Reachability.BLOCKED)
    await (phone.says("/start") if way == "/start" else phone.blocks())
    if way == "unblocks":
        await phone.unblocks()
    await kring.idle()
    async with kring.reading() as uow:
        link = await uow.links.of(kring.cast.recipient(key))
    assert link is not None
    assert link.reachability is Reachability.LINKED


@pytest.mark.parametrize("command", ["/start", "/help", "/afspraken", "/instellingen"])
async def test_whose_welcome_got_lost_can_still_agree(kring: KringUnderTest, command: str) -> None:
    await let_go(kring, "wil")
    words = await words_shown(kring, kring.wil, await invited(kring, "wil"))
    kring.stand_in.faults.add("server_error", "sendMessage", chat_id=604, times=1)
    await kring.sanne.says(words)
    await kring.idle()
    await kring.wil.says(command)
    await kring.idle()
    await kring.wil.taps("Ik doe mee")
    await kring.wil.waits_for("spreken wij u")
    await kring.wil.says(command)
    await kring.idle()
    assert "fijn dat u wilt helpen" not in kring.wil.last().text


async def test_start_does_not_promise_messages_that_the_gezinsmanager_stopped(kring: KringUnderTest) -> None:
    for key, said in (("fatima", "U krijgt nu geen berichten"), ("noor", "Je krijgt nu geen berichten")):
        phone = getattr(kring, key)
        await flagged(kring, key, FlagKind.PAUSED)
        for command in ("/stop", "/start"):
            await phone.says(command)
            await kring.idle()
        assert phone.last().text.startswith(said)
        await phone.says("/instellingen")
        await kring.idle()
        assert "stopgezet door de gezinsmanager" in phone.last().text


# Words are never swallowed.


async def waits_for_hours(kring: KringUnderTest) -> None:
    await kring.fatima.says("/instellingen")
    await kring.idle()
    await kring.fatima.taps("Wijzig de uren")
    await kring.idle()
    await kring.fatima.taps("Zelf typen")
    await kring.fatima.waits_for("Typ twee tijden")


async def test_what_is_no_hours_is_kept_and_a_slip_is_asked_again(kring: KringUnderTest) -> None:
    await waits_for_hours(kring)
    await kring.fatima.says("van 9 tot half tien 's avonds")
    await kring.fatima.waits_for("niet duidelijk")
    await kring.fatima.says("om 9 uur stond hij voor de deur")
    await kring.fatima.waits_for("Bewaard.")
    assert await told(kring) == ["om 9 uur stond hij voor de deur"]


@pytest.mark.parametrize(
    "label", ["20.00", "Wijzig de uren", "Zeg je", "Stuur bericht", "Iemand kijkt", "Stop berichten"]
)
async def test_any_other_choice_ends_the_waiting_for_hours(kring: KringUnderTest, label: str) -> None:
    await kring.fatima.says("/instellingen")
    await kring.idle()
    page = kring.fatima.last()
    if label == "20.00":
        await kring.fatima.taps("Wijzig de uren", message=page)
        await kring.idle()
    await waits_for_hours(kring)
    assert await awaited(kring, 601) is Awaiting.QUIET_HOURS
    await kring.fatima.taps(label, message=page)
    await kring.idle()
    assert await awaited(kring, 601) is None


async def awaited(kring: KringUnderTest, user: int) -> Awaiting | None:
    async with kring.reading() as uow:
        found = await uow.expectations.get(uow.index("account", str(user)))
    return None if found is None else found.awaiting


async def test_only_a_code_is_taken_for_a_code_of_who_is_linked(kring: KringUnderTest) -> None:
    issued = await invited(kring, "fatima")
    await kring.fatima.says(f"/start {issued.token.reveal()}")
    await kring.fatima.waits_for("zes cijfers")
    await kring.fatima.says(TOLD)
    await kring.fatima.waits_for("Bewaard")
    assert await told(kring) == [TOLD]
    code = issued.code.reveal()
    await kring.fatima.says(f"{code[:3]} {code[3:]}")
    await kring.fatima.waits_for("hardop")


async def test_after_a_proposal_by_button_a_time_is_something_told(kring: KringUnderTest) -> None:
    await plan(kring, LINE, "moeder")
    await kring.move_to("2026-11-23 09:11")
    await kring.fatima.taps("Andere tijd")
    await kring.fatima.taps("Zelf typen")
    await kring.fatima.waits_for("Typ")
    await kring.fatima.says("vrijdag om 3 uur")
    await kring.fatima.taps("dat klopt")
    await kring.idle()
    await kring.fatima.says("gisteren")
    await kring.fatima.waits_for("Bewaard.")
    assert await told(kring) == ["gisteren"]


# The two words.


async def test_the_right_words_win_from_a_place_that_we_wait_for(kring: KringUnderTest) -> None:
    await let_go(kring, "wil")
    issued = await invited(kring, "wil")
    await waits_for_a_place(kring)
    words = await words_shown(kring, kring.wil, issued)
    await kring.sanne.says(words)
    await kring.sanne.waits_for("koppeling is klaar")
    assert await awaited(kring, 501) is Awaiting.DRAFT_PLACE
    await kring.idle()
    assert words not in kring.sanne.screen()


async def test_what_we_waited_for_yesterday_does_not_keep_the_words_out(kring: KringUnderTest) -> None:
    await waits_for_a_place(kring)
    await kring.move_to("2026-11-24 10:00")
    await let_go(kring, "wil")
    await words_shown(kring, kring.wil, await invited(kring, "wil"))
    assert await awaited(kring, 501) is Awaiting.CONTROL_WORDS


async def test_only_two_of_our_words_are_a_try(kring: KringUnderTest) -> None:
    await let_go(kring, "wil")
    issued = await invited(kring, "wil")
    words = await words_shown(kring, kring.wil, issued)
    for typed in ("ok", "momentje nog even", "goed zo", "ja hoor"):
        await kring.sanne.says(typed)
        await kring.idle()
        assert kring.sanne.last().text == "Typ de twee woorden die u hoort."
    await kring.sanne.says(LINE.removeprefix("/afspraak "))
    await kring.sanne.waits_for("nieuwe afspraak")
    assert (await invitation_of(kring, issued)).word_tries == 0
    other = "anker appel" if "anker" not in words else "aarde album"
    await kring.sanne.says(other)
    await kring.sanne.waits_for("kloppen niet")
    tried = await invitation_of(kring, issued)
    assert (tried.word_tries, tried.state) == (1, InvitationState.CODE_GIVEN)


async def test_who_missed_the_words_gives_the_code_again_and_gets_new_ones(kring: KringUnderTest) -> None:
    await let_go(kring, "wil")
    issued = await invited(kring, "wil")
    first = await words_shown(kring, kring.wil, issued)
    second = await code_given(kring, kring.wil, issued)
    await kring.sanne.says(first)
    await kring.sanne.waits_for("kloppen niet")
    await kring.wil.says("ok")
    await kring.idle()
    assert "lukt zo niet" not in kring.wil.last().text
    await kring.sanne.says(second)
    await kring.sanne.waits_for("koppeling is klaar")
    assert await awaited(kring, 604) is None


# What a gezinsmanager types never stays.


@pytest.mark.parametrize("typed", [ADDRESS + " bij Fatima " + "x" * 200, ADDRESS])
async def test_a_place_that_is_refused_disappears_all_the_same(kring: KringUnderTest, typed: str) -> None:
    await kring.move_to("2026-11-23 09:30")
    await kring.sanne.says(LINE)
    await kring.sanne.taps("Voeg moeder toe")
    await kring.sanne.waits_for("Klopt dit?")
    await kring.move_to("2026-11-23 12:00")
    await kring.sanne.taps("laats")
    await kring.sanne.waits_for("yp de plaats")
    if typed == ADDRESS:
        await kring.move_to("2026-11-23 21:35")
    await kring.sanne.says(typed)
    await kring.idle()
    assert not any("Dorpsstraat" in text for text in kring.sanne.screen())
    assert kring.sanne.last().text.startswith(
        "Deze knop is oud" if typed == ADDRESS else "Dit past hier niet"
    )
    assert (await awaited(kring, 501) is None) is (typed == ADDRESS)


@pytest.mark.parametrize("button", ["Verzetten", "Later", "Wijzig tijd"])
async def test_what_is_typed_about_a_time_disappears(kring: KringUnderTest, button: str) -> None:
    typed = "vrijdag 10 uur bij Fatima el Amrani"
    if button == "Wijzig tijd":
        await kring.sanne.says(LINE)
    else:
        await plan(kring, LINE, "moeder")
        await kring.sanne.says("/afspraken")
        await kring.sanne.taps("Bekijk 1")
    await kring.sanne.taps(button)
    await kring.idle()
    await kring.sanne.says(typed)
    await kring.idle()
    assert not any("Amrani" in text for text in kring.sanne.screen())


@pytest.mark.parametrize("shared", [True, False])
async def test_a_typed_time_disappears_where_others_look_along(kring: KringUnderTest, shared: bool) -> None:
    if shared:
        await flagged(kring, "fatima", FlagKind.SHARED_PHONE)
    await kring.fatima.says("/afspraken")
    await kring.fatima.taps("Vraag")
    await kring.idle()
    await kring.fatima.says("vrijdag om 3 uur")
    await kring.fatima.waits_for("27 november")
    await kring.idle()
    assert ("vrijdag om 3 uur" in kring.fatima.screen()) is not shared


# Everybody is spoken to as who they are.


async def test_an_old_button_is_answered_in_the_own_form_and_wiped_at_a_colleague(
    kring: KringUnderTest,
) -> None:
    for phone in (kring.noor, kring.sanne):
        await phone.says("/help")
        await kring.idle()
        shown = phone.last()
        await phone.removes(shown)
        await phone.taps_data("AAAAAAAAAAAAAAAAAAAAAA.0", message=shown)
        await kring.idle()
        assert phone.last().text.startswith("Deze knop is oud")
    assert "zie je" in kring.noor.last().text
    await kring.move_to("2026-11-24 09:30")
    assert not kring.sanne.heard("Deze knop is oud")


async def test_a_team_leader_who_stands_in_hears_it_without_what_she_cannot_use(
    kring: KringUnderTest,
) -> None:
    await let_go(kring, "sanne", "wil")
    async with kring.unit() as uow:
        await plan_visit(uow, kring.cast, "fatima", at="2026-11-23 13:00")
    await kring.move_to("2026-11-23 09:11")
    await kring.fatima.taps("Ik kan niet")
    heard = await kring.ria.waits_for("Moeder kan niet")
    assert heard is not None
    assert "⭐ Ster" in heard.text
    assert heard.text.endswith("De gezinsmanager is niet bereikbaar.")
    assert not heard.buttons
    await words_shown(kring, kring.wil, await invited(kring, "wil"))
    asked = await kring.ria.waits_for("oma wil koppelen")
    assert asked is not None
    assert "niet bereikbaar" in asked.text
    assert "Typ die" not in asked.text


async def test_two_grandmothers_are_told_apart(kring: KringUnderTest) -> None:
    async with kring.unit() as uow:
        await add_person(
            uow,
            Administrator(),
            family=kring.cast.families["Ster"].id,
            role=Role.NETWORK_MEMBER,
            name=Secret("Toos"),
            called=Called.GRANDMOTHER,
        )
        await plan_visit(uow, kring.cast, "wil", at="2026-11-23 13:00")
    await kring.move_to("2026-11-23 09:11")
    await kring.wil.taps("Ik kan niet")
    await kring.sanne.waits_for("Oma 1 kan niet")
    await kring.sanne.says("/lijst")
    await kring.sanne.waits_for("oma 1: kan niet komen")
