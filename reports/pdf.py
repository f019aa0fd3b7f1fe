"""A report as a paper: A4, the same figures as the page, in one language."""

from django.utils import translation

from documents import pdf
from reports.presentation import present

TEMPLATE = "reports/pdf/donor_report.html"
NARRATIVE = "reports/pdf/narrative.html"
STYLESHEET = "css/report_print.css"


def render_pdf(payload, language, *, public=False):
    """PDF bytes of a report's payload in `language` (en, fr or ar); `public` as in `reports.presentation`."""
    shown = present(payload, language, public=public)
    with translation.override(language):
        context = {"report": shown, "generated_at": shown.generated_at, "language": language}
        context["dir"] = "rtl" if translation.get_language_bidi() else "ltr"
        return pdf.render(TEMPLATE, context, stylesheets=[STYLESHEET])


def render_narrative(paper):
    """PDF bytes of a `reports.narrative_paper.Paper`, in its language."""
    with translation.override(paper.language):
        context = {"paper": paper, "dir": "rtl" if translation.get_language_bidi() else "ltr"}
        return pdf.render(NARRATIVE, context, stylesheets=[STYLESHEET, "css/narrative_print.css"])
