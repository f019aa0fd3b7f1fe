"""The plan of a workshop as a form. It cleans to the values `actions.workshops` takes."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts import access
from workshops.forms import fields as f
from workshops.forms.layouts import WORKSHOP
from workshops.models import Project, Region, Topic, Venue, Workshop
from workshops.rules.funding import to_percent, to_share
from workshops.rules.schedule import proposed_code

LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English")), ("es", _("Spanish")), ("zgh", _("Amazigh"))]
PAIRS = [
    ("fr-ar", _("French–Arabic")),
    ("en-ar", _("English–Arabic")),
    ("en-fr", _("English–French")),
    ("sign", _("Sign language")),
]
TIMES = ("registration_opens_at", "registration_closes_at")
#: what a workshop that was held may not change: its registers are facts
FACTS = ("start", "end", "timezone", "attendance_unit")


class WorkshopForm(forms.ModelForm):
    code = forms.CharField(label=_("Code"), required=False, max_length=60, validators=[f.IDENTIFIER])
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.order_by("code"))
    start = f.DayField(label=_("First day"))
    end = f.DayField(label=_("Last day"))
    timezone = forms.CharField(label=_("Time zone"), max_length=64, help_text=_("Such as Africa/Casablanca."))
    capacity = forms.IntegerField(label=_("Seats"), required=False, min_value=1, max_value=5000)
    women_percent = f.PercentField(label=_("Target share of women, in %"), required=False, max_digits=7, decimal_places=4)
    registration_opens_at = f.LocalDateTimeField(
        label=_("Registration opens"), required=False, help_text=_("Empty: as soon as the workshop is published.")
    )
    registration_closes_at = f.LocalDateTimeField(
        label=_("Registration closes"), required=False, help_text=_("It closes by itself at this time.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    interpretation = forms.MultipleChoiceField(
        label=_("Interpretation"), required=False, choices=PAIRS, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), required=False, queryset=Topic.objects.order_by("slug"), widget=forms.CheckboxSelectMultiple
    )
    new_topic = forms.CharField(label=_("Another topic"), required=False, max_length=120)
    region = forms.ModelChoiceField(label=_("Region"), required=False, queryset=Region.objects.order_by("code"))
    venue = forms.ModelChoiceField(label=_("Venue"), required=False, queryset=Venue.objects.order_by("name", "id"))
    venue_name = forms.CharField(label=_("Name of a new venue"), required=False, max_length=200)
    venue_address = forms.CharField(label=_("Its address"), required=False, max_length=300)
    test_max_score = f.AmountField(label=_("Maximum test score"), min_value=1, max_value=100000, max_digits=9)
    currency = f.CurrencyField(label=_("Currency of costs"), required=False)

    class Meta:
        model = Workshop
        fields = [
            "code", "office", "project", "title_en", "title_fr", "title_ar", "description_en", "description_fr",
            "description_ar", "contact_en", "contact_fr", "contact_ar", "mode", "start", "end", "timezone", "city_en",
            "city_fr", "city_ar", "region", "venue", "topics", "capacity", "admission", "registration_opens_at",
            "registration_closes_at", "languages", "interpretation", "attendance_unit", "test_max_score", "currency",
        ]  # fmt: skip
        labels = {
            "office": _("Office"),
            "mode": _("Mode"),
            "admission": _("Admission"),
            "attendance_unit": _("Attendance"),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = WORKSHOP
        f.in_languages(self, "title", _("Title"))
        f.in_languages(self, "description", _("Description"))
        f.in_languages(self, "contact", _("Contact shown to the public"))
        f.in_languages(self, "city", _("City"))
        for name in ("description_en", "description_fr", "description_ar"):
            self.fields[name].max_length = 5000
            self.fields[name].validators.append(MaxLengthValidator(5000))
            self.fields[name].widget.attrs |= {"rows": 4}
        for name in ("project", "venue"):
            self.fields[name].widget.attrs["data-combo"] = ""
        self._begin(user) if self.instance.pk is None else self._resume()

    def _begin(self, user):
        """A new workshop: an office where the user may plan, hidden when there is one; the code may be left to us."""
        offices = access.offices(user, "workshops.edit")
        self.fields["office"].queryset = offices
        only = list(offices[:2])
        if len(only) == 1:
            self.fields["office"].widget = forms.HiddenInput()
        if only:
            self.initial |= {"office": only[0].pk, "timezone": only[0].timezone}
        self.fields["code"].help_text = _("Left empty, it is made of the office, the year and a number.")

    def _resume(self):
        """A known workshop: office and code stay; times are shown on the clock of its place."""
        workshop = self.instance
        self.fields["office"].disabled = self.fields["code"].disabled = True
        self.fields["office"].widget = forms.HiddenInput()
        self.fields["code"].validators = []
        for name in FACTS if workshop.state in (Workshop.State.HELD, Workshop.State.CLOSED) else ():
            self.fields[name].disabled = True
        for name in TIMES:
            moment = getattr(workshop, name)
            self.initial[name] = moment and moment.astimezone(ZoneInfo(workshop.timezone)).replace(tzinfo=None)
        if workshop.target_women_share is not None:
            self.initial["women_percent"] = to_percent(workshop.target_women_share)
        for name in ("languages", "interpretation"):
            known = {code for code, _label in self.fields[name].choices}
            self.fields[name].choices += [(code, code) for code in getattr(workshop, name) if code not in known]

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code.lower() in f.RESERVED:
            raise forms.ValidationError(_("This word is an address of its own. Choose another code."))
        return code

    def clean_timezone(self):
        zone = self.cleaned_data["timezone"]
        if not f.is_timezone(zone):
            raise forms.ValidationError(_("This time zone is not known. Write it as in Africa/Casablanca."))
        return zone

    def clean(self):
        data = super().clean()
        if not any(data.get(f"title_{code}") for code in ("en", "fr", "ar")) and not self._failed(
            "title_en", "title_fr", "title_ar"
        ):
            self.add_error("title_en", _("Give the title in at least one language."))
        if data.get("start") and data.get("end"):
            self._clean_days(data["start"], data["end"])
        self._clean_times(data)
        if data.get("venue_address") and not data.get("venue_name"):
            self.add_error("venue_name", _("Name the new venue."))
        if not data.get("code") and not self._failed("code") and data.get("office") and data.get("start"):
            data["code"] = self._propose(data["office"], data["start"].year)
        return data

    def _failed(self, *names):
        return any(name in self.errors for name in names)

    def _clean_days(self, start, end):
        if end < start:
            self.add_error("end", _("The last day lies before the first."))
        elif (end - start).days > 92:
            self.add_error("end", _("A workshop lasts three months at most."))

    def _clean_times(self, data):
        if self._failed("timezone"):
            for name in TIMES:
                data.pop(name, None)
            return
        for name in TIMES:
            if data.get(name):
                data[name] = f.at_place(data[name], data["timezone"])
        opens, closes = data.get(TIMES[0]), data.get(TIMES[1])
        if opens and closes and closes <= opens:
            self.add_error(TIMES[1], _("Registration would close before it opens."))

    def _propose(self, office, year):
        taken = Workshop.objects.filter(code__startswith=f"{office.code}-{year}-").values_list("code", flat=True)
        return proposed_code(office.code, year, taken)

    def plan(self):
        """The keyword arguments of `plan_workshop` and `edit_workshop`, without the rule."""
        data = self.cleaned_data
        values = {name: data[name] for name in self.Meta.fields if name not in ("topics", "code", "office")}
        if self.instance.pk is None:
            values |= {"code": data["code"], "office": data["office"], "country": data["office"].country}
        percent = data["women_percent"]
        values["target_women_share"] = None if percent is None else Decimal(to_share(percent))
        venue = None
        if data["venue_name"]:
            towns = {name: data[name] for name in ("city_en", "city_fr", "city_ar")}
            venue = {"name": data["venue_name"], "address": data["venue_address"], **towns}
        return {"values": values, "topics": data["topics"], "topic": data["new_topic"], "venue": venue}
