"""How many persons came from one institution, of each sex, to a workshop without a list of names."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.forms.layout import helper
from participants.forms.person import listed_institution

MOST = 100_000


def _number(label):
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False)


class HeadsForm(forms.Form):
    """Numbers alone; nobody is named. Valid: `cleaned_data` has `institution` (None: not stated) and `persons`, {sex: number}."""

    institution_name = forms.CharField(
        label=_("Institution"), max_length=300, required=False, help_text=_("Empty: it was not written down.")
    )
    institution = forms.CharField(widget=forms.HiddenInput, required=False)
    women = _number(_("Women"))
    men = _number(_("Men"))
    others = _number(_("Other"))
    unstated = _number(_("Not stated"))
    helper = helper((_("Persons who came"), "institution_name", "institution", "women", "men", "others", "unstated"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        options = reverse("participants:institution_options")
        combo = {"data-combo-url": options, "data-combo-target": self["institution"].auto_id, "dir": "auto"}
        self.fields["institution_name"].widget.attrs.update(combo)

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]

    def clean(self):
        data = super().clean()
        name, chosen = data.pop("institution_name", ""), data.pop("institution", "")
        data["institution"] = listed_institution(chosen, name) if name else None
        if name and data["institution"] is None:
            self.add_error("institution_name", _("Choose an institution from the list."))
        numbers = [data.pop(field, None) or 0 for field in ("women", "men", "others", "unstated")]
        data["persons"] = dict(zip("FMX", numbers, strict=False)) | {"": numbers[-1]}
        if not self.errors and not any(numbers):
            self.add_error("women", _("Give at least one number."))
        return data
