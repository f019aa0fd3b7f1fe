"""The forms of seats: a quota, a place on the waitlist, the person who comes instead of another."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.forms.layout import helper
from participants.forms.person import StaffPersonForm, listed_institution
from participants.forms.staff import ANY
from participants.models import Registration
from workshops.forms.fields import DayField


class WaitlistFilterForm(forms.Form):
    """The filters of the waitlist, from the address; what they do not know they leave out."""

    q = forms.CharField(label=_("Name in either script, e-mail"), max_length=200, required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)

    def __init__(self, *args, institutions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = [ANY, *((str(each.pk), str(each)) for each in institutions)]

    def known(self):
        """{filter: value} of those that were given and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class _Form(forms.Form):
    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class QuotaForm(_Form):
    """How many seats an institution has, and until when; the institution of a known quota stays."""

    institution_name = forms.CharField(label=_("Institution"), max_length=300)
    institution = forms.CharField(widget=forms.HiddenInput, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=5000)
    release_on = DayField(
        label=_("Unused seats are released on"),
        required=False,
        help_text=_("From this day on they go to those who wait, whatever their institution. Empty: they stay kept."),
    )

    def __init__(self, *args, workshop, today, quota=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop, self.today, self.quota = workshop, today, quota
        names = ["seats", "release_on"]
        if quota:
            del self.fields["institution_name"], self.fields["institution"]
            self.initial = {"seats": quota.seats, "release_on": quota.release_on}
        else:
            names = ["institution_name", "institution", *names]
            options = reverse("participants:institution_options")
            combo = {"data-combo-url": options, "data-combo-target": self["institution"].auto_id, "dir": "auto"}
            self.fields["institution_name"].widget.attrs.update(combo)
        self.helper = helper((_("Quota"), *names))

    def clean_release_on(self):
        day = self.cleaned_data["release_on"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Give a day to come; to release the seats at once there is a button."))
        if day and day > self.workshop.start:
            raise forms.ValidationError(_("The workshop has begun by then."))
        return day

    def clean(self):
        data = super().clean()
        if self.quota:
            data["institution"] = self.quota.institution
        elif "institution_name" in data:
            data["institution"] = listed_institution(data.pop("institution", ""), data.pop("institution_name"))
            if data["institution"] is None:
                self.add_error("institution_name", _("Choose an institution from the list."))
        return data


class MoveForm(_Form):
    """A place on the waitlist, and why."""

    place = forms.IntegerField(
        label=_("New place"), min_value=1, max_value=100000, help_text=_("1 is next. The others keep their order.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It stays in the history; nobody is written to."),
    )
    helper = helper((_("Place on the waitlist"), "place", "reason"))


class SubstituteForm(StaffPersonForm):
    """Who comes instead: somebody who waits for a decision or a seat, or a new person."""

    newcomer = forms.ModelChoiceField(
        Registration.objects.none(), label=_("Somebody who waits already"), required=False, empty_label=_("Nobody of these")
    )
    helper = helper(
        (_("Registered already"), "newcomer"),
        (_("Or a new person"), "given_name", "family_name", "arabic_name", "name_order", "sex", "age_band", "nationality"),
        (_("Contact"), "email", "phone", "language"),
        (_("Work"), "institution_name", "institution", "function", "region"),
        (_("Needs and consents"), "dietary", "accessibility", "photo_consent", "share_name_consent"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = [Registration.Status.SUBMITTED, Registration.Status.WAITLISTED]
        rows = Registration.objects.filter(workshop=self.workshop, status__in=waiting)
        self.fields["newcomer"].queryset = rows.order_by("family_name", "given_name", "arabic_name", "pk")

    def _need_a_name(self, data):
        if not data.get("newcomer"):
            super()._need_a_name(data)
