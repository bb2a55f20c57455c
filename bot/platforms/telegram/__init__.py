"""Telegram: chats, groups and one staff group with topics, on python-telegram-bot, known here only."""
