"""Scores of many persons as one form: two fields each, `pre_<registration id>` and `post_<registration id>`.

Beside each field goes what the page showed, so that a save changes what was typed over and nothing that others entered meanwhile.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms.numbers import PointsField, plain
from evaluations.models import Score


class ScoresForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=500)

    def __init__(self, *args, people, scores, maximum, **kwargs):
        super().__init__(*args, **kwargs)
        self._stored_now = {}
        for person in people:
            for test in Score.Test.values:
                initial = _text(scores.get(person.pk, {}).get(test)) or None
                self.fields[f"{test}_{person.pk}"] = PointsField(maximum, initial=initial)

    @property
    def scores(self):
        """{(registration id, test): Decimal or None} of every field that differs from what the page showed."""
        sent = {name: self.cleaned_data[name] for name in self.fields if name in self.data and name != "reason"}
        return {_key(name): points for name, points in sent.items() if points != self._shown(name)}

    @property
    def shown(self):
        """{(registration id, test): Decimal or None}: what the page showed in the fields of `scores`."""
        return {(pk, test): self._shown(f"{test}_{pk}") for pk, test in self.scores}

    @property
    def wrong(self):
        """How many scores need a look."""
        return len(self.errors.keys() - {"reason", "__all__"})

    def shown_text(self, name):
        """What the page goes on to call shown in the field `name`."""
        if name in self._stored_now:
            return self._stored_now[name]
        return self.data.get(self.add_initial_prefix(name), "") if self.is_bound else self.fields[name].initial or ""

    def show_stale(self, keys, scores):
        """Say beside the fields of `keys` what is stored now (`scores`); what was typed stays, to be saved again."""
        for pk, test in keys:
            name = f"{test}_{pk}"
            self._stored_now[name] = text = _text(scores.get(pk, {}).get(test))
            said = _("Changed by somebody else meanwhile. Stored now: %(points)s. Save again to replace it.")
            self.add_error(name, said % {"points": text or "–"})

    def _shown(self, name):
        """What the page showed in the field `name`; what is no number was never shown."""
        try:
            shown = self.fields[name].to_python(self.data.get(self.add_initial_prefix(name)))
        except forms.ValidationError:
            return None
        return shown if shown is not None and shown.is_finite() else None


def _key(name):
    test, pk = name.split("_")
    return int(pk), test


def _text(points):
    return "" if points is None else plain(points)
