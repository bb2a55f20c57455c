"""Topics of a group: opened, renamed, closed, opened again, deleted."""

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.checks import find_room, may_manage_topics
from tests.telegram.botapi.html import utf16_length
from tests.telegram.botapi.refusals import bad, violation
from tests.telegram.botapi.state import TOPIC_COLOR, JsonObject, Room, State, Topic

NAME_LIMIT = 128
COLORS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}
TOPIC_GONE = "TOPIC_ID_INVALID"
NOT_MODIFIED = "TOPIC_NOT_MODIFIED"


def open_topic(state: State, room: Room, name: str, *, author: JsonObject, color: int = TOPIC_COLOR) -> JsonObject:
    """The service message that a new topic begins with; its id is the topic's."""
    message = state.new_message(room)
    thread = int(message["message_id"])
    message |= {"from": author, "message_thread_id": thread, "is_topic_message": True}
    message["forum_topic_created"] = {"name": name, "icon_color": color}
    room.topics[thread] = Topic(thread, name, color)
    return message


def _forum(state: State, params: Params) -> Room:
    """The group of a call, which must have topics, and the bot the right to manage them."""
    room = find_room(state, params)
    if not room.is_forum:
        raise bad("the chat is not a forum")
    if not may_manage_topics(state, room):
        raise bad("not enough rights to manage topics")
    return room


def _topic(state: State, params: Params) -> tuple[Room, Topic]:
    room = _forum(state, params)
    return room, room.topic(params.number("message_thread_id"), TOPIC_GONE)


def _service(state: State, room: Room, thread: int, content: JsonObject) -> bool:
    message = state.new_message(room, thread=thread)
    message |= content
    return True


def create_forum_topic(state: State, params: Params) -> JsonObject:
    """createForumTopic: a name of 1 to 128 characters."""
    room, name = _forum(state, params), params.text("name")
    if not 1 <= utf16_length(name.strip()) <= NAME_LIMIT:
        raise violation("topic name must be from 1 to 128 characters" if name else "TOPIC_TITLE_EMPTY")
    color = params.number("icon_color", TOPIC_COLOR)
    if color not in COLORS:
        raise violation("TOPIC_ICON_COLOR_INVALID")
    message = open_topic(state, room, name, author=state.bot, color=color)
    return {"message_thread_id": message["message_id"], "name": name, "icon_color": color}


def edit_forum_topic(state: State, params: Params) -> bool:
    """editForumTopic: an empty name keeps the old one."""
    room, topic = _topic(state, params)
    name = params.text("name") or topic.name
    icon = params.text("icon_custom_emoji_id") if "icon_custom_emoji_id" in params.raw else topic.icon
    if utf16_length(name) > NAME_LIMIT:
        raise violation("topic name must be from 1 to 128 characters")
    if (name, icon) == (topic.name, topic.icon):
        raise bad(NOT_MODIFIED)
    topic.name, topic.icon = name, icon
    return _service(state, room, topic.id, {"forum_topic_edited": {"name": name}})


def close_forum_topic(state: State, params: Params) -> bool:
    """closeForumTopic."""
    room, topic = _topic(state, params)
    if topic.closed:
        raise bad(NOT_MODIFIED)
    topic.closed = True
    return _service(state, room, topic.id, {"forum_topic_closed": {}})


def reopen_forum_topic(state: State, params: Params) -> bool:
    """reopenForumTopic."""
    room, topic = _topic(state, params)
    if not topic.closed:
        raise bad(NOT_MODIFIED)
    topic.closed = False
    return _service(state, room, topic.id, {"forum_topic_reopened": {}})


def delete_forum_topic(state: State, params: Params) -> bool:
    """deleteForumTopic: with all its messages."""
    room, topic = _topic(state, params)
    room.drop_topic(topic.id)
    return True


METHODS = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
}
