"""The configuration: models, and how `auditor.yaml` is found, read and explained."""

from auditor.settings.load import load
from auditor.settings.model import Rule, Settings, Source

__all__ = ["Rule", "Settings", "Source", "load"]
