"""JSON Schemas of the files, so that editors complete keys and mark mistakes while somebody writes.

They are made from the same classes that check the files. Write them anew after changing a class::

    python -m lcc_diag.content.schema
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from lcc_diag.content.expected import type_hints
from lcc_diag.content.folder import FILES
from lcc_diag.content.shape import adapter
from lcc_diag.model.questionnaires import Questionnaires

FOLDER = Path(__file__).parent / "schemas"


class WithoutEmptyTexts(GenerateJsonSchema):
    """Texts of content are never empty; the keys need no titles that repeat them."""

    def str_schema(self, schema: Any) -> dict[str, Any]:
        return {**super().str_schema(schema), "minLength": 1}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one file, by its name without ending."""
    made = adapter(type_hints(Questionnaires)[name]).json_schema(schema_generator=WithoutEmptyTexts)
    return {"$schema": GenerateJsonSchema.schema_dialect, **made}


def schema_file(name: str) -> Path:
    """Where the schema of a file lies."""
    return FOLDER / f"{name}.schema.json"


def text(name: str) -> str:
    """The schema as it is stored."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def write() -> None:
    """Writes the schemas of all files into the source tree."""
    FOLDER.mkdir(exist_ok=True)
    for name in FILES:
        schema_file(name).write_text(text(name), encoding="utf-8")


if __name__ == "__main__":
    write()
