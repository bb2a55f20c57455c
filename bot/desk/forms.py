"""Forms as browsers send them: fields without control characters, and files of bounded size."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from bot.platforms.web.incoming import read_body
from bot.platforms.web.refusals import Refusal
from handlers.cleaning import clean

LONGEST_FORM = 256 * 1024
LARGEST_FILE = 20 * 1024 * 1024  # bytes; what the platforms take
MOST_FIELDS, MOST_FILES = 250, 1  # a list of events has two fields for each of a hundred lines
MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a form."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, without control characters; the last one of a name counts."""

    fields: dict[str, str]
    uploads: Sequence[Upload] = ()

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "").strip()


async def read_form(request: Request) -> Form:
    """The fields and files of a form; refuses what is too large (413) or no form (422)."""
    if request.headers.get("content-type", "").startswith(MULTIPART):
        return await _multipart(request)
    body = await read_body(request, LONGEST_FORM)
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise Refusal(422, "malformed") from None
    return Form({name: clean(value) for name, value in fields})


async def _multipart(request: Request) -> Form:
    body = await read_body(request, LARGEST_FILE + LONGEST_FORM)

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        request.headers, stream(), max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FORM
    )
    try:
        found = await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise Refusal(422, "malformed") from None
    fields, uploads = {}, []
    for name, value in found.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            uploads += [Upload(clean(value.filename or ""), value.content_type or "", content)] if content else []
        else:
            fields[name] = clean(value)
    await found.close()
    if any(len(upload.content) > LARGEST_FILE for upload in uploads):
        raise Refusal(413, "too-large")
    return Form(fields, uploads)
