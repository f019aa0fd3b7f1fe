"""The demo accounts, one per role. Their passwords are made once and kept in a file the owner alone can read."""

import os
import secrets
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Membership, Role, User
from workshops.models import Engagement, Facilitator, Organisation, ProjectViewer

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    role: str | None
    arabic_name: str = ""


ACCOUNTS = [
    Account("administrator@example.org", "Idris Benkhalti", None),
    Account("coordinator@example.org", "Naïma Serghouchni", Role.COORDINATOR),
    Account("facilitator@example.org", "Tarik Oulhazem", Role.FACILITATOR, "طارق أولحازم"),
    Account("officer@example.org", "Hind Bouzekroun", Role.ME_OFFICER),
    Account("donor@example.org", "Lena Aubrecht", Role.DONOR_VIEWER),
]


def kept_passwords():
    """E-mail → password of the demo accounts; empty when none were made."""
    try:
        lines = _file().read_text().splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split(" ", 1) for line in lines if " " in line)


def make_accounts(*, office, project, workshops):
    """The users of `ACCOUNTS` in `office`; those who have no password in the file get one. Returns how many are new."""
    passwords = kept_passwords()
    before = User.objects.count()
    for account in ACCOUNTS:
        user = _user(account)
        if account.email not in passwords:
            passwords[account.email] = _password()
            user.set_password(passwords[account.email])
            user.save(update_fields=["password"])
        if account.role:
            Membership.objects.get_or_create(user=user, office=office, role=account.role)
        if account.role == Role.FACILITATOR:
            _engage(user, account, workshops)
        if account.role == Role.DONOR_VIEWER:
            ProjectViewer.objects.get_or_create(user=user, project=project)
    _keep(passwords)
    return User.objects.count() - before


def _user(account):
    administrator = account.role is None
    values = {"name": account.name, "is_staff": administrator, "is_superuser": administrator}
    return User.objects.get_or_create(email=account.email, defaults=values)[0]


def _engage(user, account, workshops):
    organisation = Organisation.objects.get(key="IOM-MA")
    values = {"name": account.name, "arabic_name": account.arabic_name, "organisation": organisation, "email": account.email}
    facilitator, _ = Facilitator.objects.get_or_create(user=user, defaults=values)
    for workshop in workshops:
        Engagement.objects.get_or_create(workshop=workshop, facilitator=facilitator)


def _password():
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _file():
    return settings.DATA_DIR / "demo-passwords"


def _keep(passwords):
    descriptor = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{email} {password}\n" for email, password in passwords.items())
