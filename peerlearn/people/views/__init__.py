"""Pages about people and accounts, by noun."""
