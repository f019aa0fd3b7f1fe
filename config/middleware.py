"""What is refused before any page sees it."""

from django.core.exceptions import BadRequest


def refuse_nul(get_response):
    """400 for a NUL in the address: PostgreSQL takes it in no text, and no page means anything by it."""

    def middleware(request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return get_response(request)

    return middleware
