"""Bytes to text, the way a browser does it: byte order mark, HTTP header, declaration in the page, then a guess."""

from __future__ import annotations

from w3lib.encoding import html_to_unicode, read_bom, to_unicode

_LIKELY = ("utf-8", "cp1252")


def html_text(content: bytes, charset: str | None) -> str:
    """Return the text of an HTML page. `charset` is that of the HTTP header, if there was one."""
    header = f"text/html; charset={charset}" if charset else None
    return html_to_unicode(header, content, default_encoding="utf8", auto_detect_fun=_guess)[1]


def plain_text(content: bytes, charset: str | None) -> str:
    """Return the text of a plain text or Markdown file."""
    encoding, mark = read_bom(content)
    if encoding is not None and mark is not None:
        return to_unicode(content[len(mark) :], encoding)
    for name in filter(None, (charset, *_LIKELY)):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", errors="replace")


def _guess(content: bytes) -> str:
    """Return utf-8 if that decodes, else Windows-1252, which every byte string of Western Europe decodes as."""
    for name in _LIKELY:
        try:
            content.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "utf-8"
