"""Reference data into the register: institutions and regions that are not there yet. What is there stays as it is."""

from dataclasses import dataclass

from django.db import transaction

from accounts.history import record
from participants.actions.institutions import free_key
from participants.models import Institution, InstitutionAlias, InstitutionName
from participants.rules.identity import folded
from workshops.models import Region


@dataclass(frozen=True)
class Loaded:
    """How many rows a load made, how many were linked to known ones, how many bare regions were given their names."""

    institutions: int
    institutions_known: int
    regions: int
    regions_known: int
    regions_named: int


@transaction.atomic
def load_reference(*, reference, by, now):
    """Enter what a `rules.reference.Reference` holds, all or nothing. Returns Loaded.

    A known institution is found by its id, else by an equal English name (without one: by equal names); a known region by
    its code. None is changed, except that a region a case file brought as a bare code gets its names.
    """
    known = _Known()
    made = [_institution(entry, by, now) for entry in reference.institutions if not known.has(entry)]
    regions = [_region(entry, by, now) for entry in reference.regions]
    return Loaded(
        institutions=len(made),
        institutions_known=len(reference.institutions) - len(made),
        regions=regions.count("new"),
        regions_known=regions.count("known"),
        regions_named=regions.count("named"),
    )


class _Known:
    """The institutions there were before; those merged into another are known too."""

    def __init__(self):
        names = list(InstitutionName.objects.values_list("name_en", "name_fr", "name_ar"))
        self.keys = set(Institution.objects.values_list("key", flat=True))
        self.english = {english for english, *_others in names if english}
        self.others = {(french, arabic) for _english, french, arabic in names}

    def has(self, entry):
        names = entry["names"]
        if entry["id"] and entry["id"] in self.keys:
            return True
        if names["en"]:
            return names["en"] in self.english
        return (names["fr"], names["ar"]) in self.others


def _institution(entry, by, now):
    first = _columns(entry["names"])
    made = Institution.objects.create(
        key=entry["id"] or free_key(entry["acronym"], first),
        type=entry["type"],
        acronym=entry["acronym"],
        arabic_name_checked=entry["arabic_name_checked"],
    )
    InstitutionName.objects.create(institution=made, **first)
    for later in entry["later_names"]:
        since = {"valid_from": later["valid_from"], "from_is_latest_bound": later["true_day_unknown"]}
        InstitutionName.objects.create(institution=made, **since, **_columns(later["names"]))
    for place, alias in enumerate(entry["aliases"]):
        InstitutionAlias.objects.create(institution=made, alias=alias, folded=folded(alias)[:300], position=place)
    record(by=by, now=now, obj=made, verb="reference_loaded")
    return made


def _region(entry, by, now):
    names = _columns(entry["names"])
    row = Region.objects.filter(code=entry["code"]).first()
    if row is None:
        row, answer = Region(code=entry["code"], country=entry["code"][:2], **names), "new"
    elif (row.name_en, row.name_fr, row.name_ar) in {(row.code, "", ""), (row.code, None, None)}:
        row.name_en, row.name_fr, row.name_ar = names["name_en"], names["name_fr"], names["name_ar"]
        answer = "named"
    else:
        return "known"
    row.save()
    record(by=by, now=now, obj=row, verb="reference_loaded")
    return answer


def _columns(names):
    return {f"name_{language}": text for language, text in names.items()}
