"""Twenty thousand updates that no client ever sends: none stops the bot, none costs a good one beside it."""

import json
from typing import Any

import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.platforms.telegram.addresses import Addresses
from bot.platforms.telegram.chores import Chores
from bot.platforms.telegram.client import Telegram
from bot.platforms.telegram.intake import Intake
from bot.platforms.telegram.members import Members
from bot.platforms.telegram.newest import Newest
from bot.platforms.telegram.settings import TelegramSettings
from bot.store.database import Database
from bot.store.telegram import TelegramStore
from handlers.base import Message
from tests.telegram.shapes import load_shape, shape_names
from tests.telegram.world import ACCOUNT, SECRET, STAFF, USERNAME, Taken

BATCH = 20  # updates in one example; every third is a good one
EXAMPLES = 1000
SHAPES = [load_shape(name) for name in shape_names()]
NAMES = sorted({key for shape in SHAPES for body in shape.values() if isinstance(body, dict) for key in body})
ODD_TEXTS = st.sampled_from(
    ["", "\x00", "\ud800", "\u202e", "/", "/@", "@", "x" * 5000, "😀" * 2000, "{0}", "%s", "'--"]
)
CONTAINERS = st.sampled_from(["[]", "{}", "[{}]", '{"id": "x"}']).map(json.loads)  # fresh: they may be mutated too
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), ODD_TEXTS, CONTAINERS,
    st.just(10**400), st.lists(st.integers(), max_size=3),
)  # fmt: skip
RANDOM = st.dictionaries(
    st.sampled_from([*NAMES, "update_id", "message", "callback_query", "my_chat_member", "hologram"]), ODD, max_size=6
)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A real shape in which one to three values, anywhere, were replaced, removed or doubled."""
    shape: dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from(SHAPES))))
    for _ in range(draw(st.integers(1, 3))):
        spots = list(spots_of(shape))
        holder, key = spots[draw(st.integers(0, len(spots) - 1))]
        if draw(st.booleans()):
            holder[key] = draw(ODD)
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(NAMES))] = holder.pop(key)
    return shape


def spots_of(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a shape that holds a value."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [spot for key in keys for spot in [(value, key), *spots_of(value[key])]]


class Quiet(Chores):
    """Answers no buttons: there is nobody to answer."""

    def start(self, method: str, **given: Any) -> None:
        assert method == "answerCallbackQuery"


class Everybody(Members):
    """Knows everybody without asking."""

    async def _is_member(self, number: int, group: int) -> bool:
        return True


def build_intake(database: Database) -> Intake:
    chosen = TelegramSettings(f"{ACCOUNT}:token", SECRET, staff_chat=str(STAFF.id))
    client, store = Telegram(chosen), TelegramStore(database, ACCOUNT)
    intake = Intake(
        client, chosen, store=store, addresses=Addresses(store), members=Everybody(client, store), newest=Newest(),
        chores=Quiet(client), commands=frozenset({"hilfe"}),
    )  # fmt: skip
    intake.username = USERNAME
    return intake


def good(number: int) -> dict[str, Any]:
    shape = load_shape("message_text")
    shape["message"] |= {"text": f"gut {number}", "message_id": number}
    return shape | {"update_id": 10**9 + number}


def is_sound(message: Message) -> bool:
    """What the rest of the house relies on."""
    texts = (message.id, message.text, message.press, message.staff, message.ref, message.reply_to, message.thread)
    files = all(isinstance(file.ref, str) and isinstance(file.size, int) for file in message.attachments)
    return all(isinstance(text, str) for text in (*texts, message.chat.id)) and files


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)
@given(odd=st.lists(st.one_of(mutated(), RANDOM), min_size=BATCH, max_size=BATCH))
async def test_odd_updates_are_passed_over_and_good_ones_between_them_taken(
    store: Database, odd: list[dict[str, Any]]
) -> None:
    taken, batch = Taken(), list(odd)
    for number, place in enumerate((0, 7, 14, len(batch) + 3)):
        batch.insert(place, good(number))
    with structlog.testing.capture_logs():
        await build_intake(store).take(batch, taken)
    assert [text for text in taken.texts if text.startswith("gut ")] == [f"gut {number}" for number in range(4)]
    assert all(map(is_sound, taken.messages))
