"""Multilingual E5-small as a network for ONNX Runtime: twelve layers of attention, their weights in eight bits."""

import numpy as np

from knowledge.e5_file import E5File, unpacked
from knowledge.onnx_format import MICROSOFT, End, Network

TAKES, GIVES = "tokens", "meaning"


def network_of(file: E5File) -> bytes:
    """The network that makes the mean (1, size) of all tokens' meanings from their embeddings (1, tokens, size)."""
    network = Network()
    state = _normed(network, file, TAKES, "emb.ln")
    for layer in range(file.layers):
        state = _layer(network, file, state, f"l{layer}.")
    axis = network.constant("axis", np.array([1], np.int64))
    network.add("ReduceMean", [state, axis], GIVES, keepdims=0)
    return network.written(takes=[End(TAKES, (1, "tokens", file.size))], gives=GIVES)


def _layer(network: Network, file: E5File, state: str, at: str) -> str:
    views = [_product(network, file, state, at + part) for part in ("q", "k", "v")]
    heard = network.add(f"{MICROSOFT}:MultiHeadAttention", views, at + "heard", num_heads=file.heads)
    heard = _product(network, file, heard, at + "ao")
    state = _normed(network, file, network.add("Add", [state, heard], at + "added"), at + "aln")
    wide = network.add(f"{MICROSOFT}:Gelu", [_product(network, file, state, at + "fi")], at + "wide")
    narrow = _product(network, file, wide, at + "fo")
    return _normed(network, file, network.add("Add", [state, narrow], at + "all"), at + "oln")


def _normed(network: Network, file: E5File, state: str, name: str) -> str:
    parts = [network.constant(f"{name}.{part}", file.floats(f"{name}.{part}")) for part in ("w", "b")]
    return network.add("LayerNormalization", [state, *parts], name, axis=-1, epsilon=file.epsilon)


def _product(network: Network, file: E5File, state: str, name: str) -> str:
    bias = file.floats(f"{name}.b")
    weights = unpacked(file.blocks(f"{name}.w").reshape(len(bias), -1))
    return network.product(state, weights.T, name, bias=bias)
