"""Narrative reports: words that are never lost, figures that are counted, annexes that name nobody who did not agree."""

from datetime import time, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection
from docx import Document
from pypdf import PdfReader

from accounts.history import Actor, entries_for, record
from config.factories_of_reports import png
from documents.images import ImageRefused
from reports.exports.narrative_docx import write_docx
from reports.models import Narrative, NarrativePhoto
from reports.narrating import NarrativeRefused, add_photo, path_of, remove_photo, start, write
from reports.narrative_paper import paper_of
from reports.pdf import render_narrative
from workshops.actions.programme import remove_session, save_session

SYSTEM = Actor.system("test")


def test_a_workshop_has_one_report_in_each_language(make, case, now):
    one = start(office=case.office, workshop=case, language="fr", by=SYSTEM, now=now)
    assert start(office=case.office, workshop=case, language="fr", by=SYSTEM, now=now) == one
    assert start(office=case.office, workshop=case, language="ar", by=SYSTEM, now=now) != one
    assert "Direction du développement et de la coopération" in one.disclaimer
    assert Narrative.objects.count() == 2


def test_a_save_over_somebody_elses_is_refused_and_changes_nothing(make, now):
    narrative = make.narrative(make.workshop())
    write(narrative=narrative, values={"context": "Mine"}, revision=0, by=SYSTEM, now=now)
    with pytest.raises(NarrativeRefused) as refused:
        write(narrative=narrative, values={"context": "Yours", "lessons": "L"}, revision=0, by=SYSTEM, now=now)
    narrative.refresh_from_db()
    assert (refused.value.code, narrative.context, narrative.lessons, narrative.revision) == ("stale", "Mine", "", 1)


def test_the_same_save_twice_is_one(make, now):
    narrative = make.narrative(make.workshop())
    for _time in range(2):
        saved = write(narrative=narrative, values={"context": "Mine"}, revision=0, by=SYSTEM, now=now)
    assert saved.revision == 1


def test_history_says_once_in_a_sitting_that_somebody_wrote(make, now):
    narrative = make.narrative(make.workshop())
    for number, later in enumerate([0, 1, 2, 70]):
        moment = now + timedelta(minutes=later)
        write(narrative=narrative, values={"context": f"{number}"}, revision=number, by=SYSTEM, now=moment)
    verbs = [(entry.verb, entry.fields) for entry in entries_for(narrative)]
    assert verbs == [("narrative_written", ["context"])] * 2 + [("narrative_started", [])]


def test_photographs_are_drawn_anew_kept_once_and_deleted(make, now):
    narrative = make.narrative(make.workshop())
    photo = make.photo(narrative)
    assert path_of(photo).read_bytes().startswith(b"\xff\xd8\xff")
    with pytest.raises(NarrativeRefused) as refused:
        make.photo(narrative)
    assert refused.value.code == "known"
    with pytest.raises(ImageRefused):
        add_photo(narrative=narrative, data=b"%PDF-1.7", caption="C", consent="Yes", by=SYSTEM, now=now)


def test_a_photograph_is_drawn_and_written_before_the_transaction_begins(make, now, django_assert_num_queries):
    narrative, seen = make.narrative(make.workshop()), []

    def look(execute, *asked):
        seen.append(len(files_of(narrative)))
        return execute(*asked)

    with connection.execute_wrapper(look):
        make.photo(narrative)
    assert set(seen) == {1}
    with django_assert_num_queries(0), pytest.raises(ImageRefused):
        add_photo(narrative=narrative, data=b"%PDF-1.7", caption="C", consent="Yes", by=SYSTEM, now=now)


def test_a_photograph_that_is_not_saved_leaves_no_file(make, now):
    narrative = make.narrative(make.workshop())
    with pytest.raises(IntegrityError, match="narrativephoto_has_consent"):
        add_photo(narrative=narrative, data=png(), caption="C", consent="", by=SYSTEM, now=now)
    assert files_of(narrative) == []
    photo = make.photo(narrative)
    with pytest.raises(NarrativeRefused):
        make.photo(narrative)
    assert files_of(narrative) == [path_of(photo)]


def files_of(narrative):
    """The files of its photographs that are on the disk, named by a row or not."""
    return list(path_of(NarrativePhoto(file=f"narratives/{narrative.pk}")).glob("*"))


@pytest.mark.django_db(transaction=True)
def test_a_photograph_taken_out_is_deleted(make, now):
    photo = make.photo(make.narrative(make.workshop()))
    path = path_of(photo)
    remove_photo(photo=photo, by=SYSTEM, now=now)
    assert not path.exists()


