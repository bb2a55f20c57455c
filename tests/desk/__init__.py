"""The web desk over HTTP and in Chromium, on the real dispatcher, handlers and store."""
