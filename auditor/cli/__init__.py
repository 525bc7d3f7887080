"""The command line: parses, calls the pipeline, prints, and ends with the right exit code."""

from auditor.cli.app import main

__all__ = ["main"]
