"""Tests of the pages beside the chat: directory, introductions, entries."""
