"""Messages as the real server treats them: edits, deletions, keyboards, entities, blocked people."""

from datetime import timedelta
from typing import Any

import pytest

from demo.markup import compose
from demo.phone import Phone
from demo.server import StandIn
from demo.wire import BotApiError
from tests.demo.conftest import FATIMA, Api

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Ik kom", "callback_data": "a"}, {"text": "Ik kan niet", "callback_data": "b"}]
    ]
}


async def sent(api: Api, text: str = "Morgen om 10.00 uur.", **more: object) -> int:
    body = await api.call("sendMessage", chat_id=FATIMA, text=text, **more)
    assert body["ok"], body
    result: Any = body["result"]
    return int(result["message_id"])


async def test_an_edit_without_markup_takes_the_keyboard_away(api: Api, fatima: Phone) -> None:
    message_id = await sent(api, reply_markup=KEYBOARD)
    assert fatima.buttons() == ["Ik kom", "Ik kan niet"]
    edited: Any = await api.call(
        "editMessageText", chat_id=FATIMA, message_id=message_id, text="Fijn, tot morgen."
    )
    assert "reply_markup" not in edited["result"]
    assert "edit_date" in edited["result"]
    assert (fatima.buttons(), fatima.last().text) == ([], "Fijn, tot morgen.")


async def test_an_edit_that_changes_nothing_is_refused(api: Api, fatima: Phone) -> None:
    message_id = await sent(api, "Tot <b>morgen</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    same = {"chat_id": FATIMA, "message_id": message_id, "text": "Tot <b>morgen</b>", "parse_mode": "HTML"}
    assert "message is not modified" in await api.refusal("editMessageText", **same, reply_markup=KEYBOARD)
    assert (await api.call("editMessageText", **same))["ok"]
    assert "message is not modified" in await api.refusal("editMessageText", **same)
    assert (await api.call("editMessageText", **{**same, "parse_mode": "", "text": "Tot"}))["ok"] is False
    del same["parse_mode"]
    assert (await api.call("editMessageText", **{**same, "text": "Tot morgen"}))["ok"]
    assert len(fatima.last().versions) == 2


async def test_what_is_not_the_bots_or_not_there_cannot_be_edited(api: Api, fatima: Phone) -> None:
    own = fatima.messages()[0].message_id
    edit = {"chat_id": FATIMA, "text": "x"}
    assert "message can't be edited" in await api.refusal("editMessageText", **edit, message_id=own)
    assert "message to edit not found" in await api.refusal("editMessageText", **edit, message_id=999)
    assert "identifier is not specified" in await api.refusal("editMessageText", **edit)


@pytest.mark.parametrize("typed_by_the_person", [True, False])
async def test_a_message_can_be_deleted_for_48_hours(
    stand_in: StandIn, api: Api, fatima: Phone, typed_by_the_person: bool
) -> None:
    message_id = (await fatima.says("geheim")).message_id if typed_by_the_person else await sent(api)
    stand_in.clock.move_to(stand_in.clock.instant() + timedelta(hours=48))
    deletion = {"chat_id": FATIMA, "message_id": message_id}
    assert await api.refusal("deleteMessage", **deletion) == (
        "400 Bad Request: message can't be deleted for everyone"
    )
    stand_in.clock.move_to(stand_in.clock.instant() - timedelta(seconds=5))
    assert (await api.call("deleteMessage", **deletion))["result"] is True
    assert fatima.screen() == ["/start"]
    assert "message to delete not found" in await api.refusal("deleteMessage", **deletion)


async def test_deleting_several_skips_what_is_not_there(api: Api, fatima: Phone) -> None:
    one, two = await sent(api), await sent(api)
    assert (await api.call("deleteMessages", chat_id=FATIMA, message_ids=[one, 999, two]))["ok"]
    assert fatima.screen() == ["/start"]


async def test_a_reply_keyboard_is_not_echoed_and_goes_with_its_message(api: Api, fatima: Phone) -> None:
    keyboard = {"keyboard": [[{"text": "Hulp nu"}]], "is_persistent": True}
    body: Any = await api.call("sendMessage", chat_id=FATIMA, text="Welkom", reply_markup=keyboard)
    assert "reply_markup" not in body["result"]
    assert fatima.keyboard() == ["Hulp nu"]
    assert await fatima.taps("Hulp") == "Hulp nu"
    assert fatima.screen()[-1] == "Hulp nu"
    await sent(api, "later", reply_markup=KEYBOARD)
    assert fatima.keyboard() == ["Hulp nu"]
    await api.call("deleteMessage", chat_id=FATIMA, message_id=body["result"]["message_id"])
    assert fatima.keyboard() == []


async def test_a_reply_keyboard_is_removed_on_request_or_after_one_use(api: Api, fatima: Phone) -> None:
    keyboard = {"keyboard": [[{"text": "Ja"}]]}
    await sent(api, reply_markup=keyboard)
    await sent(api, reply_markup={"remove_keyboard": True})
    assert fatima.keyboard() == []
    await sent(api, reply_markup={**keyboard, "one_time_keyboard": True})
    await fatima.taps("Ja")
    assert fatima.keyboard() == []


async def test_a_blocked_bot_gets_403_and_is_told(stand_in: StandIn, api: Api, fatima: Phone) -> None:
    await fatima.blocks()
    assert await api.refusal("sendMessage", chat_id=FATIMA, text="x") == (
        "403 Forbidden: bot was blocked by the user"
    )
    with pytest.raises(ValueError, match="blocked"):
        await fatima.says("hallo")
    await fatima.unblocks()
    assert (await api.call("sendMessage", chat_id=FATIMA, text="x"))["ok"]
    statuses = [
        (u["my_chat_member"]["old_chat_member"]["status"], u["my_chat_member"]["new_chat_member"]["status"])
        for u in stand_in.updates.waiting()
        if "my_chat_member" in u
    ]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


@pytest.mark.usefixtures("fatima")
async def test_a_closed_an_unknown_and_a_silent_account_are_told_apart(stand_in: StandIn, api: Api) -> None:
    Phone(stand_in, 1002, "Jan")
    assert "400 Bad Request: chat not found" in await api.refusal("sendMessage", chat_id=5, text="x")
    assert "403 Forbidden: bot can't initiate" in await api.refusal("sendMessage", chat_id=1002, text="x")
    stand_in.world.deactivates(FATIMA)
    assert await api.refusal("sendMessage", chat_id=FATIMA, text="x") == "403 Forbidden: user is deactivated"


async def test_a_tap_is_answered_once_and_an_unknown_one_is_refused(
    stand_in: StandIn, api: Api, fatima: Phone
) -> None:
    await sent(api, reply_markup=KEYBOARD)
    query_id = await fatima.taps("kan niet")
    query = stand_in.updates.waiting()[-1]["callback_query"]
    assert (query["id"], query["data"], query["message"]["text"]) == (query_id, "b", "Morgen om 10.00 uur.")
    assert (await api.call("answerCallbackQuery", callback_query_id=query_id, text="Jammer."))["ok"]
    assert (await api.call("answerCallbackQuery", callback_query_id=query_id, text="Nog eens."))["ok"]
    assert fatima.alerts() == ["Jammer."]
    assert await api.refusal("answerCallbackQuery", callback_query_id="77") == (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


@pytest.mark.parametrize(("expire", "good"), [(True, False), (None, True)])
async def test_a_tap_grows_stale_only_where_ageing_is_on(
    stand_in: StandIn, api: Api, fatima: Phone, expire: bool | None, good: bool
) -> None:
    query_id = await fatima.taps_data("forged")
    stand_in.clock.expire = expire
    stand_in.clock.move_to(stand_in.clock.instant() + timedelta(seconds=152))
    assert (await api.call("answerCallbackQuery", callback_query_id=query_id))["ok"] is good


async def test_protection_and_silence_are_remembered(api: Api, fatima: Phone) -> None:
    await sent(api, protect_content=True, disable_notification=True)
    assert (fatima.last().protected, fatima.last().silent) == (True, True)
    assert fatima.last().wire["has_protected_content"] is True
    await sent(api)
    assert (fatima.last().protected, fatima.last().silent) == (False, False)


async def test_a_long_text_of_a_person_arrives_in_pieces(stand_in: StandIn, fatima: Phone) -> None:
    await fatima.says("x" * 10_000)
    assert [len(text) for text in fatima.screen()] == [6, 4096, 4096, 1808]
    assert len(stand_in.updates.waiting()) == 4


async def test_an_edit_of_a_person_arrives(stand_in: StandIn, fatima: Phone) -> None:
    message = await fatima.says("Ik kom")
    await fatima.edits(message, "Ik kom niet")
    update = stand_in.updates.waiting()[-1]["edited_message"]
    assert (update["message_id"], update["text"]) == (message.message_id, "Ik kom niet")


async def test_a_group_can_be_left(stand_in: StandIn, api: Api, fatima: Phone) -> None:
    await fatima.adds_bot_to_group(-500, "Familie")
    await fatima.says("hallo allemaal", group=-500)
    assert stand_in.updates.waiting()[-1]["message"]["chat"] == {
        "id": -500,
        "type": "group",
        "title": "Familie",
    }
    assert (await api.call("leaveChat", chat_id=-500))["ok"]
    assert "not a member of the group" in await api.refusal("sendMessage", chat_id=-500, text="x")
    assert fatima.screen() == ["/start"]


@pytest.mark.usefixtures("fatima")
async def test_commands_are_kept_per_scope_and_language(api: Api) -> None:
    def commands(word: str) -> list[dict[str, str]]:
        return [{"command": word, "description": word}]

    scope = {"type": "chat", "chat_id": FATIMA}
    await api.call("setMyCommands", commands=commands("iedereen"))
    await api.call("setMyCommands", commands=commands("ouder"), scope=scope, language_code="nl")
    assert (await api.call("getMyCommands"))["result"] == commands("iedereen")
    assert (await api.call("getMyCommands", scope=scope))["result"] == []
    shown = (await api.client.get(f"/sim/chat?user_id={FATIMA}")).json()
    assert shown["commands"] == commands("ouder")
    await api.call("deleteMyCommands", scope=scope, language_code="nl")
    shown = (await api.client.get(f"/sim/chat?user_id={FATIMA}")).json()
    assert shown["commands"] == commands("iedereen")
    assert "chat not found" in await api.refusal(
        "setMyCommands", commands=commands("x"), scope={"type": "chat", "chat_id": 9}
    )


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("<b>Let op</b> dit", "Let op dit", [("bold", 0, 6)]),
        ("👍🏽 /nood nu", "👍🏽 /nood nu", [("bot_command", 5, 5)]),
        ("  <i>é</i> 🏠<u>y</u>  ", "é 🏠y", [("italic", 0, 1), ("underline", 4, 1)]),
        ("a &lt;b&gt; &amp; c", "a <b> & c", []),
        ("<a href='https://a.nl'>hier</a>", "hier", [("text_link", 0, 4)]),
        ("<tg-spoiler>geheim</tg-spoiler>", "geheim", [("spoiler", 0, 6)]),
        ("<b>x <i>y</i></b>", "x y", [("bold", 0, 3), ("italic", 2, 1)]),
        ("10/12 of en/of, zie https://a.nl/b.", "10/12 of en/of, zie https://a.nl/b.", [("url", 20, 14)]),
    ],
)
def test_markup_becomes_entities_counted_in_utf16(
    markup: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    plain, made = compose(markup, "HTML", None)
    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in made] == entities


@pytest.mark.parametrize(
    "markup", ["a < b", "<b>x", "x</b>", "<b><i>x</b></i>", "<p>x</p>", "<span>x</span>"]
)
def test_markup_that_cannot_be_parsed_is_refused(markup: str) -> None:
    with pytest.raises(BotApiError, match="can't parse entities"):
        compose(markup, "HTML", None)


async def test_a_command_typed_by_a_person_is_marked(stand_in: StandIn, fatima: Phone) -> None:
    await fatima.says("/afspraak ⭐ do half drie")
    message = stand_in.updates.waiting()[-1]["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 9}]
    assert isinstance(message["date"], int)


async def test_a_phone_that_waits_in_vain_shows_its_screen(api: Api, fatima: Phone) -> None:
    await sent(api, reply_markup=KEYBOARD)
    with pytest.raises(AssertionError, match=r"< Morgen om 10\.00 uur\. \[Ik kom\] \[Ik kan niet\]"):
        await fatima.waits_for("nooit", timeout=0.05)
    with pytest.raises(AssertionError, match="no button 'Later'"):
        await fatima.taps("Later", timeout=0.05)
    await fatima.quiet(0.05)
