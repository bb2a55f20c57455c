"""The methods of the Bot API that the stand-in knows, by their names in lower case, as Telegram compares them."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.methods import chats, files, messages, profile, topics
from tests.telegram.botapi.state import State

Method = Callable[[State, Params], Any]


def all_methods() -> Mapping[str, Method]:
    """What answers at once; getUpdates and the webhook methods wait, and stand in `receiving`."""
    methods = chats.METHODS | files.METHODS | messages.METHODS | profile.METHODS | topics.METHODS
    return {name.lower(): method for name, method in methods.items()}
