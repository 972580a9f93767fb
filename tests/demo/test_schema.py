"""Walks the official description: every call that breaks it is refused."""

from typing import Any

import pytest

from demo.phone import Phone
from demo.schema import Schema, official
from demo.wire import BotApiError, Upload
from tests.demo.conftest import FATIMA, Api

SCHEMA = official()
METHODS = sorted(SCHEMA.methods)
REQUIRED = [
    (method, name)
    for method in METHODS
    for name, field in SCHEMA.methods[method].items()
    if field.get("required")
]
_SIMPLE: dict[str, Any] = {"Integer": 1, "String": "x", "Boolean": True, "Float": 1.5}


def example(schema: Schema, kind: str) -> Any:
    """Return the smallest good value of a type."""
    if kind.startswith("Array of "):
        return [example(schema, kind.removeprefix("Array of "))]
    if kind == "InputFile":
        return Upload("x.bin", "application/octet-stream", b"x")
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    spec = schema._types[kind]
    if "any_of" in spec:
        return example(schema, spec["any_of"][0])
    made = {
        name: field.get("only") or example(schema, field["types"][0])
        for name, field in spec["fields"].items()
        if field.get("required")
    }
    if kind in {"InlineKeyboardButton", "WebAppInfo"}:
        made |= {"url": "https://example.org"}
    return made


def good_call(method: str) -> dict[str, Any]:
    """Return all required parameters of a method."""
    fields = SCHEMA.methods[method]
    return {
        name: field.get("only") or example(SCHEMA, field["types"][0])
        for name, field in fields.items()
        if field.get("required")
    }


def test_the_description_is_the_whole_bot_api_10() -> None:
    assert len(METHODS) == 176
    assert len(REQUIRED) == 289


@pytest.mark.parametrize("method", METHODS)
def test_each_method_takes_its_required_parameters_and_refuses_an_unknown_one(method: str) -> None:
    SCHEMA.check(method, good_call(method))
    with pytest.raises(BotApiError, match='unknown parameter "unheard_of"') as refused:
        SCHEMA.check(method, {**good_call(method), "unheard_of": 1})
    assert refused.value.code == 400


@pytest.mark.parametrize(("method", "missing"), REQUIRED)
def test_each_required_parameter_is_required(method: str, missing: str) -> None:
    params = good_call(method)
    del params[missing]
    with pytest.raises(BotApiError, match=f'"{missing}" is required') as refused:
        SCHEMA.check(method, params)
    assert refused.value.code == 400


@pytest.mark.parametrize("method", METHODS)
def test_each_parameter_refuses_a_value_of_no_fitting_type(method: str) -> None:
    for name, field in SCHEMA.methods[method].items():
        with pytest.raises(BotApiError) as refused:
            SCHEMA.check(method, {**good_call(method), name: None})
        assert f"{method}.{name} must be {field['types'][0]}" in refused.value.description


async def test_every_method_over_http_refuses_an_unknown_parameter(api: Api) -> None:
    for method in METHODS:
        assert await api.refusal(method, unheard_of=1) == (
            f'400 Bad Request: unknown parameter "unheard_of" in {method}'
        )


async def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert await api.refusal("sendTelepathy") == "404 Not Found: method not found"


