"""The methods by which a bot gets its updates: polling, or a webhook."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.refusals import violation
from tests.telegram.botapi.updates import LARGEST_BATCH, UpdateQueue
from tests.telegram.botapi.webhook import CONNECTIONS, Webhook


class Receiving:
    """getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

    def __init__(self, updates: UpdateQueue, webhook: Webhook) -> None:
        self._updates = updates
        self._webhook = webhook
        self.methods: Mapping[str, Callable[[Params], Awaitable[Any]]] = {
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
        }

    async def _get_updates(self, params: Params) -> list[dict[str, Any]]:
        self._set_allowed(params)
        return await self._updates.poll(
            offset=params.number("offset"),
            limit=params.number("limit", LARGEST_BATCH),
            seconds=params.number("timeout"),
        )

    async def _set_webhook(self, params: Params) -> bool:
        self._set_allowed(params)
        await self._webhook.set(
            params.text("url"),
            secret=params.text("secret_token"),
            connections=params.number("max_connections", CONNECTIONS),
            drop=params.flag("drop_pending_updates"),
        )
        return True

    async def _delete_webhook(self, params: Params) -> bool:
        await self._webhook.set("", drop=params.flag("drop_pending_updates"))
        return True

    async def _get_webhook_info(self, params: Params) -> dict[str, Any]:
        return self._webhook.info()

    def _set_allowed(self, params: Params) -> None:
        """Which kinds the bot wants from now on; not given, the last choice stays."""
        allowed = params.data("allowed_updates")
        if allowed is None:
            return
        if not isinstance(allowed, list):
            raise violation("can't parse allowed_updates: array of strings expected")
        self._updates.allowed = allowed
