"""Shares and costs of a workshop: two tables of rows, one sum to reach."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms import fields as f
from workshops.models import Donor
from workshops.rules.funding import to_percent, to_share

MOST_SHARES, MOST_LINES = 20, 60


class ShareForm(forms.Form):
    donor = forms.ChoiceField(label=_("Donor"), required=False)
    percent = f.PercentField(label=_("Share, in %"), required=False, max_digits=13, decimal_places=10)

    def __init__(self, *args, donors=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["donor"].choices = [("", "–"), *donors]

    def clean_percent(self):
        percent = self.cleaned_data["percent"]
        if percent is not None and percent == 0:
            raise forms.ValidationError(_("A share is more than 0 %."))
        return percent

    def clean(self):
        data = super().clean()
        if data.get("donor") and data.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", _("Give this donor's share."))
        if data.get("percent") is not None and not data.get("donor") and "donor" not in self.errors:
            self.add_error("donor", _("Choose the donor of this share."))
        return data


class BaseShareFormSet(forms.BaseFormSet):
    """The rows together: no donor twice, 100 % in all."""

    def clean(self):
        if any(self.errors):
            return
        rows = self.shares()
        if len({donor for donor, _share in rows}) < len(rows):
            raise forms.ValidationError(_("A donor is named twice. Put both shares into one row."))
        total = sum((share for _donor, share in rows), Decimal(0))
        if rows and total != 1:
            raise forms.ValidationError(
                _("The shares sum to %(sum)s %%. They must sum to exactly 100 %%."), params={"sum": to_percent(total)}
            )

    def shares(self):
        """[(donor id, share of 1)] of the rows that are kept."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [(int(row["donor"]), Decimal(to_share(row["percent"]))) for row in rows if row.get("donor")]


class CostForm(forms.Form):
    line = forms.CharField(label=_("Line"), required=False, max_length=120)
    budget = f.AmountField(label=_("Budget"))
    actual = f.AmountField(label=_("Actual cost"))

    def clean(self):
        data = super().clean()
        amounts = data.get("budget") is not None or data.get("actual") is not None
        if amounts and not data.get("line") and "line" not in self.errors:
            self.add_error("line", _("Name this line."))
        return data


class BaseCostFormSet(forms.BaseFormSet):
    def lines(self):
        """[(line, budget, actual)] of the rows that are kept."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [(row["line"], row["budget"], row["actual"]) for row in rows if row.get("line")]


class CurrencyForm(forms.Form):
    currency = f.CurrencyField(label=_("Currency"), required=False)


def _formset(form, base, extra, most):
    return forms.formset_factory(
        form, formset=base, extra=extra, max_num=most, absolute_max=most + 5, validate_max=True, can_delete=True
    )


class FundingForms:
    """The three forms of the page, filled from a workshop or from what was sent."""

    def __init__(self, workshop, data=None):
        donors = [(str(donor.pk), str(donor)) for donor in Donor.objects.order_by("key")]
        shares = list(workshop.funding.order_by("position", "id").values_list("donor_id", "share"))
        lines = workshop.cost_lines.order_by("position", "id").values("line", "budget", "actual")
        self.shares = _formset(ShareForm, BaseShareFormSet, 1 if shares else 2, MOST_SHARES)(
            data,
            prefix="shares",
            initial=[{"donor": donor, "percent": to_percent(share)} for donor, share in shares],
            form_kwargs={"donors": donors},
        )
        self.costs = _formset(CostForm, BaseCostFormSet, 2 if lines else 4, MOST_LINES)(data, prefix="costs", initial=list(lines))
        self.currency = CurrencyForm(data, initial={"currency": workshop.currency})

    def is_valid(self):
        return all([self.shares.is_valid(), self.costs.is_valid(), self.currency.is_valid()])

    def values(self):
        """The keyword arguments of `set_funding`."""
        rows = self.shares.shares()
        donors = Donor.objects.in_bulk([donor for donor, _share in rows])
        return {
            "shares": [(donors[donor], share) for donor, share in rows],
            "lines": self.costs.lines(),
            "currency": self.currency.cleaned_data["currency"],
        }