def test_the_agenda_says_what_was_planned_and_what_was_delivered(make, office, coordinator, now):
    workshop = make.workshop(office=office, state="published")
    register = make.register(workshop, title_fr="Un")
    make.mark(make.registration(workshop), register)
    dropped = make.register(workshop, code="D1-PM", title_fr="Deux").sessions.get()
    by = Actor.of(coordinator)
    values = {"day": workshop.start, "kind": "session", "title_en": "", "title_fr": "Trois", "title_ar": ""}
    entry = {"by": by, "now": now, "workshop": workshop}
    # what was changed before it was published is no change of the plan
    from_before = save_session(values=values | {"start": time(16), "end": time(17)}, **entry)
    publish(workshop, by, now)
    save_session(values=values | {"start": time(17), "end": time(18)}, session=from_before, **entry)
    remove_session(session=dropped, by=by, now=now)
    table = paper_of(make.narrative(workshop), now).sections[1].tables[0]
    assert [(row.label, *(figure.text.translate(ISOLATES) for figure in row.figures)) for row in table.rows] == [
        ("Un", "14 avril, 09:00–12:00", "comme prévu", "1"),
        ("Deux", "14 avril, 09:00–12:00", "non tenue", "–"),
        ("Trois", "14 avril, 16:00–17:00", "14 avril, 17:00–18:00", "–"),
    ]


ISOLATES = {0x2066: None, 0x2069: None}


def publish(workshop, by, now):
    record(by=by, now=now, obj=workshop, verb="publish", office=workshop.office)


@pytest.fixture
def paper(case, make, now):
    """The Arabic report of the case, with words, a photograph and the annex of names."""
    case.registrations.update(share_name_consent=True)
    silent = case.registrations.filter(institution__type="ministry", status="confirmed").first()
    silent.share_name_consent = False
    silent.save()
    text = "جاءت الورشة في إطار مشروع.\n\n- أولا\n- ثانيا"
    narrative = make.narrative(case, language="ar", context=text, lessons="=1+1", lists_names=True)
    make.photo(narrative, caption="قاعة الاجتماعات")
    return paper_of(narrative, now)


def test_names_are_those_who_agreed_and_never_of_a_security_body(case, paper):
    table = next(annex for annex in paper.annexes if annex.key == "names").table
    institutions = {row.figures[0].text for row in table.rows}
    assert len(table.rows) == 15
    assert {"الدرك الملكي", "المديرية العامة للأمن الوطني", "القوات المساعدة", "الوقاية المدنية"} & institutions == set()
    assert "وزارة الداخلية" in institutions


def test_annex_names_nobody_of_the_armed_forces(make, now):
    workshop = make.workshop(state="held")
    register = make.register(workshop)
    for kind in ("ministry", "armed_forces"):
        person = {"family_name": kind.upper(), "institution": make.institution(type=kind), "share_name_consent": True}
        make.mark(make.registration(workshop, **person), register)
    annexed = paper_of(make.narrative(workshop, lists_names=True), now).annexes
    table = next(annex for annex in annexed if annex.key == "names").table
    assert ["MINISTRY" in row.label for row in table.rows] == [True]


def test_word_and_pdf_hold_the_words_the_figures_and_the_photograph(paper):
    read = Document(BytesIO(write_docx(paper)))
    headings = [p.text for p in read.paragraphs if p.style.name == "Heading 1"]
    assert headings == [*(section.title for section in paper.written), headings[-1]]
    assert {"أولا", "ثانيا"} <= {p.text for p in read.paragraphs if p.style.name == "List Bullet"}
    assert "=1+1" in [p.text for p in read.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in read.tables for row in table.rows]
    assert ["وزارة الداخلية", "4", "1", "3", "4"] in rows
    assert [shape._inline.docPr.get("descr") for shape in read.inline_shapes] == ["قاعة الاجتماعات"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(render_narrative(paper))).pages)
    assert "وزارة الداخلية" in text
    assert "جاءت الورشة" in text


def test_signed_sheets_stand_by_their_hash(make, case, now):
    scan = make.scan(case.registers.first())
    paper = paper_of(make.narrative(case), now)
    table = next(annex for annex in paper.annexes if annex.key == "sheets").table
    assert [row.figures[-1].text for row in table.rows] == [scan.sha256]


def test_a_project_report_counts_its_workshops_together(make, office, case, now):
    case.office = office
    case.save()
    made = start(office=office, project=case.project, language="en", first=case.start, last=case.end, by=SYSTEM, now=now)
    paper = paper_of(made, now)
    assert [head.figure.value for head in paper.heads] == [26, 25, 24, 22, 67.5]
    assert [table.key for section in paper.sections for table in section.tables] == [
        *("workshops", "by_institution", "by_sex", "by_region", "paired_tests", "feedback", "follow_up"),
    ]
    assert paper.title == case.project.title_en
