"""The bot itself: who it is, its command menus and descriptions per language."""

import json
from collections.abc import Callable

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.checks import check_commands
from tests.telegram.botapi.html import utf16_length
from tests.telegram.botapi.refusals import violation
from tests.telegram.botapi.state import JsonObject, State

SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(state: State, params: Params) -> JsonObject:
    """getMe: only here the bot learns what it may do."""
    return state.bot | ABILITIES


def _scope(state: State, params: Params) -> tuple[str, str]:
    """For whom a menu is meant: the scope as sorted JSON, and the language."""
    scope = params.object("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise violation("can't parse BotCommandScope: unsupported type specified")
    if "chat_id" in scope:
        state.room(int(scope["chat_id"]))
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not (len(language) == 2 and language.isalpha() and language.islower()):
        raise violation("BOT_COMMAND_LANGUAGE_CODE_INVALID")
    return language


def set_my_commands(state: State, params: Params) -> bool:
    """setMyCommands, for a scope and a language."""
    state.commands[_scope(state, params)] = check_commands(params.data("commands"))
    return True


def delete_my_commands(state: State, params: Params) -> bool:
    """deleteMyCommands."""
    state.commands.pop(_scope(state, params), None)
    return True


def get_my_commands(state: State, params: Params) -> list[JsonObject]:
    """getMyCommands."""
    return state.commands.get(_scope(state, params), [])


def _setter(field: str) -> Callable[[State, Params], bool]:
    def set_text(state: State, params: Params) -> bool:
        if utf16_length(params.text(field)) > LIMITS[field]:
            raise violation(f"bot {field.replace('_', ' ')} is too long")
        state.texts[field, _language(params)] = params.text(field)
        return True

    return set_text


def _getter(field: str) -> Callable[[State, Params], JsonObject]:
    def get_text(state: State, params: Params) -> JsonObject:
        return {field: state.texts.get((field, _language(params)), state.texts.get((field, ""), ""))}

    return get_text


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
