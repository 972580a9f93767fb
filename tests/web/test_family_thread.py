"""Reading in the window: honest states, nothing that is not theirs, and no markup that comes alive."""

from dataclasses import replace
from datetime import date

import pytest

from domain.files import FileId
from domain.linking import Recipient
from domain.secret import Secret
from domain.threads import Message, MessageId, MessageKind
from tests.support.cast import ADMINISTRATOR
from tests.support.window import Browser
from tests.support.world import KringUnderTest
from tests.web.family_pages import JAN, answers_to, comes_inside, does, kept, sanne, unsent, writes
from usecases import absence, answers, inbox, threads

RTL, ZERO = "\u202e", "\u200b"


@pytest.fixture
async def fatima(kring: KringUnderTest, browser: Browser) -> Browser:
    return await comes_inside(kring, browser)


async def _told(kring: KringUnderTest, **more: object) -> Message:
    """Something that Fatima said in the chat before."""
    person = kring.cast.people["fatima"].id
    async with kring.unit() as uow:
        thread = await uow.threads.of_person(person)
        assert thread is not None
        message = Message(
            id=MessageId(uow.new_id()),
            thread=thread.id,
            author=Recipient(person=person),
            kind=MessageKind.TEXT,
            body=Secret("gezegd"),
            received_at=uow.now,
            source=uow.new_token(),
        )
        message = replace(message, **more)  # type: ignore[arg-type] # a test fills in what it likes
        await uow.messages.keep(message)
        return message


