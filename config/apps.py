from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        """Django wants its checks registered once the apps are loaded."""
        import_module("config.checks")
