"""A report as a paper: A4, the same figures as the page, in one language."""

from django.utils import translation

from documents import pdf
from reports.presentation import present

TEMPLATE = "reports/pdf/donor_report.html"
STYLESHEET = "css/report_print.css"


def render_pdf(report, language):
    """PDF bytes of a `reports.actions.Report` in `language` (en, fr or ar)."""
    with translation.override(language):
        context = {"report": present(report), "generated_at": report.generated_at, "language": language}
        context["dir"] = "rtl" if translation.get_language_bidi() else "ltr"
        return pdf.render(TEMPLATE, context, stylesheets=[STYLESHEET])
