"""Scores of many persons as one form: two fields each, `pre_<registration id>` and `post_<registration id>`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.forms.numbers import PointsField, plain
from evaluations.models import Score


class ScoresForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)

    def __init__(self, *args, people, scores, maximum, **kwargs):
        super().__init__(*args, **kwargs)
        for person in people:
            for test in Score.Test.values:
                points = scores.get(person.pk, {}).get(test)
                initial = None if points is None else plain(points)
                self.fields[f"{test}_{person.pk}"] = PointsField(maximum, initial=initial)

    @property
    def scores(self):
        """{(registration id, test): Decimal or None} of every field that was sent: a field left out changes nothing."""
        sent = (name.split("_") for name in self.fields if name in self.data and name != "reason")
        return {(int(pk), test): self.cleaned_data[f"{test}_{pk}"] for test, pk in sent}

    @property
    def wrong(self):
        """How many scores need a look."""
        return len(self.errors.keys() - {"reason", "__all__"})
