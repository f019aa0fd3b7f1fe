"""The figures that may have a target, in words."""

from django.utils.translation import gettext_lazy as _

from reports.labels import LABELS, PARTS
from reports.tables.persons import SEXES

WORDS = {
    "by_sex.F": SEXES["F"],
    "women_share": _("Share of women, in %"),
    "completion_rate": _("Completion rate, in %"),
    "paired_tests.share_improved": _("Share that improved in the tests, in %"),
    "follow_up.using_skills_share_of_trained": _("Share using what they learned, of those trained, in %"),
}


def name_of(indicator):
    """What a target's figure is called, with its unit where it is a share."""
    if indicator in WORDS:
        return WORDS[indicator]
    key, _dot, part = indicator.partition(".")
    return PARTS[key][part] if part else LABELS[key].name
