"""Bytes of a text file → text, and the name of the encoding that was taken."""

import codecs
import re

from charset_normalizer import CharsetMatch, from_bytes

from peerlearn.people.imports.problems import FileProblem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_ENCODINGS = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp850",
    "mac_roman",
    "shift_jis",
    "gb18030",
    "euc_kr",
)
"""What office programs of the last thirty years save by default."""

ENCODINGS = ("utf-8", "utf-16", *OLD_ENCODINGS)
"""The page offers these."""

_UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
_SAMPLE_BYTES = 64 * 1024
_UNWESTERN = re.compile(r"[^\W\d_][£¥¹³¯¼¾¶¿](?=[^\W\d_])|(?<![^\W_])[£¯¥][a-z]")
"""Signs inside words, "Ma³gorzata": Central European text that was read as Western."""


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Decode `data`; `encoding` overrides the guess. Raises FileProblem for damaged text."""
    encoding = encoding or guess_encoding(data)
    text = _decode_as(data, encoding)
    if "\0" in text:
        raise FileProblem("nul_bytes", row=str(text[: text.index("\0")].count("\n") + 1))
    return text, encoding


def _decode_as(data: bytes, encoding: str) -> str:
    """Old encodings are read with gaps where a byte means nothing; Unicode is right or wrong."""
    if encoding in OLD_ENCODINGS:
        return data.decode(encoding, errors="replace")
    if encoding not in _UNICODE:
        raise FileProblem("encoding_wrong", encoding=encoding)
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeError:
        raise FileProblem("encoding_wrong", encoding=encoding) from None


def guess_encoding(data: bytes) -> str:
    """BOM, else UTF-16 by its zeros, else UTF-8 if valid, else an old Windows, DOS or Mac one."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if wide := _utf16_without_bom(data[:4096]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess_old_encoding(data)
    return "utf-8"


def _utf16_without_bom(head: bytes) -> str:
    """Western text in UTF-16 has a zero in every second byte."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    if head[1::2].count(0) > 0.4 * pairs and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.4 * pairs and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _guess_old_encoding(data: bytes) -> str:
    """Guessed from the lines that hold a byte beyond ASCII; cp1252 unless another is better.

    Western and Central European Windows share most bytes, so another encoding that reads
    just as clean in a short file means nothing.
    """
    matches = from_bytes(_telling_lines(data), cp_isolation=list(OLD_ENCODINGS))
    plausible = [match for match in matches if not _is_misread(match)]
    if not plausible:
        return "cp1252"
    best = plausible[0]
    for match in plausible:
        close = match.chaos <= best.chaos + 0.05 and match.coherence >= best.coherence - 0.02
        if close and _is_western(match):
            return "cp1252"
    return str(best.encoding)


def _is_western(match: CharsetMatch) -> bool:
    return "cp1252" in (match.encoding, *match.could_be_from_charset)


def _is_misread(match: CharsetMatch) -> bool:
    return _is_western(match) and bool(_UNWESTERN.search(str(match)))


def _telling_lines(data: bytes) -> bytes:
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > _SAMPLE_BYTES:
                break
    return b"".join(lines)[: 2 * _SAMPLE_BYTES]
