"""One-time passes: proof that somebody who was there answers, and answers once, without telling who. Pure.

A pass is computed, never stored: from the secret of the box, the site's key and the registration. Whoever holds the database
alone cannot compute one; once the box is closed, its secret gone, nobody can.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode


def pass_of(key, purpose, registration):
    """The pass of `registration` (an id) for the box whose secret, with the site's key, is `key`."""
    made = hmac.new(key.encode(), f"{purpose}:{registration}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(made[:24]).decode()


def is_among(token, passes):
    """Whether `token` is one of `passes`; the time it takes tells nothing."""
    given = token.encode("utf-8", "surrogatepass")
    return sum(hmac.compare_digest(given, each.encode()) for each in passes) > 0  # a sum: each one is compared


def digest_of(token):
    """What is kept of a spent pass."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
