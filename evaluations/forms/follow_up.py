"""What the office decides about the follow-up: when letters leave, or the totals of an inquiry made otherwise."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluations.queries.follow_up import LONGEST_MONTHS

LARGEST = 10_000


class PlanForm(forms.Form):
    is_asked = forms.TypedChoiceField(
        label=_("Who was trained is asked by letter"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
    )
    months_after = forms.IntegerField(label=_("Months after the last day"), min_value=1, max_value=LONGEST_MONTHS)


class TotalsForm(forms.Form):
    invited = forms.IntegerField(label=pgettext_lazy("follow-up", "Invited"), min_value=0, max_value=LARGEST)
    answered = forms.IntegerField(label=_("Answered"), min_value=0, max_value=LARGEST)
    using_skills = forms.IntegerField(label=_("Using the skills"), min_value=0, max_value=LARGEST)
    months_after = forms.IntegerField(label=_("Months after the last day"), min_value=0, max_value=120, required=False)

    def clean(self):
        data = super().clean()
        for part, whole, words in (
            ("answered", "invited", _("More than were invited.")),
            ("using_skills", "answered", _("More than answered.")),
        ):
            if None not in (data.get(part), data.get(whole)) and data[part] > data[whole]:
                self.add_error(part, words)
        return data
