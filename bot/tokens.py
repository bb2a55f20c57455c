"""Signed links for people without an account: what they are for, until when they hold, nothing to be looked up."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from handlers.introduction_mail import LINK_DAYS

INTRODUCTION_PATH, ENTRY_PATH = "/vermittlung", "/eintrag"


class Purpose(StrEnum):
    """What a token opens; one made for one purpose opens nothing else."""

    INTRODUCTION = "introduction"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a genuine token says: whom or what it is about, which round of it, and until when it holds."""

    subject: str
    round: int
    until: datetime


class Tokens:
    """Issues tokens and reads them again; `form_token` is what a form on the page of a token must carry."""

    def __init__(self, *, public_url: str, secret_key: str) -> None:
        self._root = public_url.rstrip("/")
        self._key = secret_key.encode()

    def introduction_link(
        self, number: str, round_: int, now: datetime, *, valid: timedelta = timedelta(days=LINK_DAYS)
    ) -> str:
        """The page on which an organisation answers to the introduction of a case."""
        return f"{self._root}{INTRODUCTION_PATH}/{self.issue(Purpose.INTRODUCTION, number, round_, now + valid)}"

    def entry_link(self, actor: str, now: datetime, *, valid: timedelta) -> str:
        """The page on which an organisation says whether its entry is right."""
        return f"{self._root}{ENTRY_PATH}/{self.issue(Purpose.ENTRY, actor, 0, now + valid)}"

    def issue(self, purpose: Purpose, subject: str, round_: int, until: datetime) -> str:
        """A token for links."""
        content = json.dumps([subject, round_, int(until.timestamp())], ensure_ascii=False)
        body = urlsafe_b64encode(content.encode()).decode().rstrip("=")
        return f"{body}.{self._sign(purpose, body)}"

    def read(self, purpose: Purpose, token: str) -> Grant | None:
        """What a token says, also when it is too old; None when it is not ours."""
        body, _, signature = token.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(purpose, body).encode()):
            return None
        try:
            subject, round_, until = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        except (Base64Error, ValueError):  # signed by us, so only a former version's shape gets here
            return None
        return Grant(subject, round_, datetime.fromtimestamp(until, UTC))

    def form_token(self, token: str) -> str:
        """What only the page of this token can know."""
        return hmac.new(self._key, b"form " + token.encode(), sha256).hexdigest()

    def form_fits(self, token: str, written: str) -> bool:
        """Whether a form came from the page of this token."""
        return hmac.compare_digest(self.form_token(token).encode(), written.encode())

    def _sign(self, purpose: Purpose, body: str) -> str:
        # 128 bits: short enough for mail programs not to break the link, far too many to guess.
        return hmac.new(self._key, f"{purpose} link {body}".encode(), sha256).hexdigest()[:32]
