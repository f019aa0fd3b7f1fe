"""Morocco's regions and institutions of `morocco.json`, as rows."""

import json
from pathlib import Path

from django.utils.text import slugify

from participants.models import Institution, InstitutionName
from workshops.models import Region

FOLDER = Path(__file__).resolve().parent


def load_regions():
    """How many regions are new; an existing one is left as it is."""
    return sum(_region(entry) for entry in _morocco()["regions"])


def load_institutions():
    """How many institutions are new. One that is known by its id or its English name is left as it is."""
    return sum(_institution(entry) for entry in _morocco()["institutions"])


def _morocco():
    return json.loads((FOLDER / "morocco.json").read_text())


def _region(entry):
    names = entry["names"]
    values = {"name_en": names["fr"], "name_fr": names["fr"], "name_ar": names["ar"], "country": "MA"}
    return Region.objects.get_or_create(code=entry["code"], defaults=values)[1]


def _institution(entry):
    names = entry["names"]
    key = entry["acronym"] or slugify(names["en"])[:60]
    if Institution.objects.filter(key=key).exists() or InstitutionName.objects.filter(name_en=names["en"]).exists():
        return False
    made = Institution.objects.create(key=key, type=entry["type"], acronym=entry["acronym"] or "")
    texts = {f"name_{language}": names.get(language) or "" for language in ("en", "fr", "ar")}
    InstitutionName.objects.create(institution=made, **texts)
    return True
