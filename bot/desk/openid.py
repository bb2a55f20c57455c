"""OpenID Connect with the code flow: discovery, PKCE, and an ID token checked for signature, audience, time and nonce.

OpenID Connect Core 1.0 (3.1), Discovery 1.0, RFC 7636. Loaded only where an issuer is configured.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import OpenIDProviderMetadata, get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.desk.identity import Departure, Identity, OpenIdError, OpenIdSettings, role_in
from bot.desk.links import LONGEST_NAME
from handlers.cleaning import clean

# Public keys only: with a secret that several services share, each of them could vouch for anybody.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
LEEWAY_SECONDS = 60  # how far two clocks may be apart
PATIENCE = ClientTimeout(total=10)
SCOPE = "openid profile email"
NAMES = ("preferred_username", "name", "email")


class OpenId:
    """One sign-in service; what it says of itself is asked for when somebody first signs in."""

    def __init__(self, settings: OpenIdSettings, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._metadata: Mapping[str, Any] | None = None

    async def address(self, departure: Departure) -> str:
        """The service's page, with everything it needs to send the browser back."""
        metadata = await self._about()
        challenge = create_s256_code_challenge(departure.verifier)
        address: str = prepare_grant_uri(
            metadata["authorization_endpoint"], self._settings.client_id, "code",
            redirect_uri=self._settings.callback, scope=SCOPE, state=departure.state, nonce=departure.nonce,
            code_challenge=challenge, code_challenge_method="S256",
        )  # fmt: skip
        return address

    async def identify(self, code: str, departure: Departure) -> Identity:
        """Exchange the code, and believe the ID token only after every check."""
        metadata = await self._about()
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self._settings.callback,
            "code_verifier": departure.verifier, "client_id": self._settings.client_id,
        }  # fmt: skip
        answer = await _fetch(metadata["token_endpoint"], form=form, authorization=self._basic())
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise OpenIdError("forged", "no ID token")
        keys = await _fetch(metadata["jwks_uri"])
        claims = self._checked(token, keys, departure.nonce)
        return self._identity(claims)

    async def _about(self) -> Mapping[str, Any]:
        if self._metadata is None:
            found = OpenIDProviderMetadata(await _fetch(get_well_known_url(self._settings.issuer, external=True)))
            if found.get("issuer") != self._settings.issuer:
                raise OpenIdError("unreachable", "the issuer calls itself otherwise")
            missing = {"authorization_endpoint", "token_endpoint", "jwks_uri"} - set(found)
            if missing:
                raise OpenIdError("unreachable", f"the issuer does not name {sorted(missing)}")
            self._metadata = found
        return self._metadata

    def _basic(self) -> str:
        """RFC 6749, 2.3.1: both encoded as in a form, then as for HTTP Basic."""
        pair = f"{quote(self._settings.client_id, safe='')}:{quote(self._settings.client_secret, safe='')}"
        return f"Basic {b64encode(pair.encode()).decode()}"

    def _checked(self, token: str, keys: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        wanted = {
            "iss": {"essential": True, "value": self._settings.issuer},
            "aud": {"essential": True, "value": self._settings.client_id},
        }
        try:
            signed = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
            about = {"nonce": nonce, "client_id": self._settings.client_id}
            claims = CodeIDToken(signed.claims, signed.header, wanted, about)
            claims.validate(now=int(self._now().timestamp()), leeway=LEEWAY_SECONDS)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise OpenIdError("forged", type(error).__name__) from error
        return dict(claims)

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        role = role_in(claims.get(self._settings.role_claim)) if self._settings.role_claim else None
        if self._settings.role_claim and role is None:
            raise OpenIdError("no-role")
        named = next((str(claims[name]) for name in NAMES if claims.get(name)), str(claims["sub"]))
        name = " ".join(clean(named).split())[:LONGEST_NAME]
        return Identity(self._settings.issuer, str(claims["sub"]), name, role)


async def _fetch(address: str, *, form: Mapping[str, str] | None = None, authorization: str = "") -> Mapping[str, Any]:
    """What the service answers, a JSON object; redirects are not followed, since they could lead anywhere."""
    headers = {"accept": "application/json"} | ({"authorization": authorization} if authorization else {})
    method = "POST" if form else "GET"
    try:
        async with (
            ClientSession(timeout=PATIENCE) as http,
            http.request(method, address, data=form, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status >= 500:
                raise OpenIdError("unreachable", f"status {answer.status}")
            if answer.status != 200:
                raise OpenIdError("denied", f"status {answer.status}")
            found = await answer.json(content_type=None)
    except (ClientError, TimeoutError, ValueError) as error:
        raise OpenIdError("unreachable", type(error).__name__) from error
    if not isinstance(found, dict):
        raise OpenIdError("unreachable", "no object")
    return found
