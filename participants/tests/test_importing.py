"""Lists that come in, from the file to the register and back."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mailing.models import Letter
from participants.actions.imports.ordering import decide, order_entry
from participants.actions.imports.refusing import ImportRefused
from participants.models import ImportBatch, ImportRow, Participant, Registration
from participants.tasks import enter_list

LIST_OF_2013 = {
    "rows": [
        {"row": 1, "raw_name": "TAZROUTTI Mohammed", "raw_institution": "DGSN / Sûreté Nationale", "email": "p19@example.org"},
        {"row": 2, "raw_name": "El menzhari Fatima Zohra", "raw_institution": "Min. Justice", "email": None},
        {"row": 3, "raw_name": "Abd El Ilah Bouhadachi", "raw_institution": "Ministère de l’Intérieur ", "email": None},
        {"row": 4, "raw_name": "محمد تازروتي", "raw_institution": "وزارة الداخلية", "email": None},
        {"row": 5, "raw_name": "AMZILAN BRAHIM", "raw_institution": "Gendarmerie", "email": None},
        {"row": 6, "raw_name": "Nadia Chafchaourani", "raw_institution": "Entraide Nationale", "email": "n.c@example.org"},
    ]
}


def _verdicts(batch):
    return list(batch.rows.order_by("number").values_list("verdict", flat=True))


def _reasons(batch, number):
    return [code for code, _detail in batch.rows.get(number=number).reasons]


def _people(workshop):
    return list(Registration.objects.filter(workshop=workshop).order_by("position").values_list("key", "family_name", "status"))


def _file(tmp_path, content, name="list.json"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
    return path


def _command(code, path, *options):
    out = StringIO()
    call_command("import_list", code, str(path), "--format", "json", *options, stdout=out)
    return json.loads(out.getvalue())["rows"]


def test_the_list_of_2013_gets_the_verdicts_it_names(case, tmp_path):
    rows = _command(case.code, _file(tmp_path, LIST_OF_2013), "--dry-run")
    assert [(row["row"], row["verdict"], row["candidates"], row["already_registered"]) for row in rows] == [
        (1, "known", ["P19"], True),
        (2, "review", ["P06"], True),
        (3, "review", ["P04"], True),
        (4, "review", ["P02", "P19"], True),
        (5, "review", ["P20"], True),
        (6, "new", [], False),
    ]
    assert rows[5]["reasons"] == ["institution not in the list: kept as a proposal"]
    assert (ImportBatch.objects.count(), ImportRow.objects.count()) == (0, 0)


def test_rows_to_review_stop_the_command_until_it_says_what_becomes_of_them(case, make, tmp_path):
    earlier = make.workshop("EARLIER", office=case.office)
    path = _file(tmp_path, LIST_OF_2013)
    with pytest.raises(CommandError, match=r"wait for a decision. \(2, 3, 4, 5\)"):
        _command("EARLIER", path)
    assert (ImportBatch.objects.count(), _people(earlier)) == (0, [])
    _command("EARLIER", path, "--review", "skip", "--status", "confirmed")
    entered = Registration.objects.filter(workshop=earlier).order_by("position")
    assert [(each.display_name, each.origin, each.status) for each in entered] == [
        ("TAZROUTTI Mohammed", "imported", "confirmed"),
        ("Nadia Chafchaourani", "imported", "confirmed"),
    ]
    assert entered[0].participant == Registration.objects.get(workshop=case, key="P19").participant
    assert entered[1].institution_proposal == "Entraide Nationale"
    assert entered[0].institution.key == "DGS"
    assert Letter.objects.count() == 0


def test_the_same_file_twice_adds_nobody(listed, tmp_path):
    path = _file(tmp_path, "Nom et prénom;Institution\nAmina ALAMI;X\nKarim TAZI;X\n", "list.csv")
    _command("LIST", path, "--review", "new")
    with pytest.raises(CommandError, match="Nobody is left to be entered"):
        _command("LIST", path, "--review", "new")
    assert len(_people(listed)) == 2
    rows = _command("LIST", path, "--dry-run")
    assert [(row["verdict"], row["already_registered"]) for row in rows] == [("review", True)] * 2


def test_a_workshop_or_a_file_that_is_not_there_is_refused(listed, tmp_path):
    with pytest.raises(CommandError, match="There is no workshop with the code NONE"):
        _command("NONE", tmp_path / "x.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        _command("LIST", tmp_path / "x.csv")
    for content in ('{"rows": 5}', '[{"name": ["x"]}]', "[[[[", '{"a": 1}'):
        with pytest.raises(CommandError, match="cannot be read as a list"):
            _command("LIST", _file(tmp_path, content), "--dry-run")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (";a@example.org;;", "no_name"),
        ("123;a@example.org;;", "not_a_name"),
        ("Amina ALAMI;nonsense;;", "not_an_address"),
        ("Amina ALAMI;;12;", "not_a_number"),
        (f"{'x' * 200};;;", "too_long"),
        ("Amina\x00 ALAMI;;;", "unreadable_sign"),
        ("Amina ALAMI;;;blue", "not_understood"),
    ],
)
def test_a_row_in_error_says_why_and_stands_in_the_way(listed, bring, row, code):
    batch = bring(listed, f"Name;E-mail;Phone;Sex\nKarim TAZI;;;\n{row}\n")
    assert (_verdicts(batch), _reasons(batch, 2)) == (["new", "error"], [code])
    with pytest.raises(ImportRefused, match="errors"):
        order_entry(batch=batch, status="submitted")
    assert _people(bring(listed, f"Name;E-mail;Phone;Sex\nKarim TAZI;;;\n{row}\n", "submitted", error="skip").workshop) == [
        ("R1", "TAZI", "submitted")
    ]


def test_a_shared_address_is_an_error_the_same_person_twice_is_entered_once(listed, bring):
    text = "Name,E-mail\nAmina ALAMI,a@example.org\nKarim TAZI,A@example.org\nAmina Alami,a@example.org\n"
    batch = bring(listed, text, "submitted", error="skip")
    assert _verdicts(batch) == ["new", "error", "known"]
    assert [_reasons(batch, number) for number in (2, 3)] == [["shared_address"], ["same_address_as_row"]]
    assert _people(listed) == [("R1", "ALAMI", "submitted")]


def test_twins_without_an_address_in_one_list_are_reviewed(listed, bring, make):
    make.institution("INT")
    batch = bring(listed, "Name,Institution\nAmina ALAMI,INT\nAlami Amina,INT\nAmina ALAMI,DGSN\n")
    assert _verdicts(batch) == ["new", "review", "new"]
    assert batch.rows.get(number=2).reasons == [["like_row", 1]]


def test_numbers_names_and_institutions_are_understood(listed, bring, make):
    make.institution("DGS", acronym="DGSN")
    text = "Nom;Prénom;الاسم بالعربية;Tél;Ministère;Sexe;Langue;E-mail\n"
    text += "EL ALAMI;Amina;أمينة العلمي;0612345678;DGSN / Police;Femme;arabe;\n"
    bring(listed, text + "TAZI;Karim;;٠٦١٢٣٤٥٦٧٩;;M.;;\nX;Y;;212612345670;;;;\n", "submitted")
    values = ["given_name", "arabic_name", "phone", "institution__key", "sex", "language"]
    assert list(Registration.objects.order_by("position").values_list(*values)) == [
        ("Amina", "أمينة العلمي", "+212612345678", "DGS", "F", "ar"),
        ("Karim", "", "+212612345679", None, "M", ""),
        ("Y", "", "+212612345670", None, "", ""),
    ]


def test_a_decision_links_a_row_to_the_person_and_borrows_what_the_list_leaves_blank(listed, bring, make, office):
    person = make.registration(make.workshop(office=office), given_name="Amina", family_name="ALAMI").participant
    batch = bring(listed, "Name\nALAMI Amina\nKarim TAZI\n")
    row = batch.rows.get(number=1)
    decide(batch=batch, decisions={row.pk: str(person.pk), batch.rows.get(number=2).pk: "skip"})
    order_entry(batch=batch, status="waitlisted")
    enter_list.func(batch.pk)
    values = ["participant", "email", "arabic_name", "name_order", "status", "rank"]
    assert list(Registration.objects.filter(workshop=listed).order_by("rank").values_list(*values)) == [
        (person.pk, person.email, "أمينة", "family_first", "waitlisted", 1),
        (Participant.objects.get(family_name="TAZI").pk, "", "", "given_first", "waitlisted", 2),
    ]
    person.refresh_from_db()
    assert (person.given_name, person.family_name, person.name_order) == ("Amina", "ALAMI", "given_first")


def test_a_decision_that_names_a_stranger_is_not_taken(listed, bring, make, office):
    make.registration(make.workshop(office=office), given_name="Amina", family_name="ALAMI")
    stranger = make.registration(make.workshop()).participant
    batch = bring(listed, "Name\nALAMI Amina\n")
    row = batch.rows.get()
    decide(batch=batch, decisions={row.pk: str(stranger.pk)})
    row.refresh_from_db()
    assert row.decision == ""


def test_an_address_of_another_name_goes_to_review_and_a_new_person_comes_without_it(listed, bring, make, office):
    make.registration(
        make.workshop(office=office), given_name="Zineb", family_name="QORCHI", arabic_name="", email="z@example.org"
    )
    batch = bring(listed, "Name,E-mail\nKarim TAZI,z@example.org\n", "submitted", review="new")
    assert (_verdicts(batch), _reasons(batch, 1)) == (["review"], ["email", "other_name"])
    made = Registration.objects.get(workshop=listed)
    assert (made.email, made.participant.email_key, made.participant.family_name) == ("", "", "TAZI")


def test_more_than_the_free_seats_are_not_confirmed_and_nobody_is_entered(make, office, bring):
    listed = make.workshop(office=office, capacity=2)
    make.registration(listed)
    batch = bring(listed, "Name\nAmina ALAMI\nKarim TAZI\n", "confirmed")
    assert (batch.state, batch.error, batch.workshop.registrations.count()) == ("ready", "full 1 2", 1)
    assert Participant.objects.filter(family_name="TAZI").count() == 0


@pytest.mark.logs_errors
def test_a_fault_half_way_enters_nobody(listed, bring, monkeypatch):
    monkeypatch.setattr("participants.actions.imports.entering.CHUNK", 1)
    monkeypatch.setattr("participants.actions.imports.entering._Entry._next_key", lambda _self: "SAME")
    batch = bring(listed, "Name\nAmina ALAMI\nKarim TAZI\n", "submitted")
    assert (batch.state, batch.error, _people(listed)) == ("ready", "broken", [])
