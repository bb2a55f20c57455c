"""Writes the front matter of content files the way curators write it by hand."""

from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 10_000  # one phrasing, one line: what a reviewer's diff shows


class _Dumper(yaml.SafeDumper):
    """Lists below a field are indented, as in the files written by hand."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own name
        return super().increase_indent(flow, False)


def file_of(fields: Mapping[str, Any], *, german: str, english: str) -> str:
    """A whole file: the fields in their order, then the text in both languages."""
    front = yaml.dump(dict(fields), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return f"---\n{front}---\n\n## Deutsch\n\n{german}\n\n## English\n\n{english}\n"
