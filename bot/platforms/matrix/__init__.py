"""Matrix: end-to-end encrypted chats and one staff room, on matrix-nio; nobody else in the house knows nio."""
