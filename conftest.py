"""Loads the fixtures; pytest reads `-p` before it knows this folder, so plain `pytest` needs this one line here."""

pytest_plugins = ["config.testing"]
