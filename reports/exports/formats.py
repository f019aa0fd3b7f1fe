"""The files a report can be had as: one line each. Page, command and background exports make the same bytes."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from reports import pdf
from reports.exports import hxl, xlsx
from reports.exports.iati.writer import write_iati


@dataclass(frozen=True)
class Format:
    """`write(payload, language)` gives the bytes of a whole payload. `published`: of figures for publication alone."""

    name: str
    what: Promise
    ending: str
    media_type: str
    write: Callable[..., bytes]
    published: bool = False


def _write_pdf(payload, language):
    return pdf.render_pdf(payload, language)


def _write_json(payload, language):
    return (json.dumps(payload["report"], indent=1) + "\n").encode()


def _write_iati(payload, language):
    return write_iati(payload)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    "pdf": Format("PDF", _("to print and to send"), "pdf", "application/pdf", _write_pdf),
    "xlsx": Format("XLSX", _("a workbook, one sheet per table"), "xlsx", XLSX, xlsx.write_xlsx),
    "csv": Format("CSV", _("rows with HXL hashtags, for other tools"), "csv", "text/csv; charset=utf-8", hxl.write_csv),
    "iati": Format("IATI", _("an activity file to publish, XML"), "xml", "application/xml", _write_iati, published=True),
    "json": Format("JSON", _("the figures as they are counted"), "json", "application/json", _write_json),
}


def file_name(payload, kind):
    """The name a file is handed out under: the report's projects and donors, nothing of a person."""
    scope = payload["report"]["scope"]
    projects = [scope["project"]] if scope["project"] else scope.get("projects", [])
    donors = [scope["donor"]] if scope["donor"] else scope.get("donors", [])
    parts = ["iati" if kind == "iati" else "report", *projects, *donors]
    return f"{slugify('-'.join(parts).replace('.', '-'))[:100]}.{FORMATS[kind].ending}"
