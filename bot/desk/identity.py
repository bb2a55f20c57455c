"""Who somebody is according to the office's own sign-in service: what the desk needs of OpenID Connect, no library."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.store.desk import Role


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """Where the service is and who we are there; `role_claim` names the claim that says who may do what."""

    issuer: str
    client_id: str
    client_secret: str
    callback: str
    role_claim: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """What must come back unchanged, kept in the browser that set out: nobody else's return counts."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody the service vouches for; `subject` is for ever, the name is not; `role` is None if no claim decides."""

    issuer: str
    subject: str
    name: str
    role: Role | None


class OpenIdError(Exception):
    """Nobody was vouched for; `code` is `unreachable`, `denied`, `forged` or `no-role`."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code


class IdentityProvider(Protocol):
    """The office's sign-in service."""

    async def address(self, departure: Departure) -> str:
        """Where to send the browser; raises OpenIdError."""

    async def identify(self, code: str, departure: Departure) -> Identity:
        """Who came back with this code; raises OpenIdError."""


def role_in(claimed: object) -> Role | None:
    """The highest of our roles among the values of a claim: a text, or a list of them."""
    values: Sequence[object] = claimed if isinstance(claimed, list) else [claimed]
    roles = [role for role in Role if role.value in values]
    return roles[-1] if roles else None