async def test_the_state_of_an_own_message_says_no_more_than_is_known(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await writes(fatima, "Mag de fiets mee?")
    await fatima.get("/berichten")
    assert "Bewaard" in fatima.page
    assert "Sanne Vermeulen weet" not in fatima.page
    await does(kring, inbox.see, sanne(kring))
    await fatima.get("/berichten")
    assert "Sanne Vermeulen weet dat er een bericht is" in fatima.page
    assert "Gelezen" not in fatima.page
    await does(kring, answers.open_thread, sanne(kring), person=kring.cast.people["fatima"].id)
    await fatima.get("/berichten")
    assert "Gelezen op maandag 23 november om 9.0" in fatima.page


async def test_an_answer_is_seen_after_its_hold_under_the_writers_own_name(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await answers_to(kring, "fatima", "Ja hoor, dat mag")
    await fatima.get("/berichten")
    assert "dat mag" not in fatima.page
    await kring.move_to("2026-11-23 09:02")
    await fatima.get("/thuis")
    assert "1 nieuw" in fatima.page
    await fatima.get("/berichten")
    assert "dat mag" in fatima.page
    assert "Sanne Vermeulen, gezinsmanager" in fatima.page
    (message,) = await kept(kring, "fatima")
    assert message.read_at is not None
    await fatima.get("/thuis")
    assert "nieuw<" not in fatima.page


async def test_what_was_taken_back_after_they_had_heard_of_it_says_so_and_no_more(
    kring: KringUnderTest, fatima: Browser
) -> None:
    unheard = await answers_to(kring, "fatima", "Kanarie een", "a" * 22)
    await does(kring, answers.withdraw, sanne(kring), message_id=unheard.id)
    heard = await answers_to(kring, "fatima", "Kanarie twee", "b" * 22)
    await kring.move_to("2026-11-23 09:02")
    await fatima.get("/thuis")
    await does(kring, answers.withdraw, sanne(kring), message_id=heard.id)
    await fatima.get("/berichten")
    assert fatima.page.count("Dit bericht is teruggenomen.") == 1
    assert "Kanarie" not in fatima.page
    found = await does(kring, threads.converse, kring.cast.participant("fatima"))
    assert [m.body.reveal() for m in found.messages] == [""]


async def test_markup_and_characters_that_turn_text_stay_words(fatima: Browser) -> None:
    nasty = (
        f"<script>alert(1)</script>{RTL}gnp.exe{ZERO}</textarea><img src=x onerror=alert(1)>{{{{ csrf }}}}"
    )
    await fatima.post("/schrijven/concept", {"text": nasty})
    await fatima.get("/schrijven")
    assert "<script>alert" not in fatima.page
    assert "<img src=x" not in fatima.page
    await writes(fatima, nasty)
    await fatima.get("/berichten")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in fatima.page
    assert "<img src=x" not in fatima.page
    assert "{{ csrf }}" in fatima.page
    # Text that turns around ends with its own paragraph.
    assert f'<p dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;{RTL}' in fatima.page


async def test_a_later_version_stands_below_the_first(kring: KringUnderTest, fatima: Browser) -> None:
    await fatima.get("/berichten")
    first = await _told(kring, body=Secret("eerst dit"))
    await _told(kring, body=Secret("toen dat"), version_of=first.id)
    await fatima.get("/berichten")
    page = fatima.page
    assert page.index("eerst dit") < page.index("Later veranderd in") < page.index("toen dat")
    assert page.count('class="bubble own"') == 1


async def test_what_telegram_alone_has_is_said_to_be_on_its_way_or_not_here(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.get("/berichten")
    await _told(kring, kind=MessageKind.VOICE, body=Secret("AgAD\nluister eens"), fetch_after=kring.now)
    await _told(kring, kind=MessageKind.OTHER, body=Secret("AgAE\n"))
    await fatima.get("/berichten")
    assert "Wij halen die nog op." in fatima.page
    assert "luister eens" in fatima.page
    assert "kwam niet aan" in fatima.page
    assert "AgA" not in fatima.page


async def test_who_stands_in_is_told_as_a_sentence_and_before_every_sending(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await fatima.get("/berichten")
    await does(
        kring,
        absence.record,
        ADMINISTRATOR,
        professional=sanne(kring).professional,
        first=date(2026, 11, 23),
        last=date(2026, 11, 27),
        substitute=kring.cast.professionals["mehmet"].id,
    )
    await fatima.get("/berichten")
    assert (
        "Sanne Vermeulen is er niet van maandag 23 november tot en met vrijdag 27 november. "
        "Mehmet Demir leest dan mee en antwoordt u."
    ) in fatima.page
    for path in ("/schrijven", "/wie-leest"):
        await fatima.get(path)
        assert "Mehmet Demir leest mee tot en met vrijdag 27 november." in fatima.page


async def test_older_messages_stand_on_another_page(kring: KringUnderTest, fatima: Browser) -> None:
    await fatima.get("/berichten")
    for number in range(35):
        await _told(kring, body=Secret(f"bericht nummer {number:02}."))
    await fatima.get("/berichten")
    assert "nummer 34." in fatima.page
    assert "nummer 04." not in fatima.page
    assert fatima.page.index("nummer 05.") < fatima.page.index("nummer 34.")
    assert 'href="/berichten?eerder=30"' in fatima.page
    await fatima.get("/berichten?eerder=30")
    assert "nummer 04." in fatima.page
    for strange in ("-1", "x", "9" * 400, "٣", ""):
        await fatima.get(f"/berichten?eerder={strange}")
        assert fatima.status == 200


async def test_another_parent_sees_nothing_of_it(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(fatima, "Kanarie van Fatima")
    await answers_to(kring, "fatima", "Kanarie aan Fatima")
    await fatima.post("/schrijven/concept", {"text": "Kanarie in wording"})
    await kring.move_to("2026-11-23 09:02")
    jan = await comes_inside(kring, Browser(fatima.client, fatima.url), JAN)
    for path in (
        "/thuis",
        "/berichten",
        "/schrijven",
        "/afspraken",
        "/instellingen",
        "/wie-leest",
        "/klacht",
    ):
        await jan.get(path)
        assert jan.status == 200
        assert "Kanarie" not in jan.page
        assert "Fatima" not in jan.page


async def test_every_page_is_neutral_outside_and_hides_in_the_same_place(fatima: Browser) -> None:
    for path in ("/thuis", "/berichten", "/schrijven", "/afspraken", "/afspraken/vraag", "/instellingen",
                 "/wie-leest", "/klacht", "/bel"):  # fmt: skip
        await fatima.get(path)
        assert fatima.status == 200, path
        assert "<title>Kring</title>" in fatima.page
        assert fatima.page.count('action="/verberg"') == 1
        assert len(fatima.page.encode()) < 20_000


async def test_a_page_of_thirty_long_messages_stays_small(kring: KringUnderTest, fatima: Browser) -> None:
    await fatima.get("/berichten")
    for _ in range(30):
        await _told(kring, body=Secret("Dat is goed, dan zien wij elkaar daar. " * 10))
    await fatima.get("/berichten")
    assert len(fatima.page.encode()) < 40_000


async def test_without_the_pin_nothing_of_it_is_shown(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(fatima, "Kanarie van Fatima")
    await fatima.comes_in(kring, 601)
    for path in ("/thuis", "/berichten", "/schrijven", f"/bestand/{FileId(kring.cast.people['fatima'].id)}"):
        await fatima.get(path)
        assert fatima.path == "/pin"
        assert "Kanarie" not in fatima.page
    await fatima.post("/schrijven/concept", {"text": "zonder pincode"})
    assert await unsent(kring, "fatima") == ""


async def test_an_edit_that_nobody_read_is_not_called_read(kring: KringUnderTest, fatima: Browser) -> None:
    await writes(fatima, "Mag de fiets mee?")
    await does(kring, answers.open_thread, sanne(kring), person=kring.cast.people["fatima"].id)
    await fatima.get("/berichten")
    assert "Gelezen" in fatima.page
    await _told(kring, version_of=(await kept(kring, "fatima"))[0].id)
    await fatima.get("/berichten")
    assert "Gelezen" not in fatima.page


async def test_a_line_about_who_reads_along_that_cannot_be_read_says_so(
    kring: KringUnderTest, fatima: Browser
) -> None:
    await writes(fatima, "Mag de fiets mee?")
    await _told(kring, kind=MessageKind.STAND_IN, author=Recipient(professional=sanne(kring).professional))
    await fatima.get("/berichten")
    assert fatima.status == 200
    assert "Hier stond wie er meeleest." in fatima.page
