"""What the page itself says: labels, hints and refusals, German and English."""

import re
from pathlib import Path

from handlers.speech import Speech
from knowledge.entries import LANGUAGES, Language

FOLDER = Path(__file__).parent
LIVE = "live-"  # texts that the page's script needs
_KEY = re.compile(r"^([a-z][a-z0-9-]*) =", re.MULTILINE)


def load_speech() -> Speech:
    """The texts that lie beside this module."""
    return Speech({language: _source(language) for language in LANGUAGES})


def text_keys(language: Language) -> tuple[str, ...]:
    """Every key in `language`, in the order of the file."""
    return tuple(_KEY.findall(_source(language)))


def live_texts(speech: Speech, language: Language, **args: str) -> dict[str, str]:
    """The texts for the script by key; `{seconds}` and the like are filled in there."""
    later = {name: f"{{{name}}}" for name in ("seconds", "number", "label")}
    keys = [key for key in text_keys(language) if key.startswith(LIVE)]
    return {key.removeprefix(LIVE): speech.say(language, key, **later, **args) for key in keys}


def preferred_language(accept: str, fallback: Language = "de") -> Language:
    """The one of our languages that an Accept-Language header likes best."""
    best, best_weight = fallback, 0.0
    for part in accept.split(","):
        tag, _, quality = part.strip().partition(";q=")
        weight = _weight(quality)
        for language in LANGUAGES:
            if tag.lower().split("-")[0] == language and weight > best_weight:
                best, best_weight = language, weight
    return best


def _weight(quality: str) -> float:
    try:
        return float(quality or "1")
    except ValueError:
        return 0.0


def _source(language: Language) -> str:
    return (FOLDER / f"{language}.ftl").read_text("utf-8")
