"""An office's own words: plain replacement, by kind, language and sex."""

import pytest
from django.urls import reverse

from accounts.history import Actor, entries_for
from certificates.actions.designing import WORDS, reset_wording, set_wording
from certificates.actions.issuing import issue
from certificates.models import Wording

SYSTEM = Actor.system("test")
OWN = {
    "heading": "Attestation",
    "lead": "{office} remercie",
    "lead_woman": "",
    "lead_man": "",
    "sentence": "pour « {workshop} » {hours} {0.__class__} {{ x }} %s",
    "sentence_woman": "venue à « {workshop} »",
    "sentence_man": "",
}


def address(office, kind="participation", language="fr", name="wording"):
    return reverse(f"certificates:{name}", args=[office.pk, kind, language])


def spoken(certificate, language="fr"):
    [column] = [column for column in certificate.snapshot["languages"] if column["lang"] == language]
    return [column["heading"], *("".join(text for text, _name in column[part]) for part in ("lead", "sentence"))]


@pytest.mark.parametrize(
    ("sex", "sentence"), [("F", "venue à « Atelier W »"), ("M", "pour « Atelier W » 5 heures"), ("", "pour «")]
)
def test_own_words_are_filled_in_by_plain_replacement(make, office, held, attend, now, sex, sentence):
    type(held).objects.filter(pk=held.pk).update(title_fr="Atelier W")
    set_wording(office=office, kind="participation", language="fr", words=OWN, by=SYSTEM, now=now)
    made = issue(registration=attend(held, sex=sex), by=SYSTEM, now=now)
    heading, lead, said = spoken(made)
    assert (heading, lead) == ("Attestation", f"{office.name_en} remercie")
    assert said.startswith(sentence)
    assert said.endswith("{0.__class__} {{ x }} %s") == (sex != "F")
    assert spoken(made, "en")[0] == "Certificate of participation"


def test_own_words_are_saved_shown_and_set_back(staff, office):
    assert staff.get(address(office)).context["form"]["lead_woman"].value() == "{office} atteste que Madame"
    assert staff.post(address(office), OWN).url == address(office)
    assert {name: getattr(Wording.objects.get(), name) for name in WORDS} == OWN
    assert staff.get(address(office)).context["form"]["heading"].value() == "Attestation"
    staff.post(address(office, name="wording_reset"))
    row = Wording.objects.get()
    assert [row.heading, row.sentence] == ["", ""]
    assert [entry.verb for entry in entries_for(row)] == ["paper_wording_reset", "paper_wording_changed"]
    assert staff.get(address(office)).context["form"]["heading"].value() == "Attestation de participation"


@pytest.mark.parametrize(
    ("kind", "changes", "field", "words"),
    [
        ("participation", {"sentence": "pour {workshop}, {cost}"}, "sentence", "{cost}"),
        ("facilitator", {"sentence": "pour {workshop}, {hours}"}, "sentence", "{hours}"),
        ("participation", {"sentence": "pour tout"}, "sentence", "{workshop}"),
        ("participation", {"heading": "{office}"}, "heading", "{office}"),
        ("participation", {"lead": ""}, "lead", "required"),
    ],
)
def test_placeholders_are_held_to_those_of_the_kind(staff, office, kind, changes, field, words):
    answer = staff.post(address(office, kind), OWN | changes)
    assert words in answer.context["form"].errors[field][0]
    assert answer.context["form"][field].value() == changes[field]
    assert not Wording.objects.exists()


def test_a_preview_reads_as_typed_for_each_sex_and_keeps_nothing(staff, office, held):
    answer = staff.post(address(office, name="wording_preview"), OWN | {"sentence_man": "<b>{workshop}"})
    woman, man, everybody = answer.context["examples"]
    assert [row[0] for row in (woman, man, everybody)] == ["F", "M", ""]
    assert (woman[2], man[2]) == (f"venue à « {held.title_fr} »", f"<b>{held.title_fr}")
    assert "&lt;b&gt;" in answer.content.decode()
    assert not Wording.objects.exists()


def test_an_office_without_workshops_sees_an_example(staff, office):
    assert "Madame" in staff.get(address(office)).content.decode()


def test_the_list_says_which_words_are_own(staff, office, now):
    set_wording(office=office, kind="completion", language="ar", words=OWN, by=SYSTEM, now=now)
    set_wording(office=office, kind="completion", language="fr", words=OWN, by=SYSTEM, now=now)
    reset_wording(office=office, kind="completion", language="fr", by=SYSTEM, now=now)
    rows = staff.get(reverse("certificates:wordings")).context["rows"]
    assert [[is_own for _code, _label, is_own, _url in cells] for _kind, cells in rows] == [
        [False, False, False], [False, False, True], [False, False, False],
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["poster/fr", "completion/xx"])
def test_kinds_and_languages_nobody_knows_do_not_exist(staff, office, path):
    assert staff.get(f"/certificates/wording/{office.pk}/{path}/").status_code == 404
