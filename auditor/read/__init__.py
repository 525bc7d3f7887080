"""Bytes in, documents out: pages, brochures and posts as blocks with places, blocks as statements. Never fetches."""

from auditor.read.codec import dump, load, reader_version
from auditor.read.dispatch import read
from auditor.read.parallel import read_all
from auditor.read.posts import from_post, message
from auditor.read.refused import RefusedError
from auditor.read.repeats import drop_repeated
from auditor.read.source import source
from auditor.read.statements import statements

__all__ = [
    "RefusedError",
    "drop_repeated",
    "dump",
    "from_post",
    "load",
    "message",
    "read",
    "read_all",
    "reader_version",
    "source",
    "statements",
]
