"""The JSON Schemas for editors are those of the classes, and say yes to the shipped files."""

import json

import jsonschema
import pytest

from lcc_diag.content import shipped_folder
from lcc_diag.content.folder import FILES
from lcc_diag.content.schema import FOLDER, schema, schema_file
from lcc_diag.content.source import read

names = pytest.mark.parametrize("name", FILES)


def stored(name: str) -> dict:
    return json.loads(schema_file(name).read_text(encoding="utf-8"))


@names
def test_schema_is_current(name):
    assert stored(name) == schema(name), "please run: python -m lcc_diag.content.schema"


def test_no_schema_is_left_over():
    assert {file.name for file in FOLDER.iterdir()} == {schema_file(name).name for name in FILES}


@names
def test_shipped_file_fits_its_schema(name):
    data = read((shipped_folder() / FILES[name]).read_text(encoding="utf-8")).data
    jsonschema.Draft202012Validator.check_schema(stored(name))
    jsonschema.validate(data, stored(name))


@names
def test_schema_refuses_an_unknown_key(name):
    data = read((shipped_folder() / FILES[name]).read_text(encoding="utf-8")).data
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate({**data, "colour": "red"}, stored(name))


@names
def test_shipped_file_names_its_schema_for_editors(name):
    first = (shipped_folder() / FILES[name]).read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../lcc_diag/content/schemas/{name}.schema.json"
