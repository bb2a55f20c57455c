"""A small sign-in service on loopback, after OpenID Connect Core and Discovery; it vouches for whom it is told to."""

import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "lotse", "a secret: with% odd &signs"
Claims = dict[str, Any]


@dataclass
class Issuer:
    """Whoever comes is `person`; `spoilt` replaces claims of the ID token, and None takes one away."""

    url: str = ""
    person: Claims = field(default_factory=lambda: {"sub": "4711", "preferred_username": "anna.beispiel"})
    spoilt: Claims = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    signs_with: Any = None
    algorithm: str = "RS256"
    calls_itself: str = ""
    asked: dict[str, Claims] = field(default_factory=dict)

    async def describe(self, _: web.Request) -> web.Response:
        """OpenID Connect Discovery 1.0, section 4."""
        return web.json_response({
            "issuer": self.calls_itself or self.url, "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        })  # fmt: skip

    async def authorize(self, request: web.Request) -> web.Response:
        """Section 3.1.2: no questions asked, the browser goes back with a code."""
        asked = dict(request.query)
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def exchange(self, request: web.Request) -> web.Response:
        """Section 3.1.3, with RFC 7636: a code is good once, for the client that proves it asked for it."""
        form = await request.post()
        asked = self.asked.pop(str(form.get("code")), None)
        challenge = urlsafe_b64encode(sha256(str(form.get("code_verifier")).encode()).digest()).decode().rstrip("=")
        _, _, basic = request.headers.get("authorization", "").partition(" ")
        known = tuple(map(unquote, b64decode(basic).decode().split(":")))
        right = asked is not None and challenge == asked["code_challenge"]
        if not right or known != (CLIENT_ID, CLIENT_SECRET) or form["redirect_uri"] != asked["redirect_uri"]:  # type: ignore[index]
            return web.json_response({"error": "invalid_grant"}, status=400)
        token = self.token(asked.get("nonce", ""))  # type: ignore[union-attr]
        return web.json_response({"access_token": "unused", "token_type": "Bearer", "id_token": token})

    def token(self, nonce: str) -> str:
        """An ID token, section 2."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce} | self.person
        claims = {name: value for name, value in (claims | self.spoilt).items() if value is not None}
        key = self.signs_with or self.key
        return jwt.encode({"alg": self.algorithm, "kid": "k1"}, claims, key, algorithms=[self.algorithm])

    async def keys(self, _: web.Request) -> web.Response:
        """The public keys."""
        return web.json_response(KeySet([self.key]).as_dict(private=False))


@asynccontextmanager
async def running_issuer() -> AsyncIterator[Issuer]:
    """On a free port, until the block ends."""
    issuer = Issuer()
    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", issuer.describe)
    app.router.add_get("/authorize", issuer.authorize)
    app.router.add_post("/token", issuer.exchange)
    app.router.add_get("/keys", issuer.keys)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    issuer.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield issuer
    await runner.cleanup()


def shared_secret() -> OctKey:
    """What an attacker might sign with: the client's secret, which other services know too."""
    return OctKey.import_key(CLIENT_SECRET.encode() * 2)
