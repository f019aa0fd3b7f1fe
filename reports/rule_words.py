"""A rule in words, for pages and papers: who counts as trained, or who earns a certificate.

Takes anything with the fields of a rule: `workshops.Rule`, `CertificateRule` or `certificates.rules.Terms`. The words
come in the current language.
"""

from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

NO_BREAK = "\u00a0"


def sentence(rule):
    """Who counts as trained, in two sentences: how much presence, which test."""
    return f"{_presence(rule)} {_test(rule)}"


def brief(rule):
    """The same for a line of facts: "80 % of the half-days, no test"."""
    measure = {
        ("half_day", "event"): _("%(share)s of the half-days"),
        ("minute", "event"): _("%(share)s of the hours"),
        ("half_day", "each_day"): _("%(share)s of the half-days of each day"),
        ("minute", "each_day"): _("%(share)s of the hours of each day"),
    }[rule.unit, rule.scope]
    test = {
        "none": _("no test"),
        "sat": _("post-test taken"),
        "score": _("post-test of at least %(mark)s points"),
    }[rule.test]
    return _("%(presence)s, %(test)s") % {"presence": measure % _numbers(rule), "test": test % _numbers(rule)}


def note(rule):
    """How the marks that are neither present nor absent are read."""
    counted = _("Late, left early and present unsigned count as present.")
    excused = _("Excused counts as not attended.")
    if rule.excused == "leaves_denominator":
        excused = _("What was missed with an excuse is left out of the calculation.")
    return f"{counted} {excused}"


def _presence(rule):
    template = {
        ("half_day", "event"): _("A person present at no less than %(share)s of all half-days of the workshop."),
        ("minute", "event"): _("A person present for no less than %(share)s of all hours of the workshop."),
        ("half_day", "each_day"): _("A person present, on each day of the workshop, at no less than %(share)s of its half-days."),
        ("minute", "each_day"): _("A person present, on each day of the workshop, for no less than %(share)s of its hours."),
    }[rule.unit, rule.scope]
    return template % _numbers(rule)


def _test(rule):
    template = {
        "none": _("No test is required."),
        "sat": _("The post-test must have been taken."),
        "score": _("The post-test must reach %(mark)s points."),
    }[rule.test]
    return template % _numbers(rule)


def _numbers(rule):
    mark = "" if rule.pass_mark is None else number_format(Decimal(rule.pass_mark).normalize().__format__("f"))
    return {"share": exact_percent(rule.threshold), "mark": mark}


def exact_percent(share):
    """A share of 1 in percent with as many places as it needs, at most two: 80 %, 66.67 %."""
    hundredths = Fraction(share) * 10000
    value = Decimal(round(hundredths)) / 100
    return f"{number_format(f'{value.normalize():f}')}{NO_BREAK}%"
