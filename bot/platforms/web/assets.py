"""The page's own files, read once; their common version is part of the address, so they may be cached for ever."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from fastapi import Response

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Assets:
    """Files by their relative name. Modules import each other by relative paths and so stay in one version."""

    files: dict[str, bytes]
    version: str

    @classmethod
    def load(cls, folder: Path = FOLDER, *, shared: Sequence[str] = ()) -> Self:
        """Everything under `folder`, and the files of the web page that are named as `shared`."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        files |= {name: (FOLDER / name).read_bytes() for name in shared}
        digest = sha256()
        for name, content in files.items():
            digest.update(name.encode() + b"\0" + content)
        return cls(files, digest.hexdigest()[:12])

    def url(self, name: str) -> str:
        """The address of a file, relative to the page."""
        if name not in self.files:
            raise KeyError(f"static/{name}: no such file")
        return f"static/{self.version}/{name}"

    def modules(self) -> list[str]:
        """The page's scripts, so that it can ask for all of them at once."""
        return [self.url(name) for name in self.files if name.startswith("js/")]

    def response(self, version: str, name: str) -> Response:
        """The file; only under its own version may it be kept."""
        if name not in self.files:
            return Response(status_code=404)
        suffix = Path(name).suffix
        media_type = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        caching = FOREVER if version == self.version else "no-store"
        return Response(self.files[name], media_type=media_type, headers={"cache-control": caching})
