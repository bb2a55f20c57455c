"""Case numbers and short ids that people can read aloud."""

import secrets

# No I/1, O/0, B/8, S/5, Z/2: they are mistaken for each other on the phone and in handwriting.
READABLE = "ACDEFGHJKLMNPQRTUVWXY34679"
CASE_PREFIX = "KI-"


def new_case_number() -> str:
    """`KI-` and five readable characters: about 11.8 million numbers, not guessable in sequence."""
    return CASE_PREFIX + _readable(5)


def new_button_id() -> str:
    """Ten readable characters (47 bits): well inside Telegram's 64 bytes of callback data."""
    return _readable(10)


def new_receipt() -> str:
    """The receipt of an erasure; it names no person."""
    return "L-" + _readable(8)


def new_transaction_id() -> str:
    """The id under which a message is sent, the same at every attempt."""
    return secrets.token_urlsafe(12)


def _readable(length: int) -> str:
    number, base = secrets.randbelow(len(READABLE) ** length), len(READABLE)
    return "".join(READABLE[number // base**place % base] for place in range(length))
