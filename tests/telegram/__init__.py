"""Tests of the Telegram platform, and the stand-in for the Bot API they talk to."""
