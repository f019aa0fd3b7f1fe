"""In which language a message reaches somebody when it was not written in theirs."""

#: who reads Arabic in an office that writes French, and so on: the next best, in this order
NEXT_BEST = {"ar": ("fr", "en"), "fr": ("en", "ar"), "en": ("fr", "ar")}


def language_for(wanted, written):
    """`wanted`, or the next best of the languages `written` (not empty)."""
    order = (wanted, *NEXT_BEST.get(wanted, ()), "en", "fr", "ar")
    return next(language for language in order if language in written)
