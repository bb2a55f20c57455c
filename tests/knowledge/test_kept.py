"""What a start finds prepared in the cache: the same as what was made, made again when it is damaged, never twice."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder import Encoder, KeptEncoder, UniversalEncoder, Vectors
from knowledge.items import everyday_requests, rows_of
from knowledge.mapped import Shelf, arrays_in, write_arrays
from knowledge.reader import Reader
from knowledge.rows_on_disk import RowsOnDisk
from knowledge.second_encoder import SmallE5
from knowledge.senses import Senses
from tests.knowledge.small import small_items
from tests.turns import CACHE

TEXTS = ("Welche Förderung gibt es für KI?", "Wer hilft?", "")


class Counted:
    """An encoder that says how often it was asked."""

    name = "counted"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += 1
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_an_encoder_from_the_cache_says_what_a_new_one_says(tmp_path: Path) -> None:
    made, found = SmallE5(tmp_path).encode(TEXTS), SmallE5(tmp_path).encode(TEXTS)
    assert np.array_equal(made, found)
    assert np.array_equal(UniversalEncoder(CACHE).encode(TEXTS), UniversalEncoder(CACHE).encode(TEXTS))


def test_damaged_files_of_an_encoder_are_made_again(tmp_path: Path) -> None:
    made = SmallE5(tmp_path).encode(TEXTS)
    files = [file for file in tmp_path.glob("second-encoder-*/*") if file.name != "key"]
    assert len(files) == 8
    for file in files:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        assert np.array_equal(SmallE5(tmp_path).encode(TEXTS), made), file.name


def test_our_own_texts_are_encoded_once(tmp_path: Path) -> None:
    encoder = Counted()
    made = KeptEncoder(encoder, tmp_path).encode(TEXTS)
    assert np.array_equal(KeptEncoder(encoder, tmp_path).encode(TEXTS), made)
    assert encoder.asked == 1
    KeptEncoder(encoder, tmp_path).encode([*TEXTS, "more"])
    assert encoder.asked == 2


def test_whoever_asks_first_an_encoder_is_loaded_once() -> None:
    loaded: list[Counted] = []

    def load() -> Encoder:
        loaded.append(Counted())
        return loaded[-1]

    senses = Senses(load, lambda: None)
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: id(senses.first()), range(32)))
    assert len(loaded) == len(found) == 1
    assert senses.second() is None


def test_rows_are_read_from_where_they_lie_even_when_the_file_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "rows.bin"
    file.write_bytes(b"head" + bytes(range(12)))
    table = RowsOnDisk(file, number=4, size=3, begin=4)
    file.unlink()
    assert table.rows([3, 0]).tolist() == [[9, 10, 11], [0, 1, 2]]
    assert table.rows([]).shape == (0, 3)


def test_a_file_with_fewer_rows_than_promised_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rows.bin"
    file.write_bytes(bytes(11))
    with pytest.raises(ValueError, match="cut off"):
        RowsOnDisk(file, number=4, size=3)


def test_a_reader_reads_the_same_after_it_was_kept() -> None:
    items, background = small_items(), everyday_requests()
    reader = Reader.of(items, rows_of(items, background), background)
    assert Reader.from_arrays(reader.to_arrays()) == reader


def test_where_the_disk_is_full_it_is_made_elsewhere(tmp_path: Path) -> None:
    def write(place: Path) -> None:
        if tmp_path in place.parents:
            raise OSError("no space left on device")
        write_arrays(place, {"one": np.arange(3)})

    shelf = Shelf(tmp_path, "engine")
    assert shelf.put("a", write, arrays_in)["one"].tolist() == [0, 1, 2]
    assert not shelf.holds("a")
    assert list(tmp_path.iterdir()) == []


def test_the_newest_are_kept_and_files_of_earlier_versions_go(tmp_path: Path) -> None:
    (tmp_path / "engine-0123.npz").write_bytes(b"as it was kept before")
    shelf = Shelf(tmp_path, "engine", 2)
    for key in ("a", "b", "c"):
        shelf.put(key, lambda place: write_arrays(place, {"one": np.arange(3)}), arrays_in)
    assert [key for key in ("a", "b", "c") if shelf.holds(key)] == ["b", "c"]
    assert len(list(tmp_path.iterdir())) == 2
