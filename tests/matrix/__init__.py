"""The Matrix platform against a real Synapse, with real clients on the other side."""
