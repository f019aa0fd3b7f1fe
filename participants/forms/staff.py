"""The forms of staff: entering a person, filtering lists, deciding about many, giving a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.forms.layout import helper
from participants.forms.person import StaffPersonForm
from participants.models import Registration
from workshops.forms.fields import DayField

ANY = ("", _("Any"))
LONGEST = 92  # days from the first to the last, as when a workshop is planned


class AddPersonForm(StaffPersonForm):
    """A person entered by staff: `entry` is "walk_in" or the status chosen."""

    entry = forms.ChoiceField(
        label=_("How this person comes"),
        choices=[
            ("confirmed", _("Confirmed: has a seat")),
            ("submitted", _("Submitted: to be decided")),
            ("waitlisted", _("Waitlisted")),
            ("walk_in", _("Walk-in: stands at the door, has a seat")),
        ],
        initial="confirmed",
    )
    helper = helper(
        (_("Person"), "given_name", "family_name", "arabic_name", "name_order", "sex", "age_band", "nationality"),
        (_("Contact"), "email", "phone", "language"),
        (_("Work"), "institution_name", "institution", "function", "region"),
        (_("Needs and consents"), "dietary", "accessibility", "photo_consent", "share_name_consent"),
        (pgettext_lazy("seat", "Place"), "entry"),
    )


class FilterForm(forms.Form):
    """The filters of the list, from the address. What it does not know it leaves out."""

    q = forms.CharField(label=_("Name in either script, e-mail"), max_length=200, required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[ANY, *Registration.Status.choices, ("gone", _("At an end"))], required=False
    )
    origin = forms.ChoiceField(label=_("Origin"), choices=[ANY, *Registration.Origin.choices], required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[ANY, *Registration.Sex.choices, ("none", _("Not stated"))], required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[ANY, *Registration._meta.get_field("language").choices], required=False
    )

    def __init__(self, *args, institutions=(), day=None, **kwargs):
        super().__init__(*args, **kwargs)
        known = [(str(each.pk), each.label(day)) for each in institutions]
        self.fields["institution"].choices = [ANY, *known, ("proposed", _("Not in the list")), ("none", _("None"))]

    def known(self):
        """{filter: value} of those that were given and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReasonForm(forms.Form):
    """Why a workshop is postponed or cancelled; everybody registered reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Everybody registered reads this in a letter."),
    )
    helper = helper((_("Why"), "reason"))

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class RescheduleForm(forms.Form):
    """The new days of a postponed workshop; everybody registered reads them, and the remark, in a letter."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))
    reason = forms.CharField(
        label=_("Remark"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Everybody registered reads this in a letter."),
    )
    helper = helper((_("New days"), "start", "end"), (_("What you add"), "reason"))

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and not 0 <= (end - start).days <= LONGEST:
            too_early = _("The last day lies before the first.")
            self.add_error("end", too_early if end < start else _("A workshop lasts three months at most."))
        return data

    @property
    def summary(self):
        return [(self[name].label, self[name].auto_id) for name in self.fields if name in self.errors]


class DecisionForm(forms.Form):
    """One decision about the people ticked in the list, or about everybody the filters found."""

    VERBS = ("confirm", "waitlist", "remind", "decline", "withdraw", "cancel")
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    reason = forms.CharField(max_length=1000, required=False)
    ids = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everybody = forms.BooleanField(required=False)

    def __init__(self, *args, registrations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ids"].choices = [(pk, pk) for pk in registrations.values_list("pk", flat=True)]


class InviteForm(forms.Form):
    """The persons ticked on the page of those whom the office may invite."""

    ids = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Tick the people first.")})

    def __init__(self, *args, persons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ids"].choices = [(pk, pk) for pk in persons.values_list("pk", flat=True)]
