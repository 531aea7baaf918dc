"""The people import, as pure rules: bytes of a file in, a plan out, nothing written.

reading → columns → rows → plan. Actions of the people app write a plan; this package knows
no database, no request and no clock (`today` is passed in).
"""
