"""A notebook's cells on a real kernel: where one fails, the log says the kind and place, never what was entered."""

from __future__ import annotations

import asyncio

import nbformat

from lcc_diag.server.chapters import Execution

SOURCE = """
import json
json.loads("UNVERWECHSELBAR")
"""


def test_an_error_in_a_cell_is_logged_without_its_text(opened, caplog):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOURCE), nbformat.v4.new_code_cell("1")])

    async def scenario() -> list:
        async with opened(None) as kernels:
            execution = Execution(notebook, await kernels.take(), {})
            return [cell async for cell in execution.cells()]

    (failed,) = asyncio.run(scenario())
    assert [output.output_type for output in failed.outputs] == ["error"]
    (record,) = [record for record in caplog.records if record.name == "lcc_diag.server.chapters"]
    assert "JSONDecodeError at " in record.getMessage()
    assert "json/decoder.py:" in record.getMessage()
    assert "UNVERWECHSELBAR" not in caplog.text


def test_a_kernel_that_was_ended_meanwhile_is_no_error_of_the_chapter(opened, caplog):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])

    async def scenario() -> list:
        async with opened(None) as kernels:
            kernel = await kernels.take()
            await kernel.end()  # its page was given up
            return [cell async for cell in Execution(notebook, kernel, {}).cells()]

    (failed,) = asyncio.run(scenario())
    assert [output.output_type for output in failed.outputs] == ["error"]
    assert [record for record in caplog.records if record.name == "lcc_diag.server.chapters"] == []
