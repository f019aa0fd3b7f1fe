"""Loading is authorising: a workshop or one of its registers that this user may act on, or 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from attendance.models import RegisterValidation
from workshops.models import Register, Workshop


def workshop_for(user, code, capability):
    """The workshop `code` if `user` holds `capability` there; with what its pages show."""
    rows = Workshop.objects.visible_to(user, capability).select_related("office", "certificate_rule")
    return get_object_or_404(rows, code=code)


def register_for(user, code, pk, capability):
    """The register `pk` of workshop `code` if `user` holds `capability` there."""
    return get_object_or_404(Register.objects.select_related("workshop"), pk=pk, workshop=workshop_for(user, code, capability))


def recordable_register(user, code, pk):
    """The register `pk`, for recording: whoever records may, but what was validated once is corrected by the office alone."""
    register = register_for(user, code, pk, "attendance.record")
    validated_once = RegisterValidation.objects.filter(register=register, state=RegisterValidation.State.REOPENED).exists()
    if validated_once and not may(user, register.workshop, "attendance.validate"):
        raise Http404
    return register


def recordable_sheet(user, code, pk):
    """The register `pk`, for attaching its signed sheet: whoever records may, until it is validated; from then on the office."""
    register = register_for(user, code, pk, "attendance.record")
    settled = RegisterValidation.objects.filter(register=register).exists()
    if settled and not may(user, register.workshop, "attendance.validate"):
        raise Http404
    return register


def paper_workshop(user, code, capability="attendance.read"):
    """The workshop `code` with what its papers print, if `user` holds `capability` there."""
    rows = Workshop.objects.visible_to(user, capability).select_related("office", "project", "venue", "certificate_rule")
    return get_object_or_404(rows, code=code)


def may(user, workshop, capability):
    """Whether `user` holds `capability` for `workshop`."""
    return Workshop.objects.visible_to(user, capability).filter(pk=workshop.pk).exists()
