"""Pages about messages, by noun."""
