from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "hromada.library"
    label = "library"
