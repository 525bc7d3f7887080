"""Every figure about the tool's judgement, by one command: `python -m benchmarks.quality`."""

from __future__ import annotations

import os

# Before numpy is loaded anywhere: on two cores, several BLAS threads make small products many times slower.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
