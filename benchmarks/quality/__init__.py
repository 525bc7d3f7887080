"""Every figure about the tool's judgement, by one command: `python -m benchmarks.quality`."""
