"""What people do: each method acts as one person would in Telegram, and the bot gets the update."""

import time
from itertools import count
from typing import Any

from tests.telegram.botapi.entities import find_entities
from tests.telegram.botapi.methods.topics import open_topic
from tests.telegram.botapi.people import FIRST_GROUP, Group, Person
from tests.telegram.botapi.state import GENERAL, JsonObject, Room, State
from tests.telegram.botapi.updates import UpdateQueue

MESSAGE_KINDS = {"message", "edited_message"}


class World:
    """The people around the bot."""

    def __init__(self, state: State, queue: UpdateQueue) -> None:
        self._state = state
        self._queue = queue
        self._numbers = count(1)

    def push(self, update: JsonObject, *, keep_id: bool = False) -> int:
        """Any update as it is; chats and messages it holds are known from now on. Returns the update's id."""
        for kind, content in update.items():
            if isinstance(content, dict):
                self._learn(content, is_message=kind in MESSAGE_KINDS)
        return self._queue.push(update, keep_id=keep_id)

    def gather(self, group: Group, *people: Person, bot_rights: bool = True) -> Group:
        """A group with these members; the bot is an administrator who may manage topics, or an ordinary member."""
        room = self._state.meet(group.chat())
        for person in people:
            room.members[person.id] = {"user": person.user(), "status": "member"}
        room.members[int(self._state.bot["id"])] = self._bot_member(rights=bot_rights)
        return group

    def promote(self, person: Person, group: Group) -> None:
        """Make somebody an administrator."""
        room = self._state.meet(group.chat())
        room.members[person.id] = self._bot_member(rights=True) | {"user": person.user()}

    def say(
        self, person: Person, text: str, *, group: Group | None = None, reply_to: int = 0, thread: int = 0
    ) -> JsonObject:
        """Write a text; `reply_to` is a message's id, `thread` a topic's."""
        content: JsonObject = {"text": text}
        if entities := find_entities(text):
            content["entities"] = entities
        return self.post(person, content, group=group, reply_to=reply_to, thread=thread)

    def start(self, person: Person, payload: str = "") -> JsonObject:
        """Press "Start", perhaps by a deep link."""
        self._state.meet(person.chat()).trouble = ""
        return self.say(person, f"/start {payload}".rstrip())

    def post(
        self, person: Person, content: JsonObject, *, group: Group | None = None, reply_to: int = 0, thread: int = 0
    ) -> JsonObject:
        """Write a message with any content, such as `{"sticker": …}`; returns the message."""
        room = self._state.meet((group or person).chat())
        message: JsonObject = {
            "message_id": room.next_id(),
            "from": person.user(),
            "chat": room.view,
            "date": int(time.time()),
        }
        message |= _place(room, room.messages.get(reply_to), thread) | content
        self.push({"message": message})
        return message

    def edit(self, message: JsonObject, text: str) -> JsonObject:
        """Change the wording of a message."""
        field = "text" if "text" in message else "caption"
        edited = message | {field: text, "edit_date": int(time.time())}
        self.push({"edited_message": edited})
        return edited

    def press(
        self, person: Person, label: str = "", *, data: str = "", message: int = 0, group: Group | None = None
    ) -> str:
        """Press a button of the newest message that has it (or of one message); returns the callback query's id."""
        room = self._state.meet((group or person).chat())
        shown, pressed = self._find_button(room, label, data=data, message=message)
        return self._press(person, shown, str(pressed["callback_data"]))

    def press_old(self, person: Person, data: str, *, message: int = 1) -> str:
        """Press a button of a message that is too old: Telegram shows only its id."""
        room = self._state.meet(person.chat())
        return self._press(person, {"chat": room.view, "message_id": message, "date": 0}, data)

    def expire_presses(self) -> None:
        """Whatever was pressed is too old to be answered now."""
        self._state.callbacks.clear()

    def react(self, person: Person, message: JsonObject, emoji: str) -> int:
        """React to a message (the bot gets it only if it asked for `message_reaction`)."""
        reaction = {
            "chat": message["chat"],
            "message_id": message["message_id"],
            "user": person.user(),
            "date": int(time.time()),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        return self.push({"message_reaction": reaction})

    def block(self, person: Person) -> int:
        """Block the bot: what it sends is refused, and it is told."""
        self._state.meet(person.chat()).trouble = "blocked"
        return self._push_membership(person, person.chat(), before="member", after="kicked")

    def unblock(self, person: Person) -> int:
        """Let the bot write again."""
        self._state.meet(person.chat()).trouble = ""
        return self._push_membership(person, person.chat(), before="kicked", after="member")

    def add_bot(self, person: Person, group: Group) -> int:
        """Take the bot into a group as an ordinary member."""
        self.gather(group, person, bot_rights=False)
        return self._push_membership(person, group.chat(), before="left", after="member")

    def remove_bot(self, person: Person, group: Group) -> int:
        """Throw the bot out of a group."""
        self._state.meet(group.chat()).trouble = "kicked_supergroup" if group.super else "kicked"
        return self._push_membership(person, group.chat(), before="member", after="kicked")

    def join(self, person: Person, group: Group) -> JsonObject:
        """Come into a group."""
        self._state.meet(group.chat()).members[person.id] = {"user": person.user(), "status": "member"}
        return self.post(person, {"new_chat_members": [person.user()], "new_chat_member": person.user()}, group=group)

    def leave(self, person: Person, group: Group) -> JsonObject:
        """Go away from a group."""
        self._state.meet(group.chat()).members[person.id] = {"user": person.user(), "status": "left"}
        return self.post(person, {"left_chat_member": person.user()}, group=group)

    def open_topic(self, person: Person, group: Group, name: str) -> int:
        """Open a topic by hand; returns its id."""
        message = open_topic(self._state, self._state.meet(group.chat()), name, author=person.user())
        self.push({"message": message})
        return int(message["message_id"])

    def close_topic(self, person: Person, group: Group, thread: int) -> JsonObject:
        """Close a topic by hand."""
        self._state.meet(group.chat()).topics[thread].closed = True
        return self.post(person, {"forum_topic_closed": {}}, group=group, thread=thread)

    def delete_topic(self, group: Group, thread: int) -> None:
        """Delete a topic by hand; the bot is not told."""
        self._state.meet(group.chat()).drop_topic(thread)

    def delete_message(self, message: JsonObject) -> None:
        """Delete a message by hand; the bot is not told."""
        self._state.rooms[message["chat"]["id"]].messages.pop(message["message_id"], None)

    def migrate(self, person: Person, group: Group) -> Group:
        """Make a supergroup of a group: two service messages, and the old id is refused with the new one."""
        grown = Group(FIRST_GROUP + group.id, group.title)
        old, new = self._state.meet(group.chat()), self._state.meet(grown.chat())
        new.members |= old.members
        self.post(person, {"migrate_to_chat_id": grown.id}, group=group)
        self.post(person, {"migrate_from_chat_id": group.id}, group=grown)
        old.migrated_to = grown.id
        return grown

    def _learn(self, content: JsonObject, *, is_message: bool) -> None:
        chat, number = content.get("chat"), content.get("message_id")
        if not isinstance(chat, dict) or type(chat.get("id")) is not int or not isinstance(chat.get("type"), str):
            return
        room, sender = self._state.meet(chat), content.get("from")
        if is_message and type(number) is int:
            room.messages[number] = content
            room.last_message = max(room.last_message, number)
            self._state.asked.append((time.monotonic(), room.id))
        if not room.is_private and isinstance(sender, dict) and type(sender.get("id")) is int:
            room.members.setdefault(sender["id"], {"user": sender, "status": "member"})

    def _find_button(self, room: Room, label: str, *, data: str, message: int) -> tuple[JsonObject, JsonObject]:
        shown = [room.messages[message]] if message else reversed(room.messages.values())
        for candidate in shown:
            for row in candidate.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label or (data and button.get("callback_data") == data):
                        return candidate, button
        raise LookupError(f"no message in chat {room.id} has the button {label or data!r}")

    def _press(self, person: Person, message: JsonObject, data: str) -> str:
        query = f"{person.id}{next(self._numbers):06d}"
        self._state.callbacks[query] = None
        body: dict[str, Any] = {
            "id": query,
            "from": person.user(),
            "message": message,
            "chat_instance": f"-{person.id}",
        }
        self.push({"callback_query": body | {"data": data}})
        return query

    def _push_membership(self, person: Person, chat: JsonObject, *, before: str, after: str) -> int:
        bot = self._state.bot
        old, new = ({"user": bot, "status": status} | _until(status) for status in (before, after))
        change = {"chat": chat, "from": person.user(), "date": int(time.time()), "old_chat_member": old}
        return self.push({"my_chat_member": change | {"new_chat_member": new}})

    def _bot_member(self, *, rights: bool) -> JsonObject:
        if not rights:
            return {"user": self._state.bot, "status": "member"}
        return {"user": self._state.bot, "status": "administrator"} | dict.fromkeys(RIGHTS, True)


RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


def _place(room: Room, replied: JsonObject | None, thread: int) -> JsonObject:
    """The fields that say where a message stands.

    In a topic, what replies to nothing replies to the topic's beginning. Outside of topics a reply in a supergroup
    names a thread too, that of its message (tdlib/telegram-bot-api issue 447): only `is_topic_message` tells.
    """
    if replied is not None and replied.get("is_topic_message"):
        thread = replied["message_thread_id"]
    place: JsonObject = {}
    if thread > GENERAL:
        place = {"message_thread_id": thread, "is_topic_message": True}
        replied = replied or room.messages.get(thread)
    elif replied is not None and room.view["type"] == "supergroup":
        place = {"message_thread_id": replied.get("message_thread_id", replied["message_id"])}
    if replied is not None:
        place["reply_to_message"] = {key: value for key, value in replied.items() if key != "reply_to_message"}
    return place


def _until(status: str) -> JsonObject:
    return {"until_date": 0} if status == "kicked" else {}
