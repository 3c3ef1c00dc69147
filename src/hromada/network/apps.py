from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "hromada.network"
    label = "network"
