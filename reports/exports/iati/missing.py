"""What a project lacks for its IATI file: what nobody may leave out, and what a reader would look for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.exports.iati.activity import by_transaction


@dataclass(frozen=True)
class Lack:
    """One sentence; `needed`: without it the file would break the standard, and there is none."""

    code: str
    sentence: str
    needed: bool = False


class Incomplete(Exception):
    """No IATI file: `lacks` holds what is missing, the needed things first."""

    def __init__(self, lacks):
        self.lacks = lacks
        super().__init__("; ".join(lack.code for lack in lacks if lack.needed))


def lacks(facts):
    """What `facts` (of `reports.exports.iati.facts`) lack, the needed things first, in the current language."""
    return [*_needed(facts), *_wished(facts)]


def _needed(facts):
    if facts is None:
        yield Lack("one_project", _("One project: an activity file tells of one alone."), True)
        return
    if facts["one_alone"]:
        yield Lack(
            "one_workshop", _("It would tell of one workshop of security bodies alone; such a file is never published."), True
        )
    if not facts["reporting"]["ref"]:
        yield Lack(
            "reporting_org",
            _("The reporting organisation: choose one that has an IATI reference, or give the office its reference."),
            True,
        )
    if not facts["title"]:
        yield Lack("title", _("The title of the project."), True)
    if "1" not in facts["dates"]:
        yield Lack("start", _("The first day of the project."), True)
    if not facts["countries"]:
        yield Lack("countries", _("The country of the project."), True)
    elif len(facts["countries"]) > 1 and not _divided(facts) and not by_transaction(facts):
        yield Lack("country_shares", _("The share of each country, since there are several."), True)


def _wished(facts):
    if facts is None:
        return
    if facts["partial"]:
        yield Lack("partial", _("The other workshops of the project: this report counts a part of them."))
    if not facts["described"]:
        yield Lack("description", _("A description: the title stands in its place."))
    if not facts["sectors"]:
        yield Lack("sectors", _("The sector: the file says “sectors not specified”."))
    if not facts["markers"]:
        yield Lack("markers", _("Policy markers, such as gender equality."))
    if not facts["status_known"]:
        yield Lack("status", _("The status: it follows from the dates."))
    if len(facts["countries"]) > 1 and not _divided(facts) and by_transaction(facts):
        yield Lack("country_shares_wished", _("The share of each country: the money spent names its country instead."))
    if not facts["aid_type"]:
        yield Lack("aid_type", _("The kind of aid."))
    nameless = [" / ".join(org["names"].values()) for org in facts["participating"] if not org["ref"]]
    if nameless:
        names = _(", ").join(dict.fromkeys(nameless))
        yield Lack("references", _("The IATI reference of %(organisations)s.") % {"organisations": names})


def _divided(facts):
    return all(country["percent"] for country in facts["countries"])
