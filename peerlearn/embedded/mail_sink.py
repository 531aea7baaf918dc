"""A mail server that keeps every mail as a file and passes none on.

Run as ``python -m peerlearn.embedded.mail_sink PORT FOLDER``.
"""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session

from peerlearn.embedded.ports import LOOPBACK

KEPT = 2000


class Mailbox:
    """Writes each mail to `folder`, named by its time of arrival; the oldest ones make room."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
    ) -> str:
        """Takes one mail; a reader of the folder sees it whole or not at all."""
        content = envelope.content or b""
        to = ", ".join(envelope.rcpt_tos)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        path = self.folder / f"{stamp}-{uuid4().hex[:8]}.eml"
        draft = path.with_suffix(".new")
        raw = content if isinstance(content, bytes) else content.encode()
        draft.write_bytes(f"X-Envelope-To: {to}\r\n".encode() + raw)
        draft.rename(path)
        self.make_room()
        return "250 Kept"

    def make_room(self) -> None:
        """Removes all but the newest mails."""
        for path in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            path.unlink(missing_ok=True)


async def serve(port: int, folder: Path) -> None:
    """Takes mail on `port` until the process is stopped."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = Mailbox(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, enable_SMTPUTF8=True, loop=loop), LOOPBACK, port
    )
    async with server:
        await server.serve_forever()


def main() -> None:
    """Reads the command line and serves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.folder))


if __name__ == "__main__":
    main()
