"""Writes about programs. Each may be called twice and does its work once."""
