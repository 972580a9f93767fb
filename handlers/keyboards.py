"""Keyboards: the buttons of a view in Telegram's shape."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)

from handlers.views.view import Button, View


def menu_markup(view: View) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """The permanent buttons; Telegram takes them only where no buttons stand under the message itself."""
    if view.menu is None:
        return None
    if not view.menu.rows:
        return ReplyKeyboardRemove()
    return ReplyKeyboardMarkup(view.menu.rows, resize_keyboard=True, is_persistent=True)


def buttons_markup(view: View, sheet: str, window: str) -> InlineKeyboardMarkup | None:
    """The buttons under the message; each carries the handle of its sheet and its place there, or a fixed word.

    A button that opens the window carries its bare address, the same for everybody; without a window there is none.
    """
    number = 0
    rows: list[list[InlineKeyboardButton]] = []
    for row in view.rows:
        made: list[InlineKeyboardButton] = []
        for button in row:
            if not button.opens_window:
                made.append(InlineKeyboardButton(button.text, callback_data=_data(button, sheet, number)))
            elif window:
                made.append(InlineKeyboardButton(button.text, web_app=WebAppInfo(f"{window}/")))
            number += button.pressed is not None
        rows.append(made)
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _data(button: Button, sheet: str, number: int) -> str:
    if button.fixed is not None:
        return button.fixed.value
    if not sheet:
        # A button that asks for something needs a kept sheet: this view should have gone through keep_buttons.
        raise ValueError(button.text)
    return f"{sheet}.{number}"
