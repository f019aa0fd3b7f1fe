"""Who may do what: one table of capabilities, read by every `visible_to(user, capability)`.

The table is product.md's "People, offices, permissions". A capability is held in an office through a role there.
Administrators (superusers) hold what the table's last column gives them, in every office.
"""

from accounts.models import Membership, Office, Role

C, F, M, D = Role.COORDINATOR, Role.FACILITATOR, Role.ME_OFFICER, Role.DONOR_VIEWER

#: capability → roles that hold it for the whole office
CAPABILITIES = {
    "workshops.read": {C, M},
    "workshops.edit": {C},
    "registrations.read": {C, M},
    "registrations.edit": {C},
    "attendance.read": {C, M},
    "attendance.record": {C},
    "attendance.validate": {C},
    "certificates.read": {C, M},
    "certificates.issue": {C},
    "evaluations.read": {C, M},
    "evaluations.edit": {C},
    "evaluations.open": {C},
    "evaluations.texts": {C, M},
    "letters.read": {C},
    "letters.edit": {C},
    "reports.read": {C, M},
    "reports.edit": {C, M},
    "reference.edit": {C},
    "projects.edit": {C},
    "history.read": {C, M},
}
#: capability → roles that hold it only for the workshops they teach in
OWN_WORKSHOPS = {
    "workshops.read": {F},
    "attendance.read": {F},
    "attendance.record": {F},
    "evaluations.read": {F},
    "evaluations.open": {F},
}
#: capability → roles that hold it for what the office has published, as the public does
ONCE_PUBLISHED = {
    "workshops.read": {F, D},
}
#: what an administrator may not do: presence and scores are the office's own
ADMIN_LACKS = {"attendance.record", "attendance.validate", "evaluations.edit", "evaluations.open"}


def offices(user, capability):
    """The offices in which `user` holds `capability` for every workshop."""
    if not user.is_authenticated or not user.is_active:
        return Office.objects.none()
    if user.is_superuser and capability not in ADMIN_LACKS:
        return Office.objects.all()
    return Office.objects.filter(id__in=_memberships(user, CAPABILITIES.get(capability, ())))


def teaching_offices(user, capability):
    """The offices in which `user` holds `capability` for the workshops he or she teaches in."""
    if not user.is_authenticated or not user.is_active:
        return Office.objects.none()
    return Office.objects.filter(id__in=_memberships(user, OWN_WORKSHOPS.get(capability, ())))


def publishing_offices(user, capability):
    """The offices in which `user` holds `capability` for the workshops that are published."""
    if not user.is_authenticated or not user.is_active:
        return Office.objects.none()
    return Office.objects.filter(id__in=_memberships(user, ONCE_PUBLISHED.get(capability, ())))


def held_with(roles, *, teaches, published, administrator=False):
    """The capabilities that these `roles` in an office give on one workshop of it; what `visible_to` asks row by row."""
    tables = [CAPABILITIES, *[OWN_WORKSHOPS] * teaches, *[ONCE_PUBLISHED] * published]
    held = {capability for table in tables for capability, holders in table.items() if holders & set(roles)}
    return held | (CAPABILITIES.keys() - ADMIN_LACKS) if administrator else held


def may(user, capability, office):
    """Whether `user` holds `capability` in `office` as a whole; templates get the answer, never the question."""
    return offices(user, capability).filter(pk=getattr(office, "pk", office)).exists()


def may_anywhere(user, capability):
    """Whether `user` holds `capability` in any office: the gate of pages that belong to no office."""
    return offices(user, capability).exists()


def _memberships(user, roles):
    return Membership.objects.filter(user=user, role__in=list(roles)).values("office_id")
