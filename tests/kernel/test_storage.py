"""Our static files: named by their content, modules found by bare names."""

import json
import re

from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

from hromada.kernel.storage import address_of, import_map


def test_the_import_map_leads_every_module_of_ours_to_its_hashed_address_and_names_nothing_else():
    leads = json.loads(import_map())["imports"]

    modules = {name.removesuffix(".js") for name in staticfiles_storage.hashed_files if name.endswith(".js")}
    assert set(leads) == {name for name in modules if name.startswith("hromada/")}
    assert [
        name for name, address in leads.items() if not re.fullmatch(rf"/static/{name}\.[0-9a-f]{{12}}\.js", address)
    ] == []


def test_names_tell_the_content_in_development_too(settings):
    settings.DEBUG = True

    assert re.fullmatch(r"/static/vendor/hromada\.[0-9a-f]{12}\.css", static("vendor/hromada.css"))
    assert address_of("hromada/kernel/theme") == json.loads(import_map())["imports"]["hromada/kernel/theme"]
