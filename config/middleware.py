"""What is refused before any page sees it."""

from django.http import Http404


def refuse_nul(get_response):
    """404 for a NUL in the path: PostgreSQL takes it in no text, so no row can have such an address."""

    def middleware(request):
        if "\x00" in request.path:
            raise Http404
        return get_response(request)

    return middleware
