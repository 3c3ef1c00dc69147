"""The ASGI application: the edge, and Django behind it."""

import os

from django.core.asgi import get_asgi_application

from hromada.kernel.pages.edge import Edge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hromada.config.settings")

application = Edge(get_asgi_application())
