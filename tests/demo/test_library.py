"""The real python-telegram-bot against the stand-in: form bodies, multipart files, its error classes."""

import io

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    LinkPreviewOptions,
    MenuButtonCommands,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
    WebAppInfo,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden, NetworkError, RetryAfter
from telegram.ext import ExtBot

from demo.files import sample_picture
from demo.phone import Phone
from demo.server import StandIn
from tests.demo.conftest import FATIMA

Bot = ExtBot[None]


async def test_it_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (123456, "kring_proef_bot", True)


async def test_it_sends_edits_and_deletes(bot: Bot, fatima: Phone) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ik kom", callback_data="v1:abc", style="success")]])
    sent = await bot.send_message(
        FATIMA, "<b>Morgen</b> om 10.00 uur", parse_mode="HTML", reply_markup=markup, protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(fatima.messages()[0].message_id),
    )  # fmt: skip
    assert sent.reply_markup == markup
    assert sent.reply_to_message is not None
    assert [entity.type for entity in sent.entities] == ["bold"]
    await fatima.taps("Ik kom")
    update = (await bot.get_updates(offset=-1, allowed_updates=Update.ALL_TYPES))[0]
    assert update.callback_query is not None
    assert update.callback_query.data == "v1:abc"
    assert await update.callback_query.answer("Fijn")
    edited = await update.callback_query.edit_message_text("Fijn, tot morgen")
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None
    assert fatima.alerts() == ["Fijn"]
    assert await bot.delete_message(FATIMA, sent.message_id)
    assert fatima.screen() == ["/start"]


async def test_files_travel_both_ways(bot: Bot, fatima: Phone) -> None:
    picture = sample_picture(30, 20)
    await fatima.sends_photo(picture)
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    file = await message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == picture
    photo = await bot.send_photo(FATIMA, picture, caption="Week <i>3</i>", parse_mode="HTML")
    assert (photo.photo[-1].width, photo.photo[-1].height, photo.caption) == (30, 20, "Week 3")
    again = await bot.send_photo(FATIMA, photo.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    ics = InputFile(io.BytesIO(b"BEGIN:VCALENDAR"), filename="afspraak.ics")
    document = await bot.send_document(FATIMA, ics, reply_markup=ReplyKeyboardMarkup([["Hulp nu"]]))
    assert document.document is not None
    assert document.document.file_name == "afspraak.ics"
    assert fatima.keyboard() == ["Hulp nu"]
    changed = await bot.edit_message_media(
        InputMediaDocument(b"BEGIN:VCALENDAR 2", filename="nieuw.ics"), FATIMA, document.message_id
    )
    assert not isinstance(changed, bool)
    assert changed.document is not None
    assert changed.document.file_name == "nieuw.ics"
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(FATIMA, b"no picture")
    with pytest.raises(BadRequest, match="identifier"):
        await bot.send_photo(FATIMA, "https://example.org/a.png")


async def test_voice_sticker_contact_and_edit_arrive_as_such(bot: Bot, fatima: Phone) -> None:
    await fatima.sends_voice()
    await fatima.sends_sticker()
    await fatima.sends_contact(of=1002)
    await fatima.sends_document(b"%PDF")
    await fatima.edits(await fatima.says("oud"), "nieuw")
    start, voice, sticker, contact, document, typed, edit = await bot.get_updates()
    assert start.message is not None
    assert voice.message is not None
    assert sticker.message is not None
    assert contact.message is not None
    assert document.message is not None
    assert typed.message is not None
    assert voice.message.voice is not None
    assert sticker.message.sticker is not None
    assert contact.message.contact is not None
    assert contact.message.contact.user_id == 1002
    assert document.message.document is not None
    assert edit.edited_message is not None
    assert edit.edited_message.text == "nieuw"


@pytest.mark.usefixtures("fatima")
async def test_commands_texts_and_menu_buttons_are_kept(bot: Bot) -> None:
    scope = BotCommandScopeChat(FATIMA)
    assert await bot.set_my_commands([("nood", "Hulp nu")], scope=scope, language_code="nl")
    assert list(await bot.get_my_commands(scope, "nl")) == [BotCommand("nood", "Hulp nu")]
    assert await bot.set_my_description("Kring helpt", language_code="nl")
    assert (await bot.get_my_description("nl")).description == "Kring helpt"
    assert (await bot.get_my_name()).name == "Kring"
    assert isinstance(await bot.get_chat_menu_button(FATIMA), MenuButtonCommands)
    button = MenuButtonWebApp("Venster", WebAppInfo("http://localhost:8000/"))
    assert await bot.set_chat_menu_button(FATIMA, button)
    assert await bot.get_chat_menu_button(FATIMA) == button
    assert (await bot.get_chat(FATIMA)).first_name == "Fatima"
    assert (await bot.get_chat_member(FATIMA, FATIMA)).status == "member"
    assert await bot.send_chat_action(FATIMA, "typing")
    assert not (await bot.get_webhook_info()).url
    assert await bot.delete_webhook(drop_pending_updates=True)


async def test_its_errors_are_the_usual_ones(stand_in: StandIn, bot: Bot, fatima: Phone) -> None:
    stand_in.faults.add("too_many", "sendMessage", seconds=5)
    with pytest.raises(RetryAfter, match="5"):
        await bot.send_message(FATIMA, "x")
    stand_in.faults.add("drop_after", "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(FATIMA, "x")
    stand_in.faults.add("bad_gateway", "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(FATIMA, "x")
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_text("x", FATIMA, fatima.last().message_id)
    await fatima.blocks()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(FATIMA, "x")
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")
    with pytest.raises(BadRequest, match=r"(?i)unknown parameter"):
        await bot.get_me(api_kwargs={"unheard_of": 1})
