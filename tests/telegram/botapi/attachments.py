"""What people send besides text: the contents of such messages, for `World.post`."""

from tests.telegram.botapi.methods.files import shown
from tests.telegram.botapi.state import JsonObject, State

ONE_PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(60)  # nobody looks into it


class Attachments:
    """Makes files that the bot can download, and the part of a message that names them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def document(
        self,
        content: bytes,
        *,
        name: str = "Antrag.pdf",
        kind: str = "application/pdf",
        caption: str = "",
        size: int = 0,
    ) -> JsonObject:
        """A document; `size` makes it look larger than its content is."""
        file = self._state.store_file(content, name=name, size=size or None)
        return _captioned({"document": shown(file) | {"file_name": name, "mime_type": kind}}, caption)

    def photo(self, *, caption: str = "", album: str = "") -> JsonObject:
        """A photo in two sizes; photos of one album share its id."""
        file = self._state.store_file(ONE_PIXEL, name="photo.jpg")
        sizes = [shown(file) | {"width": width, "height": width} for width in (90, 800)]
        content: JsonObject = {"photo": sizes}
        return _captioned(content | ({"media_group_id": album} if album else {}), caption)

    def voice(self, *, seconds: int = 7, content: bytes = b"OggS") -> JsonObject:
        """A voice message."""
        file = self._state.store_file(content, name="voice.ogg")
        return {"voice": shown(file) | {"duration": seconds, "mime_type": "audio/ogg"}}

    def sticker(self, emoji: str = "👍") -> JsonObject:
        """A sticker."""
        file = self._state.store_file(b"RIFF", name="sticker.webp")
        look = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
        return {"sticker": shown(file) | look | {"emoji": emoji}}

    def location(self, *, latitude: float = 51.0504, longitude: float = 13.7373) -> JsonObject:
        """A place, by default in Dresden."""
        return {"location": {"latitude": latitude, "longitude": longitude}}

    def contact(self, *, phone: str = "+49351000000", name: str = "Kim") -> JsonObject:
        """A contact card."""
        return {"contact": {"phone_number": phone, "first_name": name}}


def _captioned(content: JsonObject, caption: str) -> JsonObject:
    return content | ({"caption": caption} if caption else {})
