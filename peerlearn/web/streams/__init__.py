"""Live updates: server-sent events over Redis streams.

`channels` says what has changed, from anywhere; `hub` reads it once per process and fans it out;
`asgi` writes it to the browsers that are open. See docs/decisions/live-updates.md.
"""
