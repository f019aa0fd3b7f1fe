import shutil
import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from attendance import badges, queries


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office)


def text_of(page):
    return " ".join(page.extract_text().split())


@pytest.mark.skipif(not shutil.which("zbarimg") or not shutil.which("pdftoppm"), reason="needs zbarimg and pdftoppm")
def test_badges_carry_names_in_both_scripts_and_the_personal_code(make, workshop, tmp_path):
    people = [make.registration(workshop, family_name=f"BA {number}", arabic_name="علي با") for number in range(3)]
    data = badges.render_badges(workshop, queries.people(workshop), "ar")
    text = text_of(PdfReader(BytesIO(data)).pages[0])
    assert (text.count("علي با"), text.count("Amina BA")) == (3, 3)
    (tmp_path / "badges.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "120", "-png", "-singlefile", tmp_path / "badges.pdf", tmp_path / "page"], check=True)
    command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", tmp_path / "page.png"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert sorted(read) == sorted(f"W1:{person.door_code}" for person in people)


def test_table_signs_take_a_page_each_and_say_a_name_once_in_each_script(make, workshop):
    make.registration(workshop, given_name="Ali", family_name="BA", arabic_name="علي با")
    make.registration(workshop, given_name="", family_name="", arabic_name="مريم القصباجي")
    data = badges.render_badges(workshop, queries.people(workshop), "fr", "signs")
    texts = [text_of(page) for page in PdfReader(BytesIO(data)).pages]
    assert [("علي با" in text, "مريم القصباجي" in text) for text in texts] == [(True, False), (False, True)]


def test_people_are_laid_out_in_parts_that_are_counted(make, workshop, monkeypatch):
    monkeypatch.setattr(badges, "TOGETHER", 2)
    people, told = [make.registration(workshop, family_name=f"BA {number}") for number in range(3)], []
    data = badges.render_badges(workshop, people, "en", "signs", told.append)
    assert (told, len(PdfReader(BytesIO(data)).pages)) == ([2, 3], 3)


@pytest.mark.parametrize(("length", "size"), [(18, "xl"), (19, "lg"), (28, "lg"), (29, "md"), (52, "md"), (53, "sm")])
def test_long_names_step_down(length, size):
    assert badges.name_size("x" * length) == size
