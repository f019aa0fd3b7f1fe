"""Objects of a case file without what goes without saying."""

from accounts.models import Language


def full(**members):
    """The members that hold something: no null, empty text, empty list or empty object."""
    return {key: value for key, value in members.items() if value is not None and value not in ("", [], {})}


def texts(row, field):
    """{language: text} of a translated field, from the language columns themselves, never a fallback."""
    return full(**{language: getattr(row, f"{field}_{language}") for language in Language.values})
