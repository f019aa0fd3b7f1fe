"""Sessions and the people who give them."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language, User
from workshops.forms import fields as f
from workshops.forms.layouts import FACILITATOR, SESSION
from workshops.models import Engagement, Facilitator, Organisation, Session

PLACES = 4


class SessionForm(forms.Form):
    """One session or break. `organisation_1` … give the order in which the programme names them."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    day = f.DayField(label=_("Day"))
    start = f.TimeOfDayField(label=_("From"))
    end = f.TimeOfDayField(label=_("To"))
    title_en = forms.CharField(required=False, max_length=300)
    title_fr = forms.CharField(required=False, max_length=300)
    title_ar = forms.CharField(required=False, max_length=300)
    engagements = forms.ModelMultipleChoiceField(
        label=_("Facilitators"), required=False, queryset=Engagement.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, workshop, session=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["engagements"].queryset = workshop.engagements.select_related("facilitator__organisation").order_by(
            "facilitator__name", "pk"
        )
        organisations = list(Organisation.objects.order_by("name", "id"))
        self._rows = {str(row.pk): row for row in organisations}
        given = list(session.given_by.values_list("organisation_id", flat=True)) if session else []
        self._places = range(1, max(PLACES, len(given)) + 1)
        choices = [("", "–"), *((str(row.pk), str(row)) for row in organisations)]
        for place in self._places:
            label = _("Organisation") if place == 1 else _("and")
            self.fields[f"organisation_{place}"] = forms.ChoiceField(label=label, required=False, choices=choices)
            self.initial[f"organisation_{place}"] = given[place - 1] if place <= len(given) else ""
        self.helper.layout = SESSION
        f.in_languages(self, "title", _("Title"))
        days = {"min": workshop.start.isoformat(), "max": workshop.end.isoformat()}
        self.fields["day"].widget.attrs |= days
        if session:
            self.initial |= self._stored(session)

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The session ends before it begins."))
        titles = [f"title_{code}" for code, _language in Language.choices]
        if not any(data.get(name) for name in titles) and not any(name in self.errors for name in titles):
            self.add_error("title_en", _("Give the title in at least one language."))
        day = data.get("day")
        if day and not self.workshop.start <= day <= self.workshop.end:
            self.add_error("day", _("The workshop is not held on this day."))
        return data

    def values(self):
        """The keyword arguments of `save_session`."""
        data = self.cleaned_data
        names = ("day", "kind", "start", "end", "title_en", "title_fr", "title_ar")
        chosen = [data[f"organisation_{place}"] for place in self._places]
        return {
            "values": {name: data[name] for name in names},
            "organisations": [self._rows[pk] for pk in chosen if pk],
            "engagements": list(data["engagements"]),
        }

    @staticmethod
    def _stored(session):
        names = ("kind", "start", "end", "title_en", "title_fr", "title_ar")
        stored = {name: getattr(session, name) for name in names}
        return stored | {"day": session.register.date, "engagements": [row.pk for row in session.engagements.all()]}


class CopyDayForm(forms.Form):
    source = f.DayField(label=_("Copy"))
    target = f.DayField(label=_("to"))

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def clean_target(self):
        day = self.cleaned_data["target"]
        if not self.workshop.start <= day <= self.workshop.end:
            raise forms.ValidationError(_("The workshop is not held on this day."))
        return day


class FacilitatorForm(forms.Form):
    """A known facilitator, or a new one of a known or new organisation."""

    facilitator = forms.ModelChoiceField(label=_("A known facilitator"), required=False, queryset=Facilitator.objects.none())
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    arabic_name = forms.CharField(label=_("Name in Arabic"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), required=False, queryset=Organisation.objects.order_by("name", "id")
    )
    organisation_name = forms.CharField(label=_("Or a new organisation"), required=False, max_length=200)
    user = forms.ModelChoiceField(
        label=_("Signs in as"),
        required=False,
        queryset=User.objects.none(),
        help_text=_("A colleague who takes presence on a phone."),
    )

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = FACILITATOR
        self.fields["arabic_name"].widget.attrs |= {"lang": "ar", "dir": "rtl"}
        self.fields["facilitator"].widget.attrs["data-combo"] = ""
        self.fields["facilitator"].queryset = (
            Facilitator.objects.exclude(engagements__workshop=workshop).select_related("organisation").order_by("name", "id")
        )
        colleagues = User.objects.filter(is_active=True, memberships__office=workshop.office)
        self.fields["user"].queryset = colleagues.distinct().order_by("name", "id")

    def clean(self):
        data = super().clean()
        if data.get("facilitator") or "facilitator" in self.errors:
            return data
        if not data.get("name") and "name" not in self.errors:
            self.add_error("facilitator", _("Choose a facilitator or write a name below."))
        elif not data.get("organisation") and not data.get("organisation_name"):
            self.add_error("organisation", _("Say which organisation this person comes from."))
        return data

    def person(self):
        """The keyword arguments of `add_facilitator`, or None when a known facilitator was chosen."""
        data = self.cleaned_data
        if data["facilitator"]:
            return None
        names = ("name", "arabic_name", "email", "user")
        return {name: data[name] for name in names} | {"organisation": data["organisation_name"] or data["organisation"]}
