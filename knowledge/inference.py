"""Runs a network on the processor: one thread, so that there is room for whatever else the service does."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Inference:
    """A network in ONNX's format ready to run, by ONNX Runtime; from any thread, without the interpreter's lock."""

    def __init__(self, network: Path) -> None:
        """From the file `network`, which may go afterwards; raises ValueError when it cannot be read."""
        import onnxruntime  # type: ignore[import-untyped]  # here, because the import takes a tenth of a second

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # More would join additions to the normalisations behind them, which then take three times as long.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        try:
            self._session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # its faults share no class of their own
            raise ValueError(f"{network.name} is no network that can be run") from error

    def __call__(self, **inputs: NDArray[np.generic]) -> Floats:
        """What the network gives for `inputs`."""
        given: Floats = self._session.run(None, inputs)[0]
        return given


def of_length_one(vector: Floats) -> Floats:
    """`vector` in its direction; none if it has none."""
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
