"""Decisions about matching: pure, without a query, a request or a clock."""
