"""Changing the language of a page with a form: its fields travel along, so that nothing typed is lost, or in an address."""

from django.conf import settings
from django.utils import translation

#: the name of the buttons of templates/participants/_form_languages.html
NAME = "switch_language"


def switched_language(request):
    """The language the form was sent to change to, now the active one; "" when it was sent to be kept."""
    language = request.POST.get(NAME, "")
    if language not in dict(settings.LANGUAGES):
        return ""
    translation.activate(language)
    request.LANGUAGE_CODE = language
    return language


def typed(request, language):
    """What was typed, as the first values of the form in its new language: nothing is judged before it is sent."""
    return request.POST.dict() if language else None


def keep_language(response, language):
    """Remember a new language as the switch of other pages does."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response
