from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hromada.office"
    label = "office"
