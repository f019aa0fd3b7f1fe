"""`narrative_report`: the same file as the page's, by the workshop's code or the project's."""

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from accounts.models import HistoryEntry
from reports.models import Narrative


@pytest.fixture
def written(make, office):
    workshop = make.workshop("W-1", office=office, state="held")
    make.narrative(workshop, language="en", lessons="Plan more time for cases.")
    return workshop


def text_of(path):
    return "\n".join(paragraph.text for paragraph in Document(path).paragraphs)


def test_command_writes_what_the_page_writes(written, tmp_path):
    call_command("narrative_report", "W-1", format="docx", output=str(tmp_path / "report.docx"))
    assert "Plan more time for cases." in text_of(tmp_path / "report.docx")
    assert not HistoryEntry.objects.filter(verb="export_names").exists()


def test_language_chooses_and_names_leave_a_trace(make, written, office, tmp_path):
    make.narrative(written, language="fr", lessons="Prévoir plus de temps.")
    Narrative.objects.update(lists_names=True)
    call_command("narrative_report", "W-1", format="docx", language="fr", output=str(tmp_path / "report.docx"))
    assert "Prévoir plus de temps." in text_of(tmp_path / "report.docx")
    assert HistoryEntry.objects.get(verb="export_names").office == office


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ({"code": "NONE"}, 1, "There is no narrative report of NONE."),
        ({"code": "W-1", "language": "ar"}, 1, "There is no narrative report of W-1 in ar."),
        ({"code": "W-1", "output": "/nowhere/report.docx"}, 2, "/nowhere/report.docx: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_said(written, tmp_path, words, code, said):
    options = {"format": "docx", "output": str(tmp_path / "report.docx")} | {k: v for k, v in words.items() if k != "code"}
    with pytest.raises(CommandError) as caught:
        call_command("narrative_report", words["code"], **options)
    assert (caught.value.returncode, str(caught.value)) == (code, said)
    assert not (tmp_path / "report.docx").exists()
