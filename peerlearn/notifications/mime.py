"""The bytes of a mail (MIME, RFC 2045 and 5322), written in the one way that we need.

The standard library's `email` reads every header that it is given and folds it anew; writing a mail
with it took longer than sending it.
"""

from base64 import encodebytes
from binascii import b2a_qp
from email.header import Header
from uuid import uuid4

CRLF = b"\r\n"
# A line of a header may have so many letters (RFC 5322, section 2.1.1); addresses of ours are the
# longest, and end below it.
LONGEST_LINE = 990


def message(headers: dict[str, str], content: bytes) -> bytes:
    """A mail of some headers and a part.

    Raises ValueError for a header that would begin another, or is too long.
    """
    lines = [_header(name, value) for name, value in headers.items()]
    return CRLF.join([*lines, b"MIME-Version: 1.0", content])


def text(words: str, subtype: str, **parameters: str) -> bytes:
    """A part of readable text."""
    more = "".join(f"; {name}={value}" for name, value in parameters.items())
    return _part(
        f'text/{subtype}; charset="utf-8"{more}',
        "quoted-printable",
        _crlf(b2a_qp(words.encode(), istext=True)),
    )


def attachment(content: bytes, content_type: str, name: str) -> bytes:
    """A file to open or keep."""
    return _part(
        content_type,
        "base64",
        _crlf(encodebytes(content)),
        f'Content-Disposition: attachment; filename="{name}"',
    )


def alternatives(*parts: bytes) -> bytes:
    """Several forms of one content, the best last."""
    return _multipart("alternative", parts)


def mixed(*parts: bytes) -> bytes:
    """Contents that follow each other."""
    return _multipart("mixed", parts)


def _part(content_type: str, encoding: str, content: bytes, *headers: str) -> bytes:
    told = [f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}", *headers]
    return CRLF.join([*(line.encode("ascii") for line in told), b"", content])


def _multipart(subtype: str, parts: tuple[bytes, ...]) -> bytes:
    boundary = f"={uuid4().hex}=".encode()  # "=" and no two digits: in no encoded text
    begin = b'Content-Type: multipart/%b; boundary="%b"' % (subtype.encode(), boundary)
    pieces = [b"--" + boundary + CRLF + part for part in parts]
    return CRLF.join([begin, b"", *pieces, b"--" + boundary + b"--", b""])


def _header(name: str, value: str) -> bytes:
    if any(char in value for char in "\r\n\0"):
        raise ValueError(f"{name} has a line break")
    if not value.isascii() and name != "To":  # a foreign address goes as it is, by SMTPUTF8
        value = Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
    elif len(value) > LONGEST_LINE:
        raise ValueError(f"{name} is too long")
    return f"{name}: {value}".encode()


def _crlf(content: bytes) -> bytes:
    return content.replace(CRLF, b"\n").replace(b"\n", CRLF)
