"""Reference data of any country: entered once, linked the second time, refused whole when broken."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from participants.models import Institution, InstitutionAlias, InstitutionName
from participants.queries.institutions import match
from participants.rules.reference import Broken, read
from workshops.models import Region

MOROCCO = settings.BASE_DIR / "config" / "reference" / "morocco.json"
#: an invented country: no English name here, an id and dated names there
ATLANTIA = {
    "about": "Invented.",
    "institutions": [
        {"type": "ministry", "acronym": "MI", "names": {"fr": "Ministère des Îles", "ar": "وزارة الجزر"}},
        {
            "id": "COAST",
            "type": "law_enforcement",
            "names": {"en": "Coast Guard"},
            "later_names": [{"valid_from": "2020-02-29", "names": {"en": "Sea Guard", "ar": "حرس البحر"}}],
            "aliases": ["Guards of the Coast"],
            "arabic_name_checked": True,
        },
    ],
    "regions": [{"code": "XA-01", "names": {"fr": "Nord", "ar": "الشمال"}}, {"code": "XA-02", "names": {"en": "South"}}],
}


@pytest.fixture
def load(db, tmp_path):
    def run(content):
        path = content
        if isinstance(content, dict | list | bytes):
            path = tmp_path / "reference.json"
            path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        out = StringIO()
        call_command("load_reference", str(path), stdout=out)
        return out.getvalue().splitlines()

    return run


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Institution, InstitutionName, InstitutionAlias, Region)]


def test_shipped_file_loads_and_twice_changes_nothing(load):
    assert load(MOROCCO) == ["institutions: 27 new, 0 known already", "regions: 12 new, 0 known already"]
    before = rows()
    assert load(MOROCCO) == ["institutions: 0 new, 27 known already", "regions: 0 new, 12 known already"]
    assert rows() == before
    assert {match(text).key for text in ("DGSN", "Sûreté nationale", "الأمن الوطني")} == {"DGS"}
    assert Institution.objects.filter(arabic_name_checked=False).count() == 5
    assert [name.valid_from for name in Institution.objects.get(key="SAN").names.all()][0] is None


def test_other_country_loads_beside_it(load):
    load(MOROCCO)
    assert load(ATLANTIA) == ["institutions: 2 new, 0 known already", "regions: 2 new, 0 known already"]
    before = rows()
    assert load(ATLANTIA) == ["institutions: 0 new, 2 known already", "regions: 0 new, 2 known already"]
    assert rows() == before
    coast, isles = Institution.objects.get(key="COAST"), match("ministère des iles")
    assert (isles.label(language="en"), isles.key, isles.arabic_name_checked) == ("Ministère des Îles", "MI", False)
    dated = [(name.name_en, str(name.valid_from)) for name in coast.names.all()]
    assert dated == [("Coast Guard", "None"), ("Sea Guard", "2020-02-29")]
    assert (match("guards of the coast"), coast.arabic_name_checked) == (coast, True)
    assert str(Region.objects.get(code="XA-01")) == "Nord"


def test_known_rows_are_linked_by_id_else_by_english_name(load, make):
    make.institution("COAST", name="Harbour Police")
    make.institution("ISLES", name="Ministry of Isles")
    entries = [*ATLANTIA["institutions"], {"type": "ministry", "names": {"en": "Ministry of Isles", "fr": "Autre"}}]
    assert load({"institutions": entries}) == ["institutions: 1 new, 2 known already", "regions: 0 new, 0 known already"]
    assert Institution.objects.get(key="COAST").label(language="en") == "Harbour Police"


def test_acronym_somebody_else_has_is_no_link(load, make):
    make.institution("MI", name="Ministry of Interior")
    load(ATLANTIA)
    assert match("وزارة الجزر").key == "MI-2"


def test_region_that_came_as_a_bare_code_gets_its_names(load, make):
    Region.objects.create(code="XA-01", name_en="XA-01", country="XA")
    assert load(ATLANTIA)[1] == "regions: 1 new, 0 known already, 1 given their names"
    region = Region.objects.get(code="XA-01")
    assert (region.name_fr, region.name_ar) == ("Nord", "الشمال")
    assert load(ATLANTIA)[1] == "regions: 0 new, 2 known already"


def test_ten_of_the_case_are_as_the_case_says(load, case):
    """The case was imported first: the file links its ten, and they would have been the same had it made them."""
    assert load(MOROCCO)[0] == "institutions: 17 new, 10 known already"
    entries = {entry["id"]: entry for entry in read(MOROCCO.read_bytes()).institutions if entry["id"]}
    for row in Institution.objects.filter(key__in=entries):
        entry = entries[row.key]
        texts = [entry["names"], *(later["names"] for later in entry["later_names"])]
        assert [{"en": name.name_en, "fr": name.name_fr, "ar": name.name_ar} for name in row.names.all()] == texts
        assert [alias.alias for alias in row.aliases.all()] == entry["aliases"]
        days = [name.valid_from for name in row.names.all()]
        assert days == [None, *(later["valid_from"] for later in entry["later_names"])]


NAMES = {"en": "A"}
BROKEN = [
    (b"\xff", "$"),
    (b"{", "$"),
    (b"[" * 100_000, "$"),
    ([], "$"),
    ({}, "$"),
    ({"institutions": {}}, "institutions"),
    ({"institutions": [1]}, "institutions[0]"),
    ({"institutions": [{"names": NAMES}]}, "institutions[0].type"),
    ({"institutions": [{"type": "ministry"}]}, "institutions[0].names"),
    ({"institutions": [{"type": "ministry", "names": {"en": " "}}]}, "institutions[0].names"),
    ({"institutions": [{"type": "ministry", "names": {"fr": "x" * 301}}]}, "institutions[0].names.fr"),
    ({"institutions": [{"type": "ministry", "names": {"fr": "a\0b"}}]}, "institutions[0].names.fr"),
    ({"institutions": [{"type": "ministry", "names": NAMES, "acronym": 7}]}, "institutions[0].acronym"),
    (
        {"institutions": [{"type": "ministry", "names": NAMES, "arabic_name_checked": "no"}]},
        "institutions[0].arabic_name_checked",
    ),
    ({"institutions": [{"type": "ministry", "names": NAMES}] * 2}, "institutions[1].names.en"),
    ({"institutions": [{"id": "A", "type": "x", "names": {"en": text}} for text in "BC"]}, "institutions[1].id"),
    (
        {"institutions": [{"type": "x", "names": NAMES, "later_names": [{"valid_from": "soon", "names": NAMES}]}]},
        "institutions[0].later_names[0].valid_from",
    ),
    ({"regions": [{"code": "XA-01", "names": NAMES}, {"code": "north", "names": NAMES}]}, "regions[1].code"),
]


@pytest.mark.parametrize(("content", "path"), BROKEN, ids=[f"{n}-{path}" for n, (_content, path) in enumerate(BROKEN)])
def test_broken_file_is_refused_whole(load, content, path):
    with pytest.raises(CommandError) as refused:
        load(content)
    assert (refused.value.returncode, Region.objects.count(), Institution.objects.count()) == (1, 0, 0)
    assert f"  {path}: " in str(refused.value)


def test_every_fault_is_named():
    with pytest.raises(Broken) as broken:
        read(json.dumps({"institutions": [{}], "regions": [{"code": "XA-1"}]}).encode())
    paths = [path for path, _what in broken.value.faults]
    assert paths == ["institutions[0].type", "institutions[0].names", "regions[0].names"]


def test_file_that_is_not_there_is_used_wrongly(load, tmp_path):
    with pytest.raises(CommandError) as refused:
        load(tmp_path / "none.json")
    assert refused.value.returncode == 2
