"""The web desk: staff work on the shared inquiry store in a browser, through the same handlers as in their room."""
