"""What a change is: the files it touches, where their texts are written, and which findings it causes."""

from auditor.change.caused import caused
from auditor.change.git import Base, Repository, repository
from auditor.change.lines import Touched, touched, where
from auditor.change.sites import GENERATORS, SourceMap, body, map_of, readable, source_map

__all__ = [
    "GENERATORS",
    "Base",
    "Repository",
    "SourceMap",
    "Touched",
    "body",
    "caused",
    "map_of",
    "readable",
    "repository",
    "source_map",
    "touched",
    "where",
]
