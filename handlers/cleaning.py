"""Makes a person's text safe to keep and show without changing what it says."""

import re

# C0 and C1 control characters except tab and line feed; NUL cannot be stored by PostgreSQL, ESC rules terminals.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without control characters and lone surrogates; line ends become line feeds."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
