"""Loads the fixtures; pytest reads `-p` before it knows this folder, so plain `pytest` needs this file."""

pytest_plugins = ["config.testing", "config.testing_guards"]
