"""Reads the parameters of a call from an HTTP request: query string, JSON, form or multipart."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from demo.wire import Json, Upload, bad_request

_ATTACH = "attach://"


async def read(request: Request) -> tuple[Json, dict[str, Upload]]:
    """Return the parameters as sent and the files beside them; raises BotApiError 400 for a broken body."""
    given: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        given |= _json(await request.body())
        return given, {}
    uploads: dict[str, Upload] = {}
    if kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        async with request.form(max_part_size=8 * 1024 * 1024) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content_type = value.content_type or "application/octet-stream"
                    uploads[name] = Upload(value.filename or name, content_type, await value.read())
                else:
                    given[name] = value
    elif await request.body():
        raise bad_request("Content-Type must be JSON, form or multipart")
    return given, uploads


def place(given: Json, uploads: dict[str, Upload], fields: Json) -> Json:
    """Put files that carry the name of a parameter in its place; the others wait for an attach:// word."""
    return given | {name: upload for name, upload in uploads.items() if name in fields}


def attach(params: Json, uploads: dict[str, Upload], fields: Json) -> Json:
    """Replace each `attach://name` by its file; raises 400 for a file nobody speaks of, or the reverse."""
    used: set[str] = set()

    def replaced(value: Any) -> Any:
        if isinstance(value, str) and value.startswith(_ATTACH):
            name = value.removeprefix(_ATTACH)
            if name not in uploads:
                raise bad_request(f"file {name} not found in the request")
            used.add(name)
            return uploads[name]
        if isinstance(value, dict):
            return {key: replaced(item) for key, item in value.items()}
        if isinstance(value, list):
            return [replaced(item) for item in value]
        return value

    whole: Json = replaced(params) if uploads else params
    forgotten = uploads.keys() - used - fields.keys()
    if forgotten:
        raise bad_request(f'unknown parameter "{min(forgotten)}" (a file)')
    return whole


def _json(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        given = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("JSON object expected")
    return given
