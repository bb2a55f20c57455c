"""The report of the benchmarks: figures are replaced, prose stays."""

from pathlib import Path

from tests.bench.report import table, with_table, write

ROWS = [("a question", "3 ms")]


def test_figures_are_replaced_and_prose_stays() -> None:
    before = f"# Performance\n\n## Search\n\nQuick.\n\n{table('Search', [('a question', '9 ms')])}\n\nBecause of C.\n"
    after = with_table(before, "Search", ROWS)
    assert after == before.replace("9 ms", "3 ms")
    assert with_table(after, "Search", ROWS) == after


def test_a_section_that_is_not_there_yet_comes_last() -> None:
    after = with_table("# Performance\n\n## Search\n", "Matrix", ROWS)
    assert after == f"# Performance\n\n## Search\n\n## Matrix\n\n{table('Matrix', ROWS)}\n"


def test_the_date_is_that_of_the_last_measurement(tmp_path: Path) -> None:
    path = tmp_path / "performance.md"
    path.write_text("# Performance\n\nMeasured on 2020-01-01, long ago.\n", "utf-8")
    write(path, "Search", ROWS, machine="Measured on 2026-11-22, here.")
    assert "Measured on 2026-11-22, here.\n" in path.read_text("utf-8")
    assert "2020" not in path.read_text("utf-8")
