"""The ASGI application: the edge, and Django behind it."""

import gc
import os
from datetime import date
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.template.loader import get_template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from hromada.kernel.pages.edge import Edge
from hromada.kernel.uploads.limiting import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hromada.config.settings")


def read_beforehand() -> None:
    """What the first visitor would wait for. Read before the fork, it is also memory that all processes share."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            gettext("Programme")
            # Addresses and forms of dates are gathered once for each language.
            reverse("site:current")
            date_format(date(2000, 1, 1))
    for config in apps.get_app_configs():
        folder = Path(config.path) / "templates"
        if config.name.startswith("hromada."):
            for template in folder.rglob("*.html"):
                get_template(template.relative_to(folder).as_posix())


application = Edge(BodyLimit(get_asgi_application()))
read_beforehand()
# What is loaded now stays: the collector need not walk over it while a visitor waits, nor unshare it after the fork.
gc.collect()
gc.freeze()
