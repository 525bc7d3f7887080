"""The configuration: models, and how `auditor.yaml` is found, read and explained."""

from auditor.settings.model import Settings

__all__ = ["Settings"]
