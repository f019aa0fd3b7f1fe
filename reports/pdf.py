"""A report as a paper: A4, the same figures as the page, in one language."""

from django.utils import translation

from documents import pdf
from reports.names import Names
from reports.presentation import present
from reports.signs import disclaimer

TEMPLATE = "reports/pdf/donor_report.html"
NARRATIVE = "reports/pdf/narrative.html"
STYLESHEET = "css/report_print.css"


def render_pdf(payload, language):
    """PDF bytes of a report's (whole) payload in `language` (en, fr or ar)."""
    shown = present(payload, language)
    with translation.override(language):
        context = {"report": shown, "generated_at": shown.generated_at, "language": language}
        context["logos"] = [(sign["file"], sign["names"][language]) for sign in payload.get("logos", ())]
        context["disclaimer"] = disclaimer(payload, Names(payload["names"][language]))
        context["dir"] = "rtl" if translation.get_language_bidi() else "ltr"
        return pdf.render(TEMPLATE, context, stylesheets=[STYLESHEET])


def render_narrative(paper):
    """PDF bytes of a `reports.narrative_paper.Paper`, in its language."""
    with translation.override(paper.language):
        context = {"paper": paper, "dir": "rtl" if translation.get_language_bidi() else "ltr"}
        return pdf.render(NARRATIVE, context, stylesheets=[STYLESHEET, "css/narrative_print.css"])
