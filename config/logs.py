"""What may stand in a log line: no personal data and no personal link.

Addresses hold tokens (`/my/<token>/`), and the text of a database error holds the row's values.
"""

import logging
import traceback

from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import OperationalError, ProgrammingError
from django.template import TemplateDoesNotExist, TemplateSyntaxError

#: their texts name code, tables and hosts, never a row's values
PLAIN = (
    AttributeError,
    FieldError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    OperationalError,
    ProgrammingError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    TypeError,
)


class Routes(logging.Filter):
    """Django logs the path of a request as the last word; this puts the route (`my/<str:token>/`) in its place."""

    def filter(self, record):
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "an unknown address"
            record.args = tuple(route if isinstance(arg, str) and arg.startswith(path) else arg for arg in record.args)
        return True


class Frames(logging.Formatter):
    """Prints where an exception was raised and its class; its text only when it cannot hold a row's values."""

    def formatException(self, exc_info):
        return "\n".join(_lines(exc_info[1]))


def _lines(error):
    """The chain of causes, the first one first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_lines(cause), ""] if cause else []
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return [*before, "Traceback (most recent call last):", frames, describe(error)]


def describe(error):
    """One word or line about `error` that may be logged."""
    text = f": {error}".rstrip() if isinstance(error, PLAIN) else ""
    return type(error).__name__ + text
