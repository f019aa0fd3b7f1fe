"""Loading is authorising: a workshop or one of its registers that this user may act on, or 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.history import Actor
from attendance.models import RegisterValidation
from participants.actions.reading import note_reading
from workshops.models import Register, Workshop
from workshops.queries import held

#: the capabilities that the pages of attendance ask for
ASKED = frozenset(
    {
        *("attendance.read", "attendance.record", "attendance.validate"),
        *("registrations.read", "registrations.edit", "workshops.edit"),
    }
)


def workshop_for(user, code, capability):
    """The workshop `code` if `user` holds `capability` there; with what its pages show."""
    rows = Workshop.objects.visible_to(user, capability).select_related("office", "certificate_rule")
    return _with_held(get_object_or_404(rows, code=code), user)


def register_for(user, code, pk, capability):
    """The register `pk` of workshop `code` if `user` holds `capability` there."""
    workshop = workshop_for(user, code, capability)
    register = get_object_or_404(Register, pk=pk, workshop=workshop)
    register.workshop = workshop
    return register


def recordable_register(user, code, pk):
    """The register `pk`, for recording: whoever records may, but what was validated once is corrected by the office alone."""
    register = register_for(user, code, pk, "attendance.record")
    validated_once = RegisterValidation.objects.filter(register=register, state=RegisterValidation.State.REOPENED).exists()
    if validated_once and not may(register.workshop, "attendance.validate"):
        raise Http404
    return register


def recordable_sheet(user, code, pk):
    """The register `pk`, for attaching its signed sheet: whoever records may, until it is validated; from then on the office."""
    register = register_for(user, code, pk, "attendance.record")
    settled = RegisterValidation.objects.filter(register=register).exists()
    if settled and not may(register.workshop, "attendance.validate"):
        raise Http404
    return register


def paper_workshop(user, code, capability="attendance.read"):
    """The workshop `code` with what its papers print, if `user` holds `capability` there."""
    rows = Workshop.objects.visible_to(user, capability).select_related("office", "project", "venue", "certificate_rule")
    return _with_held(get_object_or_404(rows, code=code), user)


def may(workshop, capability):
    """Whether whoever loaded `workshop` holds `capability` for it, one of `ASKED`; no query."""
    if capability not in ASKED:
        raise LookupError(capability)
    return capability in workshop.held


def note(user, workshop, obj, verb):
    """The trace that reading names leaves on `obj` of `workshop`; those who record there, or register people, leave none."""
    may_edit = may(workshop, "registrations.edit") or may(workshop, "attendance.record")
    note_reading(obj=obj, office=workshop.office, may_edit=may_edit, by=Actor.of(user), now=timezone.now(), verb=verb)


def _with_held(workshop, user):
    """`workshop` with `held`, what its pages ask about `user`; one query."""
    workshop.held = held(workshop, user, ASKED)
    return workshop
