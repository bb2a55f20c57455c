"""Chats and who is in them."""

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.checks import find_room
from tests.telegram.botapi.refusals import bad
from tests.telegram.botapi.state import JsonObject, State

ADMINISTRATORS = {"creator", "administrator"}
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(state: State, params: Params) -> JsonObject:
    """getChat: the chat with everything about it that is always there."""
    return find_room(state, params).view | {
        "accent_color_id": 3,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


def get_chat_member(state: State, params: Params) -> JsonObject:
    """getChatMember: whoever once was in the chat; somebody nobody knows is refused."""
    room, user = find_room(state, params), params.number("user_id")
    if user in room.members:
        return room.members[user]
    known = state.rooms.get(user)
    if known is None:
        raise bad("PARTICIPANT_ID_INVALID")
    person = {"id": user, "is_bot": False, "first_name": known.view.get("first_name", "")}
    return {"user": person, "status": "left"}


def get_chat_administrators(state: State, params: Params) -> list[JsonObject]:
    """getChatAdministrators: all who are not ordinary members; other bots are left out."""
    room = find_room(state, params)
    if room.is_private:
        raise bad("there are no administrators in the private chat")
    return [member for member in room.members.values() if member["status"] in ADMINISTRATORS]


def leave_chat(state: State, params: Params) -> bool:
    """leaveChat: afterwards the bot may not write there."""
    room = find_room(state, params)
    room.trouble = "kicked_supergroup" if room.view["type"] == "supergroup" else "kicked"
    state.left.append(room.id)
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
}
