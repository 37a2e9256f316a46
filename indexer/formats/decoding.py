"""Bytes to text: which encoding, which bytes are broken, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# WHATWG Encoding, section 4.2: these labels mean windows-1252, because that is what such pages hold.
_MEANT = {"ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252",
          "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
          "iso8859-11": "cp874", "tis-620": "cp874"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})|"""
                       rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PADDING = re.compile(rb"\x00{16,}")  # records of fixed length, filled up
_HEAD = 4096
_SAMPLE = 1 << 16

MAGIC = (  # https://www.garykessler.net/library/file_sigs.html
    (b"%PDF-", "a PDF file", "extract its text first"),
    (b"PK\x03\x04", "a zip archive or an Office file (xlsx, docx, odt)", "unpack it, or save it as CSV, text or HTML"),
    (b"PK\x05\x06", "an empty zip archive", "leave it out"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it"),
    (b"7z\xbc\xaf", "a 7-zip archive", "unpack it"),
    (b"Rar!", "a rar archive", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive", "unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls)", "save it as text, CSV or HTML"),
    (b"{\\rtf", "an RTF file", "save it as text or HTML"),
    (b"\x89PNG", "a PNG image", "leave it out, or read its text by OCR first"),
    (b"\xff\xd8\xff", "a JPEG image", "leave it out, or read its text by OCR first"),
    (b"GIF8", "a GIF image", "leave it out"),
    (b"II*\x00", "a TIFF image", "leave it out, or read its text by OCR first"),
    (b"MM\x00*", "a TIFF image", "leave it out, or read its text by OCR first"),
    (b"SQLite format 3", "an SQLite database", "save the table as CSV"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90", "a program", "leave it out"),
    (b"OggS", "a sound or video file", "leave it out"),
    (b"ID3", "a sound file", "leave it out"),
    (b"RIFF", "a sound, video or image file", "leave it out"),
    (b"wOFF", "a font", "leave it out"),
    (b"PAR1", "a Parquet file", "save it as CSV or JSONL"),
)


class NotTextError(Exception):
    """The bytes are no text; the message says what they are, `mend` what to do."""

    def __init__(self, what: str, mend: str) -> None:
        self.mend = mend
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and the lines (from 1) where bytes did not fit it."""

    text: str
    encoding: str
    broken_lines: tuple[int, ...] = ()


def refuse_binary(head: bytes) -> None:
    """Raises NotTextError where the first bytes are those of an archive, an image, a PDF or other binary file."""
    for magic, what, mend in MAGIC:
        if head.startswith(magic):
            raise NotTextError(what, mend)
    if _by_mark(head) or _utf16_by_pattern(head):
        return
    head = _PADDING.sub(b"", head)
    controls = len(_CONTROLS.findall(head))
    if head.count(0) > max(8, len(head) // 50) or controls > max(8, len(head) // 20):
        raise NotTextError("a binary file", "leave it out, or convert it to text")


def decode(data: bytes) -> Decoded:
    """The text of a whole file. Raises NotTextError where it is none.

    In this order: byte order mark, UTF-16 by its zeros, UTF-8 if all of it fits, the declared encoding (XML, meta),
    windows-1252 where the bytes look like it, a detected encoding, UTF-8 with the broken bytes marked.
    """
    refuse_binary(data[:_HEAD])
    known = _by_mark(data) or _utf16_by_pattern(data)
    if known:
        return _marked(data, known)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    declared = declared_encoding(data[:_HEAD])
    if declared and declared != "utf-8":
        return _marked(data, declared)
    if _mostly_utf8(data):
        return _marked(data, "utf-8")
    return _marked(data, _detected(data, first))


def declared_encoding(head: bytes) -> str | None:
    """Python's name of the encoding that an XML declaration or a meta element names, as WHATWG reads the label."""
    found = _DECLARED.search(head)
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32")):  # it was read as ASCII, so it cannot be
        return "utf-8"
    return _MEANT.get(name, name)


def _by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)


def _utf16_by_pattern(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly all bytes of one parity are zero, nearly none of the other."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether more bytes above ASCII make UTF-8 characters than break them."""
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    return sum(1 for c in text if ord(c) > 127) - broken > 2 * broken


def _detected(data: bytes, first: int) -> str:
    """Windows-1252 if every high byte is a letter or sign usual in it, else what charset-normalizer finds."""
    start = max(0, first - _SAMPLE // 2)
    sample = data[start:start + _SAMPLE]
    high = [byte for byte in sample if byte > 127]
    if _western(sample, high):
        return "cp1252"
    from charset_normalizer import from_bytes  # here, as few files leave their encoding open

    best = from_bytes(sample, cp_exclusion=["utf_7"]).best()
    name = best.encoding if best else "cp1252"
    try:
        data[first:first + 16].decode(name, "replace")
    except (LookupError, UnicodeError):
        return "cp1252"
    return _MEANT.get(codecs.lookup(name).name, name)


_WESTERN_SIGNS = frozenset(
    b"\x80\x82\x84\x85\x8a\x8c\x91\x92\x93\x94\x95\x96\x97\x99\x9a\x9c\xa0\xa1\xa3\xa7\xa9\xaa\xab"
    b"\xac\xad\xae\xb0\xb1\xb4\xb7\xba\xbb\xbc\xbd\xbe\xbf"
)
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{3,}")


def _western(sample: bytes, high: list[int]) -> bool:
    """Whether high bytes are few and stand as in Western European text: alone in words, or as quotation marks."""
    if len(high) > len(sample) * 0.2:
        return False
    if sum(map(len, _HIGH_RUN.findall(sample))) > 0.05 * len(high):
        return False
    usual = sum(1 for byte in high if byte in _WESTERN_SIGNS or byte >= 0xC0)
    return usual >= 0.95 * len(high)


def _marked(data: bytes, encoding: str) -> Decoded:
    """The data in this encoding, bytes that do not fit it as U+FFFD, and the lines they stand in."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    lines = tuple(number for number, line in enumerate(text.split("\n"), 1) if "�" in line)
    return Decoded(text, encoding, lines)


def decoded_lines(file: BinaryIO, *, max_bytes: int) -> Iterator[tuple[str, bytes, bool]]:
    """Lines of a file too big to be read whole: text, bytes, and whether bytes in it did not fit.

    Each line is decoded alone: as UTF-8, else windows-1252; in UTF-16 and UTF-32 as the file's mark says. A line
    longer than `max_bytes` comes as an empty text with its first bytes.
    """
    head = file.read(_HEAD)
    file.seek(0)
    refuse_binary(head)
    wide = _by_mark(head) or _utf16_by_pattern(head)
    if wide and wide != "utf-8-sig":
        yield from _wide_lines(file, wide)
        return
    if wide:
        file.seek(3)
    while line := file.readline(max_bytes + 1):
        if len(line) > max_bytes:
            yield "", line[:_HEAD], True
            while line and not line.endswith(b"\n"):
                line = file.readline(max_bytes)
            continue
        try:
            yield line.decode("utf-8"), line, False
        except UnicodeDecodeError:
            western = _western(line, [byte for byte in line if byte > 127])
            yield line.decode("cp1252" if western else "utf-8", "replace"), line, not western


def _wide_lines(file: BinaryIO, encoding: str) -> Iterator[tuple[str, bytes, bool]]:
    reader = codecs.getreader(encoding)(file, "replace")
    for line in reader:
        yield line, line.encode("utf-8", "replace"), "�" in line
