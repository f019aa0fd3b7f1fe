"""How often one network address may send a public form: a fixed window, counted in the cache every process shares."""

import hashlib
from functools import wraps
from time import monotonic, sleep, time

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render

WINDOW = 600  # seconds


def limited(view):
    """Refuse a POST (429, in words) once its sender has sent `settings.PUBLIC_POSTS` to this page within ten minutes.

    Whole ministries stand behind one address, so the number is generous: it stops programs, not people. What protects a
    person's letter box is counted per letter.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method == "POST" and not take_one(request, request.resolver_match.view_name):
            return render(request, "too_many.html", {"minutes": WINDOW // 60}, status=429)
        return view(request, *args, **kwargs)

    return wrapped


def evenly(view):
    """Answer a POST only on the stroke of `settings.PUBLIC_STROKE` seconds after it came.

    What is done about a known address takes longer than about an unknown one; who measures answers learns nothing.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        began = monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST" and settings.PUBLIC_STROKE:
            sleep(until_stroke(monotonic() - began, settings.PUBLIC_STROKE))
        return response

    return wrapped


def until_stroke(elapsed, stroke):
    """The seconds from `elapsed` to the next whole multiple of `stroke`."""
    return stroke - elapsed % stroke


def take_one(request, action, most=None):
    """Count one try of `action` by the sender; whether it may go on. `most`: how many may, else `settings.PUBLIC_POSTS`."""
    key = _key(request, action)
    tries = cache.get(key, 0) + 1  # two at once may count as one: a limit, not an account
    cache.set(key, tries, WINDOW)
    return tries <= (settings.PUBLIC_POSTS if most is None else most)


def has_left(request, action, most):
    """Whether the sender may still try `action`, of `most` times within the window; counts nothing."""
    return cache.get(_key(request, action), 0) < most


def _key(request, action):
    window = int(time()) // WINDOW
    secret = f"{settings.SECRET_KEY} {sender_of(request)} {action} {window}"
    return f"tries:{hashlib.sha256(secret.encode()).hexdigest()}"  # an address of a person: never stored as it is


def sender_of(request):
    """The sender's network address: the one our proxy saw, where there is one (TRUST_PROXY), else the connection's."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
