"""The public web chat: a page, a small JSON interface and a live stream of lines."""
