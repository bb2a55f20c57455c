"""A bare python-telegram-bot echo bot, as its documentation shows it: what the benchmark compares us with."""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(url: str, token: str, *more: str) -> None:
    """Poll until SIGTERM; with "concurrent" it answers many at once, which by default it does not."""
    application: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token(token).base_url(f"{url}/bot").concurrent_updates("concurrent" in more).build()
    )
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
