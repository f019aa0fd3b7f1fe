"""Who may answer, and the passes that prove it: computed for each question, stored nowhere."""

from django.conf import settings

from attendance.models import AttendanceRecord
from evaluations.models import FeedbackForm, FollowUp, SpentPass
from evaluations.rules.passes import digest_of, is_among, pass_of
from participants.models import Registration
from workshops.models import Session

Purpose = SpentPass.Purpose


def attended(workshop):
    """The confirmed registrations of `workshop` with at least one verified presence at a mandatory register."""
    present = AttendanceRecord.objects.current().present().filter(register__sessions__kind=Session.Kind.SESSION)
    rows = Registration.objects.confirmed().filter(workshop=workshop)
    return rows.filter(pk__in=present.filter(registration__workshop=workshop).values("registration"))


def may_answer(box):
    """The registrations that may put a form into `box`, a FeedbackForm or a FollowUp."""
    if isinstance(box, FollowUp):
        return Registration.objects.filter(pk__in=box.invitations.values("registration"))
    return attended(box.workshop)


def open_box(workshop, purpose):
    """The FeedbackForm or FollowUp of `workshop` that takes answers now, or None."""
    model = FeedbackForm if purpose == Purpose.FEEDBACK else FollowUp
    return model.objects.filter(workshop=workshop).exclude(secret="").select_related("workshop").first()


def pass_for(box, registration):
    """The pass with which `registration` puts one form into the open `box`; None for somebody who may not."""
    if not may_answer(box).filter(pk=registration.pk).exists():
        return None
    return pass_of(_key(box), purpose_of(box), registration.pk)


def is_valid(box, token):
    """Whether `token` is the pass of somebody who may answer."""
    people = may_answer(box).values_list("pk", flat=True)
    return is_among(token, [pass_of(_key(box), purpose_of(box), pk) for pk in people])


def is_spent(token):
    return SpentPass.objects.filter(digest=digest_of(token)).exists()


def purpose_of(box):
    return Purpose.FOLLOW_UP if isinstance(box, FollowUp) else Purpose.FEEDBACK


def _key(box):
    """The secret of the box alone is in the database: a dump computes no pass."""
    return f"{settings.SECRET_KEY} {box.secret}"
