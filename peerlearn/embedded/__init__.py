"""Real Postgres and Valkey from Python wheels, and the programs of Peerlearn on top of them.

``servers`` starts the two servers in a folder (``make run``, ``make test``, ``make bench``);
``run`` starts the whole product for somebody who tries or develops it. Nothing in here is used
in production, and nothing imports Django: its commands run as processes of their own.
"""
