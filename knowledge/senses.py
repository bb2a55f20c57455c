"""Both encoders: each loaded when it is first needed, once, and shared by everybody who compares meanings."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from knowledge.encoder import Encoder, RememberingEncoder, UniversalEncoder
from knowledge.second_encoder import SmallE5, second_encoder


class Senses:
    """The first encoder, and the second where it is installed; may be asked for from any thread."""

    names = (UniversalEncoder.name, SmallE5.name)

    def __init__(self, load_first: Callable[[], Encoder], load_second: Callable[[], Encoder | None]) -> None:
        self._load_first, self._load_second = load_first, load_second
        self._loading = Lock()
        self._first: Encoder | None = None
        self._second: tuple[Encoder | None] | None = None

    @classmethod
    def kept_in(cls, folder: Path | None) -> "Senses":
        """Our two, which a start finds prepared in `folder`."""
        return cls(lambda: UniversalEncoder(folder), lambda: second_encoder(folder))

    def first(self) -> Encoder:
        """The first encoder; waits while it is being loaded."""
        with self._loading:
            self._first = self._first or RememberingEncoder(self._load_first())
            return self._first

    def second(self) -> Encoder | None:
        """The second one; None where there is none."""
        with self._loading:
            if self._second is None:
                loaded = self._load_second()
                self._second = (RememberingEncoder(loaded) if loaded else None,)
            return self._second[0]
