"""What the handlers promise where a conversation as data would be awkward."""
