"""Forms about accounts and people, by noun."""
