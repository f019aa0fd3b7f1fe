"""What the office corrects of a registration: a name misspelt, another institution, a telephone that was missing."""

from django.utils.translation import gettext_lazy as _

from participants.forms.own import OwnForm

_GROUPS = (
    (_("Person"), "given_name", "family_name", "arabic_name", "name_order", "phone", "sex", "age_band", "language"),
    (_("Work"), "institution_name", "institution", "function", "region"),
    (_("Needs"), "dietary", "accessibility"),
)


class CorrectForm(OwnForm):
    """The own page's form in the office's words. Consents are the person's alone, and the address stays as proved."""

    groups = _GROUPS
    OPEN = frozenset(name for _legend, *names in _GROUPS for name in names)

    def __init__(self, *args, registration, **kwargs):
        super().__init__(*args, registration=registration, fields_open=self.OPEN, **kwargs)
        self.fields["language"].label = _("Language of letters")
