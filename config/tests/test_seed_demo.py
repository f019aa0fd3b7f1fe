from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Membership, Role, User
from certificates.models import Certificate
from config.demo.accounts import ACCOUNTS, kept_passwords
from mailing.models import Letter
from participants.models import Institution, Nomination, Participant, Registration
from participants.queries.duplicates import pairs
from participants.queries.proposals import open_proposals
from reports.models import DonorReport, Narrative
from workshops.models import Donor, Facilitator, ProjectSector, Region, Session, Workshop


@pytest.fixture
def seeded(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def test_seed_keeps_the_reports_of_the_case_once(seeded):
    call_command("seed_demo", stdout=StringIO())
    kept = DonorReport.objects.order_by("pk").values_list("donor__key", "state", "publication")
    assert list(kept) == [("SDC", "frozen", False), ("IDF", "frozen", True)]
    assert Narrative.objects.get().workshop.code == "IOM-MA-2014-IBM"


def rows():
    models = [Workshop, Registration, Nomination, Letter, Institution, Region, Session, Donor, Facilitator, User, Membership]
    return {model.__name__: model.objects.count() for model in models}


def test_project_of_the_demonstration_tells_its_sector_once(seeded):
    call_command("seed_demo", stdout=StringIO())
    sector = ProjectSector.objects.get()
    assert (sector.project.code, sector.code, sector.percent) == ("CT.0690", "15190", 100)
    assert sector.project.description_ar.startswith("تكوين")


def test_seed_makes_the_case_and_an_upcoming_workshop(seeded):
    past, upcoming, _nominated = Workshop.objects.order_by("start")
    assert (past.code, past.registrations.exists()) == ("IOM-MA-2014-IBM", True)
    assert upcoming.start > timezone.localdate()
    assert upcoming.registration_opens_at <= timezone.now() < upcoming.registration_closes_at
    assert (upcoming.state, upcoming.admission, upcoming.capacity) == ("published", "first_come", 20)
    assert sum(share.share for share in upcoming.funding.all()) == 1
    assert upcoming.sessions.values("register__date").distinct().count() == 2
    assert (upcoming.title_fr != upcoming.title_en, upcoming.title_ar != upcoming.title_en) == (True, True)


def test_seed_lets_invented_people_register_for_the_upcoming_workshop(seeded):
    people = Registration.objects.filter(workshop__code="IOM-MA-DEMO-PROTECTION")
    assert Counter(people.values_list("status", flat=True)) == {"confirmed": 8, "unconfirmed": 1}
    assert not people.filter(institution=None).exists()
    assert all(email.endswith("@example.org") for email in people.values_list("email", flat=True))
    assert not Certificate.objects.exists()  # a newcomer issues those of the case


def test_seed_shows_a_workshop_by_nomination(seeded):
    workshop = Workshop.objects.get(code="IOM-MA-DEMO-INQUIRY")
    states = Counter(workshop.registrations.values_list("status", flat=True))
    assert states == {"submitted": 2, "confirmed": 3, "offered": 1, "waitlisted": 1, "withdrawn": 1}
    named = Nomination.objects.filter(invitation__workshop=workshop)
    assert list(named.order_by("rank").values_list("role", flat=True)) == ["nominee", "nominee", "substitute"]
    assert list(workshop.quotas.order_by("seats").values_list("institution__key", "seats")) == [("JUS", 1), ("DGS", 2)]
    assert workshop.invitations.filter(deadline__lt=timezone.now().date()).count() == 1
    emails = workshop.registrations.values_list("email", flat=True)
    assert all(email.endswith("@example.org") for email in emails)


def test_seed_shows_a_proposal_and_a_pair_of_likely_duplicates(seeded):
    coordinator = User.objects.get(email="coordinator@example.org")
    assert [proposal.text for proposal in open_proposals(coordinator)] == ["Parquet général de Casablanca"]
    office = Workshop.objects.get(code="IOM-MA-DEMO-INQUIRY").office
    likely, *others = pairs(office)
    assert {each.family_name for each in Participant.objects.filter(pk__in=[likely.one, likely.other])} == {"EL KASBAJI"}
    assert all("other_institution" in pair.reasons for pair in others)  # the homonyms of 2014


def test_seed_run_twice_changes_nothing(seeded):
    before, passwords = rows(), kept_passwords()
    call_command("seed_demo", stdout=StringIO())
    assert (rows(), kept_passwords()) == (before, passwords)


def test_seeded_accounts_sign_in(seeded, client):
    passwords = kept_passwords()
    assert set(passwords) == {account.email for account in ACCOUNTS}
    assert [client.login(username=email, password=password) for email, password in passwords.items()] == [True] * 5
    assert {membership.role for membership in Membership.objects.all()} == set(Role.values)
    assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == ["administrator@example.org"]


def test_seeded_passwords_are_private(seeded, settings):
    assert (settings.DATA_DIR / "demo-passwords").stat().st_mode & 0o777 == 0o600


def test_seeded_roles_see_what_is_theirs(seeded):
    facilitator = User.objects.get(email="facilitator@example.org")
    donor = User.objects.get(email="donor@example.org")
    assert Workshop.objects.visible_to(facilitator, "attendance.record").count() == 2
    assert [viewer.project.code for viewer in donor.viewed_projects.all()] == ["CT.0690"]


def test_seed_is_refused_in_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("seed_demo")
    assert Workshop.objects.count() == 0
