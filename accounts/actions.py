"""Inviting staff: an administrator names a person, the person sets a password by link. Nobody signs up alone."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.history import record
from accounts.models import Language, Membership, User


class InvitationRefused(Exception):
    """`code`: inactive (the person's account was closed; an administrator opens it again first)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def invite(*, email, name, office=None, role=None, language=Language.ENGLISH, by, now):
    """Give a person `role` in `office` and, when no password is set yet, the link to set one. Returns the user.

    A known address keeps its name and gains the role. Raises InvitationRefused.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name, language=language)
    if not user.is_active:
        raise InvitationRefused("inactive")
    if office and role:
        Membership.objects.get_or_create(user=user, office=office, role=role)
    if not user.has_usable_password():
        send_invitation(user=user)
    record(by=by, now=now, obj=user, verb="invited", office=office, after={"role": role} if role else None)
    return user


def send_invitation(*, user):
    """The letter with the link to set a password, in the person's language; the link works as a password reset does."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    context = {"user": user, "url": settings.SITE_URL + path, "days": settings.PASSWORD_RESET_TIMEOUT // 86400}
    with translation.override(user.language):
        subject = render_to_string("accounts/mail/invitation_subject.txt", context).strip()
        send_mail(subject, render_to_string("accounts/mail/invitation.txt", context), None, [user.email])
