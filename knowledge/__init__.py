"""What we know: the content, and how to find it. Knows no chat and no database."""
