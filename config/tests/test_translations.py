"""French and Arabic are complete: every marked string, no guess left, the same placeholders, compiled as committed."""

import gettext

import pytest
from django.conf import settings

from config.tests.messages import marked, placeholders, read_po

FOLDER = settings.BASE_DIR / "locale"
FILES = sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))
PYTHON_FILES = [path for path in FILES if path.stem == "django"]


def label(path):
    return f"{path.parts[-3]}-{path.stem}"


@pytest.mark.skipif(not FILES, reason="nothing has been translated yet")
def test_french_and_arabic_are_there():
    assert {path.parts[-3] for path in PYTHON_FILES} == {"ar", "fr"}


@pytest.mark.parametrize("path", FILES, ids=label)
def test_every_string_is_translated(path):
    assert [entry.text for entry in read_po(path) if not entry.translations or not all(entry.translations.values())] == []


@pytest.mark.parametrize("path", FILES, ids=label)
def test_no_translation_is_a_guess(path):
    assert [entry.text for entry in read_po(path) if "fuzzy" in entry.flags] == []


@pytest.mark.parametrize("path", FILES, ids=label)
def test_placeholders_are_kept(path):
    """A plural form for one or two may say the number in words; no form may invent a placeholder."""
    wrong = []
    for entry in read_po(path):
        allowed = placeholders(entry.plural or entry.text)
        for form in entry.translations.values():
            same = set(placeholders(form)) <= set(allowed) if entry.plural else placeholders(form) == allowed
            wrong += [] if same else [(entry.text, form)]
    assert wrong == []


@pytest.mark.parametrize("path", PYTHON_FILES, ids=label)
def test_every_marked_string_is_in_the_file(path):
    assert sorted(marked() - {entry.key for entry in read_po(path)}) == []


@pytest.mark.parametrize("path", FILES, ids=label)
def test_compiled_file_is_up_to_date(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    for entry in read_po(path):
        keys = [(entry.key, number) for number in entry.translations] if entry.plural else [entry.key]
        assert [compiled.get(key) for key in keys] == list(entry.translations.values())


def test_marked_strings_are_found():
    """The control: from a Python file, a template, and a block with a variable."""
    assert {"Workshop", "Skip to content"} <= {text.capitalize() for text in marked()}


def test_a_missing_translation_is_seen(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"X: y\\n"\n\n#, fuzzy\nmsgid "Save %(x)s"\nmsgstr ""\n"Garder"\n\nmsgid "a"\nmsgstr ""\n'
    )
    first, second = read_po(path)
    assert (first.text, first.translations, first.flags) == ("Save %(x)s", {0: "Garder"}, {"fuzzy"})
    assert (second.translations, placeholders(first.text)) == ({0: ""}, ["%(x)s"])
