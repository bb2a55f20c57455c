"""Writes a neural network in ONNX's file format: the few protocol buffer messages of it that ours needs.

The numbers of fields are those of onnx.proto; whatever is wrong here, ONNX Runtime refuses to load.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Array = Floats | NDArray[np.int8] | NDArray[np.uint8] | NDArray[np.int64]

# The format and the operators as ONNX 1.15 (2023) fixed them; Microsoft's own operators have one version.
FORMAT, OPERATORS, MICROSOFT = 9, 20, "com.microsoft"
_VARINT, _BYTES, _FLOAT = 0, 2, 5
_DATA_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int64": 7}
_ATTRIBUTE_FLOAT, _ATTRIBUTE_INT = 1, 2
# The largest whole number of eight bits, and less than any scale that counts.
LARGEST, TINY = 127, 1e-9
IN_BLOCK = 32
IN_EIGHT_BITS = 4  # ONNX Runtime's name for multiplying in eight bits too, not only keeping weights so


@dataclass(frozen=True, slots=True)
class End:
    """What goes in or comes out: its name, its kind of numbers and its `shape`, in names where it varies."""

    name: str
    shape: tuple[int | str, ...] | None = None
    kind: str = "float32"

    def written(self) -> bytes:
        """The same in ONNX's format."""
        sizes = (_bytes(2, size.encode()) if isinstance(size, str) else _number(1, size) for size in self.shape or ())
        shape = b"" if self.shape is None else _bytes(2, b"".join(_bytes(1, size) for size in sizes))
        return _bytes(1, self.name.encode()) + _bytes(2, _bytes(1, _number(1, _DATA_TYPES[self.kind]) + shape))


@dataclass(slots=True)
class Network:
    """A network from some inputs to one output; grows by `add` and `constant`."""

    _parts: list[bytes] = field(default_factory=list)

    def add(self, operator: str, inputs: Sequence[str], output: str, **settings: float | int) -> str:
        """Compute `output` from `inputs`; its name, to be used as an input."""
        microsoft, _, name = operator.rpartition(":")
        node = [_bytes(1, one.encode()) for one in inputs] + [_bytes(2, output.encode()), _bytes(4, name.encode())]
        node += [_bytes(5, _setting(*one)) for one in settings.items()]
        self._parts.append(_bytes(1, b"".join([*node, _bytes(7, microsoft.encode())])))
        return output

    def constant(self, name: str, value: Array) -> str:
        """Keep `value` under `name`."""
        dims = b"".join(_number(1, size) for size in value.shape)
        kind = _number(2, _DATA_TYPES[value.dtype.name])
        raw = _bytes(9, np.ascontiguousarray(value).tobytes())
        self._parts.append(_bytes(5, dims + kind + _bytes(8, name.encode()) + raw))
        return name

    def product(self, factor: str, weights: Floats, output: str, *, bias: Floats) -> str:
        """`factor` times `weights` (k, n) plus `bias`, in eight bits, all of `factor` by one scale: the fastest."""
        scale = np.maximum(np.abs(weights).max(axis=0), TINY) / LARGEST
        whole, zero = np.rint(weights / scale).astype(np.int8), np.zeros(len(scale), np.int8)
        constants = {"w": whole, "scale": scale, "zero": zero, "bias": bias}
        named = [self.constant(f"{output}.{part}", value) for part, value in constants.items()]
        return self.add(f"{MICROSOFT}:DynamicQuantizeMatMul", [factor, *named], output)

    def fine_product(self, factor: str, weights: Floats, output: str) -> str:
        """`factor` times `weights` (k, n), in eight bits with a scale for each 32 numbers: nearly exact."""
        rows, columns = weights.shape
        blocks = weights.T.reshape(columns, rows // IN_BLOCK, IN_BLOCK)
        scale = np.maximum(np.abs(blocks).max(axis=2), TINY) / LARGEST
        whole = (np.rint(blocks / scale[..., None]) + LARGEST + 1).astype(np.uint8)
        named = [self.constant(f"{output}.w", whole), self.constant(f"{output}.scale", scale)]
        settings = {"K": rows, "N": columns, "bits": 8, "block_size": IN_BLOCK, "accuracy_level": IN_EIGHT_BITS}
        return self.add(f"{MICROSOFT}:MatMulNBits", [factor, *named], output, **settings)

    def written(self, *, takes: Sequence[End], gives: str) -> bytes:
        """The whole file: a network that makes `gives`, numbers of any shape, of what it `takes`."""
        imports = [_number(2, OPERATORS), _bytes(1, MICROSOFT.encode()) + _number(2, 1)]
        head = _number(1, FORMAT) + b"".join(_bytes(8, one) for one in imports)
        ends = [_bytes(2, b"network"), *(_bytes(11, one.written()) for one in takes), _bytes(12, End(gives).written())]
        graph = [*self._parts, *ends]  # joined once only, since the constants are large
        return b"".join([head, _tag(7, _BYTES), _varint(sum(map(len, graph))), *graph])


def _setting(name: str, value: float | int) -> bytes:
    if isinstance(value, float):
        content = _tag(2, _FLOAT) + struct.pack("<f", value) + _number(20, _ATTRIBUTE_FLOAT)
    else:
        content = _number(3, value) + _number(20, _ATTRIBUTE_INT)
    return _bytes(1, name.encode()) + content


def _number(place: int, value: int) -> bytes:
    return _tag(place, _VARINT) + _varint(value)


def _bytes(place: int, value: bytes) -> bytes:
    return _tag(place, _BYTES) + _varint(len(value)) + value


def _tag(place: int, kind: int) -> bytes:
    return _varint(place << 3 | kind)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers are written in two's complement
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
