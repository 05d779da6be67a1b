"""Files under names that follow from their content, also those that only a kernel knows."""

from __future__ import annotations

from lcc_diag.server.assets import Assets
from lcc_diag.view.assets import form_script


def test_a_widgets_script_is_the_file_that_pages_load():
    assets = Assets()
    assert assets.address_of(form_script(), "js") == assets.address("form.js")


def test_a_script_that_only_a_kernel_knows_gets_an_address():
    assets = Assets()
    script = "export default { render() {} };"
    address = assets.address_of(script, "js")
    assert address.startswith("widget.")
    assert address.endswith(".js")
    assert assets.named(address).content == script.encode()
    assert assets.address_of(script, "js") == address


def test_a_name_without_its_hash_is_no_file():
    assert Assets().named("form.js") is None
