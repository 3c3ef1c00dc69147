from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "hromada.programme"
    label = "programme"
