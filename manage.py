#!/usr/bin/env python
"""Django's command line for Warsha; `bin/manage` makes the environment first."""

import os
import sys

from config.command_line import CommandLine

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    CommandLine(sys.argv).execute()
