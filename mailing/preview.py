"""A letter's text as staff may read it: personal links are for their owner alone."""

import re

_TOKEN = re.compile(r"(https?://\S*?/)[A-Za-z0-9_-]{20,}")


def masked(text):
    """`text` with the secret part of every link taken out."""
    return _TOKEN.sub(r"\1…", text)
