"""Launch data of a Mini App, signed with the bot's token as Telegram signs it."""

import hashlib
import hmac
import json
from urllib.parse import quote, urlencode

from demo.chats import Person


def init_data(
    token: str, person: Person, auth_date: int, *, query_id: str = "", start_param: str = ""
) -> str:
    """Return `initData`: a query string whose `hash` is an HMAC that only the bot's token can make.

    See core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app.
    """
    user = {
        "id": person.user_id,
        "first_name": person.first_name,
        "last_name": person.last_name or "",
        "language_code": person.language_code,
        "allows_write_to_pm": True,
    }
    fields = {
        "auth_date": str(auth_date),
        "user": json.dumps(user, separators=(",", ":"), ensure_ascii=False),
    }
    if query_id:
        fields["query_id"] = query_id
    if start_param:
        fields["start_param"] = start_param
    checked = "\n".join(f"{key}={value}" for key, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    fields["hash"] = hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()
    return urlencode(fields, quote_via=quote)


def address(url: str, data: str, *, dark: bool = False) -> str:
    """Return the address that a client opens: the app's own, with the launch data in the fragment."""
    theme = {"bg_color": "#17212b" if dark else "#ffffff", "text_color": "#f5f5f5" if dark else "#000000"}
    fragment = urlencode(
        {
            "tgWebAppData": data,
            "tgWebAppVersion": "9.1",
            "tgWebAppPlatform": "weba",
            "tgWebAppThemeParams": json.dumps(theme, separators=(",", ":")),
        },
        quote_via=quote,
    )
    return f"{url}{'&' if '#' in url else '#'}{fragment}"
