from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hromada.site"
    label = "public_site"
