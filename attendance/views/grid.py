"""The pages of presence: the grid of a workshop, and one register as a plain list that needs no script."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.history import Actor
from attendance import actions, queries, words
from attendance.forms import RegisterForm, UnmarkedForm
from attendance.queries import door
from attendance.rules import local_day
from attendance.table import KEYS, State, build
from attendance.views.filtering import Filter, number
from attendance.views.loading import may, note, recordable_register, register_for, workshop_for
from attendance.views.questions import count_questions
from attendance.views.steps import sections
from workshops.models import Workshop
from workshops.queries import frame

#: a list shows two fields per person, and Django refuses forms of more than 1,000; the grid saves at most 500 at once
PER_PAGE = 400


@require_safe
def grid(request, code):
    """Persons × registers; `?register=<id>` chooses the one a narrow screen shows."""
    workshop = workshop_for(request.user, code, "attendance.read")
    people = queries.people(workshop)
    chosen = Filter(request.GET, people, workshop)
    table = table_of(workshop, focus=number(request.GET.get("register")), people=people, shown=chosen.shown)
    rows = [row for row in table.rows if row.person.pk in chosen.shown]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if page.object_list:
        note(request.user, workshop, workshop, "names_read")
    context = sections(workshop, "grid") | {
        "table": table,
        "chosen": chosen,
        "questions": count_questions(workshop),
        "scans_waiting": door.waiting(workshop).count(),
        "without_sheet": queries.without_sheet(workshop),
        "page_obj": page,
        "marks": [(KEYS[state], state.value, state.label) for state in State],
        "unmarked_form": UnmarkedForm(),
        "may_validate": may(workshop, "attendance.validate"),
        "may_export": may(workshop, "registrations.read"),
        "next_step": next_step(workshop, table) if may(workshop, "workshops.edit") else None,
    }
    return render(request, "attendance/grid.html", frame(workshop, request.user, "attendance") | context)


@require_http_methods(["GET", "HEAD", "POST"])
def register_list(request, code, register):
    """One register as a list of selects: for those without scripts, and for screen readers."""
    if request.method == "POST":
        register = recordable_register(request.user, code, register)
    else:
        register = register_for(request.user, code, register, "attendance.read")
    workshop = workshop_for(request.user, code, "attendance.read")
    table = table_of(workshop, focus=register.pk)
    page = Paginator(table.rows, PER_PAGE).get_page(request.GET.get("page"))
    form = _register_form(request, table.focus, page.object_list)
    if request.method == "POST" and form.is_valid() and _store(request, register, form):
        return redirect(request.get_full_path())
    if page.object_list:
        note(request.user, workshop, workshop, "names_read")
    lines = [(row, form[f"mark_{row.person.pk}"]) for row in page.object_list]
    context = {"table": table, "column": table.focus, "form": form, "lines": lines, "page_obj": page}
    context |= {"unmarked_form": UnmarkedForm(), "may_validate": may(workshop, "attendance.validate")}
    return render(request, "attendance/register.html", frame(workshop, request.user, "attendance") | context)


@require_POST
def unmarked(request, code, register):
    """Give everybody without a mark at one register the same mark."""
    register = recordable_register(request.user, code, register)
    form, chosen = UnmarkedForm(request.POST), Filter.of(request.GET, register.workshop)
    if form.is_valid():
        arguments = {"state": form.cleaned_data["state"], "by": Actor.of(request.user), "now": timezone.now()}
        try:
            rows = actions.set_unmarked(register=register, among=chosen.shown if chosen.query else None, **arguments)
            messages.success(request, _saved(len(rows)))
        except actions.RecordRefused as refused:
            messages.error(request, words.refusal(refused))
    else:
        messages.error(request, _("Choose a mark."))
    return redirect(f"{reverse('attendance:grid', args=[code])}?register={register.pk}{chosen.query}")


def table_of(workshop, focus=None, people=None, shown=None):
    """The Table of `workshop` as `user` may see and fill it; a constant number of queries.

    `people`, when known already; `shown`: the ids of those the page shows.
    """
    people = queries.people(workshop) if people is None else people
    return build(
        workshop,
        people,
        queries.registers_by_start(workshop),
        queries.plan_of(workshop),
        queries.marks(workshop.registrations.confirmed()),
        today=local_day(timezone.now(), workshop.timezone),
        may_record=may(workshop, "attendance.record"),
        may_correct=may(workshop, "attendance.validate"),
        focus=focus,
        shown=shown,
    )


def next_step(workshop, table):
    """What ends the workshop now: {"verb", "title", "text", "button"}, or None."""
    mandatory = [column for column in table.columns if column.mandatory]
    validated = bool(mandatory) and all(column.validated for column in mandatory)
    ended = local_day(timezone.now(), workshop.timezone) >= workshop.end
    running = workshop.state in (Workshop.State.PUBLISHED, Workshop.State.REGISTRATION_CLOSED)
    if running and ended:
        title = _("All registers are validated: mark the workshop held") if validated else _("The last day has come")
        text = _("Reports count the workshop from then on.")
        return {"verb": "hold", "title": title, "text": text, "button": _("Mark as held"), "ready": validated}
    if workshop.state == Workshop.State.HELD and validated:
        title, text = _("All registers are validated: close the workshop"), _("Closing makes its figures final.")
        return {"verb": "close", "title": title, "text": text, "button": _("Close the workshop"), "ready": True}
    if workshop.state == Workshop.State.CLOSED:
        title, text = _("The workshop is closed"), _("Its figures are final. Reopening it asks for a reason.")
        return {"verb": "reopen", "title": title, "text": text, "button": _("Reopen the workshop…"), "ready": False}
    return None


def _register_form(request, column, rows):
    marks = {row.person.pk: cell["state"] for row in rows for cell in row.cells if cell["column"] is column}
    shown = {pk: "" if state == State.CLEARED else state for pk, state in marks.items()}
    people = [row.person for row in rows]
    return RegisterForm(request.POST or None, people=people, marks=shown, ask_reason=column.reopened)


def _store(request, register, form):
    """Whether the changed marks were recorded; a refusal stands in the form, what was chosen is kept."""
    reason = form.cleaned_data.get("reason", "")
    try:
        rows = actions.record(
            register=register, marks=form.changed_marks, by=Actor.of(request.user), now=timezone.now(), reason=reason
        )
    except actions.RecordRefused as refused:
        form.add_error("reason" if refused.code == "needs_reason" else None, words.refusal(refused))
        return False
    messages.success(request, _saved(len(rows)))
    return True


def _saved(count):
    return ngettext("%(count)s mark saved.", "%(count)s marks saved.", count) % {"count": count}
