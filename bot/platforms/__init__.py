"""The platforms people write on, each a translator between a vendor and our messages."""
