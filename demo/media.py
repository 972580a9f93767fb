"""Pictures, documents and sounds that the bot sends: from an upload, or by the id of a known file."""

from demo.files import PHOTO_LIMIT, StoredFile, picture_kind, picture_size
from demo.wire import Json, Upload, bad_request
from demo.world import World

KINDS = ("photo", "document", "audio", "voice", "video", "animation", "sticker")


def media(world: World, kind: str, given: Upload | str) -> Json:
    """Return the fields that a Message of this kind has, e.g. `{"photo": […]}`.

    Raises BotApiError 400 for an unknown file id, an address (nothing is fetched) and a broken picture.
    """
    stored = _stored(world, kind, given)
    wire = stored.wire()
    named = {"file_name": stored.name, "mime_type": stored.content_type}
    match kind:
        case "photo":
            width, height = picture_size(stored.data)
            return {"photo": [{**wire, "width": width, "height": height}]}
        case "document":
            return {"document": {**wire, **named}}
        case "audio":
            return {"audio": {**wire, **named, "duration": 3}}
        case "voice":
            return {"voice": {**wire, "mime_type": stored.content_type, "duration": 3}}
        case "sticker":
            more = {"type": "regular", "is_animated": False, "is_video": False}
            return {"sticker": {**wire, **more, "width": 512, "height": 512}}
        case _:
            return {kind: {**wire, **named, "width": 320, "height": 240, "duration": 3}}


def _stored(world: World, kind: str, given: Upload | str) -> StoredFile:
    if isinstance(given, str):
        known = world.files.by_id(given)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return known
    if kind == "photo":
        picture_kind(given.data)
        if len(given.data) > PHOTO_LIMIT:
            raise bad_request("file is too big for a photo")
    return world.files.add(
        given.data, name=given.filename, content_type=given.content_type, folder=f"{kind}s"
    )
