"""What is missing before a report is made: each gap with the way to close it."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language_bidi
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.exports.formats import XLSX
from reports.exports.missing import write_missing
from reports.missing import gaps
from reports.missing_words import WORDS, count_words, fix_url
from reports.reading import form_of, reader_of


@require_safe
@never_cache
def missing(request):
    """The gaps of a scope, kind by kind; the same choice of project, donor and period as the report itself."""
    form = _form(request)
    found = gaps(form.scope, timezone.localdate()) if form.is_valid() else []
    context = {
        "form": form,
        "query": request.GET.urlencode(),
        "groups": [_group(code, list(rows)) for code, rows in groupby(found, key=lambda gap: gap.code)],
        "valid": form.is_valid(),
    }
    return render(request, "reports/missing.html", context)


@require_safe
@never_cache
def missing_xlsx(request):
    form = _form(request)
    if not form.is_valid():
        raise Http404
    content = write_missing(gaps(form.scope, timezone.localdate()), rtl=get_language_bidi())
    name = slugify("-".join(["missing", *(project.code for project in form.projects)]).replace(".", "-"))[:100]
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})


def _form(request):
    """The form of a reader inside an office; a donor viewer has no part in mending. Raises Http404."""
    reader = reader_of(request.user)
    if reader.public or not reader.projects:
        raise Http404
    return form_of(request.GET, reader)


def _group(code, found):
    heading, effect, _count, act, _url = WORDS[code]
    rows = [{"workshop": gap.workshop, "count": count_words(gap), "url": fix_url(gap)} for gap in found]
    return {"code": code, "heading": heading, "effect": effect, "act": act, "rows": rows}
