"""The tables as plain SQLAlchemy sees them, for statements that write or read many rows at once.

Objects of the ORM cost more than everything else in a turn; where one message in a hundred touches a table (cases,
erasure), they are worth their comfort.
"""

from sqlmodel import SQLModel

from bot.store import models  # noqa: F401 - importing it declares the tables

BUTTON = SQLModel.metadata.tables["button"]
CHAT = SQLModel.metadata.tables["chat"]
INQUIRY = SQLModel.metadata.tables["inquiry"]
OUTBOX = SQLModel.metadata.tables["outbox"]
POST = SQLModel.metadata.tables["post"]
SEEN = SQLModel.metadata.tables["seen"]
TALLY = SQLModel.metadata.tables["tally"]
WEB_LINE = SQLModel.metadata.tables["web_line"]
