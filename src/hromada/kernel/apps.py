from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "hromada.kernel"
    label = "kernel"
