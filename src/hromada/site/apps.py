from django.apps import AppConfig
from django.core import checks


class SiteConfig(AppConfig):
    name = "hromada.site"
    label = "public_site"

    def ready(self) -> None:
        from hromada.site import operator

        checks.register(operator.check, "operator")