async def test_a_wrong_token_is_unauthorised(api: Api) -> None:
    answer = await api.client.post("/bot1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_a_method_outside_the_stand_in_is_refused_and_never_says_true(api: Api) -> None:
    params = {"name": "x", "title": "x"}
    assert await api.refusal("setStickerSetTitle", **params) == (
        "400 Bad Request: method is not available in this stand-in"
    )


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "x", "color": "red"}]]},
            'unknown parameter "color"',
        ),
        ({"inline_keyboard": [[{"callback_data": "x"}]]}, '"text" is required'),
        ({"inline_keyboard": [[{"text": "a"}]]}, "Text buttons are unallowed"),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "x", "url": "https://a.nl"}]]},
            "more than one action",
        ),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}, "must be non-empty"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "x", "style": "pink"}]]}, "style must be"),
        ({"inline_keyboard": [{"text": "a", "callback_data": "x"}]}, "must be Array of InlineKeyboardButton"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": 5}]]}, "must be String"),
        (
            {"inline_keyboard": [[{"text": "a", "web_app": {"url": "http://kring.example"}}]]},
            "Only HTTPS links",
        ),
        ({"inline_keyboard": [[{"text": "a", "web_app": {"url": "ftp://localhost"}}]]}, "Only HTTPS links"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "x"}] * 101]}, "reply markup is too long"),
        ({"keyboard": [[{"text": "a", "request_contact": "perhaps"}]]}, "must be Boolean"),
        ({"keyboard": [[{"text": "a"}]], "is_nice": True}, 'unknown parameter "is_nice"'),
        ("{not json", "can't parse"),
    ],
)
async def test_a_keyboard_that_breaks_a_rule_is_refused(
    api: Api, fatima: Phone, markup: object, why: str
) -> None:
    refusal = await api.refusal("sendMessage", chat_id=FATIMA, text="x", reply_markup=markup)
    assert refusal.startswith("400 Bad Request")
    assert why in refusal
    assert fatima.screen() == ["/start"]


@pytest.mark.parametrize("data", ["x" * 64, "é" * 32, "👍" * 16])
async def test_a_handle_of_64_bytes_is_accepted(api: Api, fatima: Phone, data: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Ik kom", "callback_data": data}]]}
    assert (await api.call("sendMessage", chat_id=FATIMA, text="x", reply_markup=markup))["ok"]
    assert fatima.buttons() == ["Ik kom"]


@pytest.mark.parametrize("data", ["", "x" * 65, "é" * 32 + "x", "👍" * 16 + "x"])
@pytest.mark.usefixtures("fatima")
async def test_a_handle_of_65_bytes_is_refused_and_bytes_are_counted(api: Api, data: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Ik kom", "callback_data": data}]]}
    refusal = await api.refusal("sendMessage", chat_id=FATIMA, text="x", reply_markup=markup)
    assert refusal == "400 Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    "url", ["https://kring.example/app", "http://localhost:8080/app", "http://127.0.0.1:8080"]
)
@pytest.mark.usefixtures("fatima")
async def test_a_mini_app_over_https_or_on_loopback_is_accepted(api: Api, url: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Open", "web_app": {"url": url}}]]}
    assert (await api.call("sendMessage", chat_id=FATIMA, text="x", reply_markup=markup))["ok"]
    button = {"type": "web_app", "text": "Open", "web_app": {"url": url}}
    assert (await api.call("setChatMenuButton", chat_id=FATIMA, menu_button=button))["ok"]


async def test_a_plain_http_mini_app_is_refused_as_menu_button_too(api: Api) -> None:
    button = {"type": "web_app", "text": "Open", "web_app": {"url": "http://kring.example"}}
    assert "Only HTTPS links" in await api.refusal("setChatMenuButton", menu_button=button)


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "message text is empty"), (" \n ", "message text is empty"), ("x" * 4097, "message is too long")],
)
@pytest.mark.usefixtures("fatima")
async def test_a_text_has_1_to_4096_characters(api: Api, text: str, why: str) -> None:
    assert await api.refusal("sendMessage", chat_id=FATIMA, text=text) == f"400 Bad Request: {why}"
    assert (await api.call("sendMessage", chat_id=FATIMA, text="x" * 4096))["ok"]


@pytest.mark.parametrize(
    "command", [{"command": "Kort!", "description": "x"}, {"command": "a", "description": ""}]
)
async def test_a_bad_command_is_refused(api: Api, command: dict[str, str]) -> None:
    assert "BOT_COMMAND" in await api.refusal("setMyCommands", commands=[command])
