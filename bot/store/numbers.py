"""Case numbers and short ids that people can read aloud."""

import secrets

# No I/1, O/0, B/8, S/5, Z/2: they are mistaken for each other on the phone and in handwriting.
READABLE = "ACDEFGHJKLMNPQRTUVWXY34679"
CASE_PREFIX = "KI-"


def new_case_number() -> str:
    """`KI-` and five readable characters: about 11.8 million numbers, not guessable in sequence."""
    return CASE_PREFIX + _readable(5)


def new_button_ids(count: int) -> list[str]:
    """For the buttons of one message: ten readable characters (47 bits) that nobody guesses, and one or two each."""
    stem = _readable(10) if count else ""
    return [stem + _written(position, 1 if count <= len(READABLE) else 2) for position in range(count)]


def new_receipt() -> str:
    """The receipt of an erasure; it names no person."""
    return "L-" + _readable(8)


def new_transaction_id() -> str:
    """The id under which a message is sent, the same at every attempt."""
    return secrets.token_urlsafe(12)


def _readable(length: int) -> str:
    return _written(secrets.randbelow(len(READABLE) ** length), length)


def _written(number: int, length: int) -> str:
    base = len(READABLE)
    return "".join(READABLE[number // base**place % base] for place in range(length))
