"""What is refused before any page sees it, and what every page says about itself to browsers and caches."""

from django.http import Http404
from django.utils.cache import add_never_cache_headers

#: arguments of addresses that are secret: links of participants and certificates, and of passwords
SECRETS = {"token", "key"}


def refuse_nul(get_response):
    """404 for a NUL in the path: PostgreSQL takes it in no text, so no row can have such an address."""

    def middleware(request):
        if "\x00" in request.path:
            raise Http404
        return get_response(request)

    return middleware


def keep_private(get_response):
    """No cache keeps what somebody signed in reads, and no address that holds a secret is told to where its links lead.

    Not `no-referrer`: a form posted from such a page would carry the origin "null", which the CSRF check refuses.
    """

    def middleware(request):
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        match = request.resolver_match
        if match and SECRETS & match.kwargs.keys():
            response["Referrer-Policy"] = "strict-origin"
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
            _never_cached(response)
        elif request.user.is_authenticated:
            _never_cached(response)
        return response

    return middleware


def _never_cached(response):
    if not response.has_header("Cache-Control"):
        add_never_cache_headers(response)
