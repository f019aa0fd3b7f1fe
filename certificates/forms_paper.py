"""What the office chooses for its certificates: a workshop's design, who signs, the words."""

import secrets

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.logos import LARGEST, LogoInput
from accounts.models import Office
from certificates.designs import NO_LOGO, is_there, logo_holders, signatories_of
from certificates.models import MOST_SIGNATORIES, Design, Signatory
from certificates.wording import PLACEHOLDERS
from documents.images import ImageRefused, signature
from mailing.rules.wording import missing, unknown
from participants.forms.layout import Fold, helper
from participants.rules.identity import without_controls
from workshops.forms.fields import in_languages

#: pixels of the longer side of a signature: 60 mm in print
LONGEST_SIDE = 900
PLACES = (_("First signature"), _("Second signature"), _("Third signature"))


class Tidy:
    """Text without the signs that turn the direction of writing; what is to be corrected is summed up at the top."""

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = " ".join(without_controls(value).split())

    @property
    def summary(self):
        """(label, id of the control) of each field to correct."""
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class DesignForm(Tidy, forms.ModelForm):
    """The design of one workshop's certificates; `like`: the one it begins with. `signatories` and `values` are what the action
    takes.
    """

    disclaimer_en = forms.CharField(max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    disclaimer_fr = forms.CharField(max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    disclaimer_ar = forms.CharField(max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = Design
        fields = ["layout", "languages", "language", "topics_overleaf", "disclaimer_en", "disclaimer_fr", "disclaimer_ar"]
        widgets = {"layout": forms.RadioSelect}
        labels = {
            "layout": _("Design"),
            "languages": _("Languages of a paper in two"),
            "language": _("Language of a paper in one"),
            "topics_overleaf": _("Topics on the back"),
        }
        help_texts = {
            "language": _("For people whose own language is not known; the others get theirs."),
            "topics_overleaf": _("A second page; the first one has more room then."),
        }

    def __init__(self, *args, like=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.like = like or self.instance
        self.initial |= {name: getattr(self.like, name) for name in self.Meta.fields}
        in_languages(self, "disclaimer", _("Disclaimer"))
        self.holders = {key: row for key, row in logo_holders(self.instance.workshop).items() if is_there(row.logo)}
        self._add_signatories()
        self._add_logos()
        self.helper = helper(
            (_("Design"), "layout", "languages", "language", "topics_overleaf"),
            (_("Signatures"), *(f"signatory_{place}" for place in range(MOST_SIGNATORIES))),
            *([(_("Logos"), *(f"logo_{key}" for key in self.holders))] if self.holders else []),
            (_("Disclaimer"), "disclaimer_en", "disclaimer_fr", "disclaimer_ar"),
        )

    def _add_signatories(self):
        known, chosen = Signatory.objects.filter(office=self.instance.workshop.office), signatories_of(self.like)
        for place, label in enumerate(PLACES):
            self.fields[f"signatory_{place}"] = forms.ModelChoiceField(
                known.filter(active=True) | known.filter(pk__in=[row.pk for row in chosen]),
                label=label,
                required=False,
                empty_label=_("nobody"),
                initial=chosen[place].pk if place < len(chosen) else None,
            )

    def _add_logos(self):
        order = self.like.logos or list(self.holders)
        places = [("", _("not printed")), *((str(place), str(place)) for place in range(1, len(self.holders) + 1))]
        shown = [key for key in order if key in self.holders]
        for key, row in self.holders.items():
            self.fields[f"logo_{key}"] = forms.ChoiceField(
                label=str(row),
                choices=places,
                required=False,
                initial=str(shown.index(key) + 1) if key in shown else "",
            )

    def clean(self):
        data = super().clean()
        self._refuse_twice(data, [f"signatory_{place}" for place in range(MOST_SIGNATORIES)], _("This person signs already."))
        self._refuse_twice(data, [f"logo_{key}" for key in self.holders], _("Another logo stands in this place."))
        return data

    def _refuse_twice(self, data, names, words):
        seen = set()
        for name in names:
            if data.get(name) and data[name] in seen:
                self.add_error(name, words)
            seen.add(data.get(name))

    @property
    def signatories(self):
        chosen = [self.cleaned_data.get(f"signatory_{place}") for place in range(MOST_SIGNATORIES)]
        return [row for row in chosen if row]

    @property
    def values(self):
        """Columns of Design; the usual order of logos is kept as none, so that a donor who comes later has a place."""
        places = {key: self.cleaned_data.get(f"logo_{key}") for key in self.holders}
        order = sorted((key for key in places if places[key]), key=lambda key: int(places[key]))
        logos = [] if order == list(self.holders) else order or [NO_LOGO]
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | {"logos": logos}


class SignatureField(forms.FileField):
    """A picture of a signature; clean, a PNG of its ink under a name of our own."""

    def __init__(self, **kwargs):
        super().__init__(widget=LogoInput(attrs={"accept": "image/png,image/jpeg"}), **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file or file is initial:
            return file
        if file.size > LARGEST:
            raise forms.ValidationError(_("The picture is larger than 5 MB."))
        try:
            picture = signature(file.read(), LONGEST_SIDE)
        except ImageRefused as refused:
            if refused.code == "empty":
                raise forms.ValidationError(_("Nothing dark is on this picture.")) from refused
            raise forms.ValidationError(_("This is not a PNG or a JPEG that can be read.")) from refused
        return ContentFile(picture, name=f"{secrets.token_hex(8)}.png")


class SignatoryForm(Tidy, forms.ModelForm):
    """Who signs for an office, `offices` being those the user may choose for a new one."""

    signature = SignatureField(
        label=_("Signature"), required=False, help_text=_("A scan or photograph on white paper; only its ink is kept.")
    )

    class Meta:
        model = Signatory
        fields = ["office", "name", "arabic_name", "title_en", "title_fr", "title_ar", "signature", "position", "active"]
        labels = {
            "office": _("Office"),
            "name": _("Name"),
            "arabic_name": _("Name in Arabic"),
            "position": _("Order"),
            "active": _("Signs new certificates"),
        }
        widgets = {"arabic_name": forms.TextInput(attrs={"lang": "ar", "dir": "rtl"})}

    def __init__(self, *args, offices=None, **kwargs):
        super().__init__(*args, **kwargs)
        in_languages(self, "title", pgettext_lazy("of a person who signs", "Title"))
        office = [] if self.instance.pk else ["office"]
        if self.instance.pk:
            del self.fields["office"]
        else:
            self.fields["office"].queryset = Office.objects.none() if offices is None else offices
            if len(self.fields["office"].queryset) == 1:
                self.fields["office"].widget = forms.HiddenInput()
        self.helper = helper(
            (_("Person"), *office, "name", "arabic_name", "title_en", "title_fr", "title_ar"),
            (_("Signature"), "signature", "position", "active"),
        )


class WordingForm(Tidy, forms.Form):
    """An office's own words of one `kind` of certificate in one language; placeholders are held to those of the kind."""

    heading = forms.CharField(label=_("Heading"), max_length=80)
    lead = forms.CharField(label=_("Before the name"), max_length=200)
    lead_woman = forms.CharField(label=_("Before the name of a woman"), max_length=200, required=False)
    lead_man = forms.CharField(label=_("Before the name of a man"), max_length=200, required=False)
    sentence = forms.CharField(label=_("After the name"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    sentence_woman = forms.CharField(
        label=_("After the name of a woman"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    sentence_man = forms.CharField(
        label=_("After the name of a man"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, kind, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.placeholders = PLACEHOLDERS[kind]
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
        self.helper = helper((_("For everybody"), "heading", "lead", "sentence"))
        self.helper.layout.append(
            Fold(_("Where sex changes the words"), "lead_woman", "lead_man", "sentence_woman", "sentence_man")
        )

    def clean(self):
        data = super().clean()
        for name, text in list(data.items()):
            if strange := unknown(text, self.placeholders if name != "heading" else ()):
                self.add_error(name, _("This placeholder is not known here: %s.") % ", ".join(f"{{{word}}}" for word in strange))
        if data.get("sentence") and "workshop" in (lacking := missing(data["sentence"], ["workshop"])):
            self.add_error("sentence", _("This sentence needs the placeholder %s.") % "".join(f"{{{word}}}" for word in lacking))
        return data
