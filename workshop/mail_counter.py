"""A mail server that only notes what it takes: `python -m workshop.mail_counter PORT LOG [DELAY]`.

Each accepted message is a line of LOG, the time and the Message-ID, written *before* the sender
hears "250": who is killed in between doesn't know what became of it. DELAY is how many seconds at
most it then keeps the sender waiting, a random time for each, to make that moment long.
"""

import asyncio
import random
import re
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^@>]+)", re.IGNORECASE | re.MULTILINE)
END = b"\r\n.\r\n"


class Counter:
    """Speaks as much SMTP as smtplib needs."""

    def __init__(self, log: IO[str], delay: float) -> None:
        self.log = log
        self.delay = delay

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it ends in whatever way."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self.talk(reader, writer)
        writer.close()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 counter\r\n")
        while line := (await reader.readline()).strip().upper():
            if line == b"QUIT":
                writer.write(b"221 Bye\r\n")
                return
            if line == b"DATA":
                writer.write(b"354 Go on\r\n")
                await self.take(await reader.readuntil(END))
            writer.write(b"250 OK\r\n")
            await writer.drain()

    async def take(self, message: bytes) -> None:
        """Note a message."""
        found = MESSAGE_ID.search(message)
        self.log.write(f"{time.time():.3f} {found[1].decode() if found else '?'}\n")
        if self.delay:
            await asyncio.sleep(random.uniform(0, self.delay))  # noqa: S311 (no secret)


async def main(port: int, log: Path, delay: float) -> None:
    """Serve until the process is stopped."""
    with log.open("a", buffering=1) as file:
        counter = Counter(file, delay)
        server = await asyncio.start_server(counter.serve, "127.0.0.1", port, limit=2**22)
        async with server:
            await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]), float((sys.argv[3:] or ["0"])[0])))
