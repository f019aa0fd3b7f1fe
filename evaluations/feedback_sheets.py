"""Results of feedback and follow-up as a workbook, and the address on the wall."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.tables import Column, Sheet, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def feedback_workbook(results, box, *, rtl=False):
    """XLSX bytes: marks per question, the follow-up, and what people wrote. `results` as views.feedback gives them."""
    marks = range(box.scale_min, box.scale_max + 1) if box else range(1, 6)
    sheets = [_answers(results["results"], marks), *_follow_up(results["follow_up"])]
    words = [*results["texts"], *results["follow_up_texts"]]
    if words:
        rows = [(question, text) for question, texts in words for text in texts]
        sheets.append(Sheet(_("In their own words"), [Column(_("Question"), 40), Column(_("Text"), 100)], rows))
    return workbook(sheets, rtl=rtl)


def wall_url(workshop):
    return settings.SITE_URL + reverse("evaluations:feedback_code", args=[workshop.code])


def _answers(results, marks):
    """Under five answers their number stands alone."""
    columns = [
        Column(_("Question"), 40),
        Column(_("Answers"), 10),
        Column(_("Mean"), 10, "money"),
        Column(_("Share of answers 4 or 5"), 14, "percent"),
        *(Column(str(mark), 8) for mark in marks),
    ]
    return Sheet(_("Feedback"), columns, [_row(result, marks) for result in results])


def _row(result, marks):
    told = result.summary
    if told.mean is None:
        return [result.name, told.n, *[None] * (2 + len(marks))]
    return [result.name, told.n, float(told.mean), float(told.share_good), *(result.counts.get(mark, 0) for mark in marks)]


def _follow_up(found):
    if found is None:
        return []
    rows = [
        (pgettext("follow-up", "Invited"), found.invited),
        (_("Answered"), found.answered),
        (_("Using the skills"), found.told_using),
        (_("Months after the last day"), found.months_after),
    ]
    return [Sheet(_("Follow-up"), [Column(_("Question"), 40), Column(_("Number"), 12)], rows)]
