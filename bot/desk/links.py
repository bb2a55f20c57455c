"""One-time sign-in links: signed, so that issuing one needs no store, and good for one use within minutes."""

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.store.desk import Role

VALID = timedelta(minutes=15)
INVITATION_VALID = timedelta(hours=48)  # a colleague reads mail on the next working day
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who a link lets in, and as what if they are new; `once` is what makes it good for one use only."""

    name: str
    role: Role
    once: str
    expires: datetime


class Links:
    """Issues sign-in links and reads them again."""

    def __init__(self, *, public_url: str, secret_key: str) -> None:
        self._root = public_url.rstrip("/")
        self._key = secret_key.encode()

    def issue(self, name: str, *, now: datetime, role: Role = Role.STAFF, valid: timedelta = VALID) -> str:
        """The address that signs `name` in once."""
        until = int((now + valid).timestamp())
        content = json.dumps([name, role, until, secrets.token_urlsafe(16)], ensure_ascii=False)
        body = urlsafe_b64encode(content.encode()).decode().rstrip("=")
        return f"{self._root}/desk/sign-in?link={body}.{self._sign(body)}"

    def read(self, token: str, *, now: datetime) -> Invitation | None:
        """What a link's token says; None when it is not ours or too old."""
        body, _, signature = token.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(body).encode()):
            return None
        try:
            name, role, until, once = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        except (Base64Error, ValueError):  # signed by us, so only a former version's shape gets here
            return None
        expires = datetime.fromtimestamp(until, UTC)
        return Invitation(name, Role(role), sha256(once.encode()).hexdigest(), expires) if now < expires else None

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, b"desk link " + body.encode(), sha256).hexdigest()
