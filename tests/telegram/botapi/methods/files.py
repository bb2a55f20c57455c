"""Files: sending by id or upload, asking where one lies."""

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.checks import find_room, read_caption
from tests.telegram.botapi.methods.messages import place_message
from tests.telegram.botapi.refusals import bad, violation
from tests.telegram.botapi.state import JsonObject, State, StoredFile

LARGEST_DOWNLOAD = 20_000_000  # getFile: "bots can download files of up to 20MB in size"
LARGEST_UPLOAD = 50_000_000
LARGEST_PHOTO = 10_000_000


def shown(file: StoredFile) -> JsonObject:
    """A file as every message that holds one shows it."""
    return {"file_id": file.id, "file_unique_id": f"U{file.id}", "file_size": file.size}


def _given_file(state: State, params: Params, field: str, *, largest: int) -> tuple[StoredFile, str, str]:
    """The file of a call, its name and its type: an id known already, or what was uploaded."""
    upload = params.upload(field)
    if upload is None:
        file = state.files.get(params.text(field))
        if file is None:
            raise violation("wrong file identifier/HTTP URL specified")
        return file, file.path.rpartition("/")[2], "application/octet-stream"
    if not upload.content:
        raise violation("file must be non-empty")
    if len(upload.content) > largest:
        raise violation("file is too big")
    return state.store_file(upload.content, name=upload.name), upload.name, upload.kind


def _send_file(state: State, params: Params, field: str, content: JsonObject) -> JsonObject:
    caption, entities = read_caption(params)
    if caption:
        content["caption"] = caption
    if entities:
        content["caption_entities"] = entities
    message = place_message(state, params, find_room(state, params), content)
    state.note(f"send{field.capitalize()}", message)
    return message


def send_document(state: State, params: Params) -> JsonObject:
    """sendDocument."""
    find_room(state, params)
    file, name, kind = _given_file(state, params, "document", largest=LARGEST_UPLOAD)
    return _send_file(state, params, "document", {"document": shown(file) | {"file_name": name, "mime_type": kind}})


def send_photo(state: State, params: Params) -> JsonObject:
    """sendPhoto: it comes back in two sizes."""
    find_room(state, params)
    file, _, _ = _given_file(state, params, "photo", largest=LARGEST_PHOTO)
    sizes = [shown(file) | {"width": width, "height": width * 3 // 4} for width in (320, 1280)]
    return _send_file(state, params, "photo", {"photo": sizes})


def send_voice(state: State, params: Params) -> JsonObject:
    """sendVoice."""
    find_room(state, params)
    file, _, kind = _given_file(state, params, "voice", largest=LARGEST_UPLOAD)
    voice = shown(file) | {"duration": params.number("duration", 1), "mime_type": kind}
    return _send_file(state, params, "voice", {"voice": voice})


def get_file(state: State, params: Params) -> JsonObject:
    """getFile: where it can be downloaded, up to 20 MB."""
    file = state.files.get(params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return shown(file) | {"file_path": file.path}


METHODS = {
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendVoice": send_voice,
    "getFile": get_file,
}
