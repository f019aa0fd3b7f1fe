"""Each constraint of the tables of workshops is broken once, past the forms."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from workshops.models import (
    CertificateRule,
    CostLine,
    Engagement,
    Facilitator,
    FundingShare,
    Organisation,
    Project,
    ProjectViewer,
    Register,
    Rule,
    Session,
    SessionOrganisation,
)


def broken(model, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"end": date(2026, 4, 13)},
        {"capacity": 0},
        {"state": "ended"},
        {"target_women_share": Decimal("1.1")},
        {"target_women_share": Decimal("-0.1")},
        {"test_max_score": Decimal(0)},
    ],
)
def test_workshop_constraints(make, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.workshop(**values)


def test_workshop_registration_closes_after_it_opens(make, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.workshop(registration_opens_at=now, registration_closes_at=now)
    assert make.workshop(registration_opens_at=now, registration_closes_at=now + timedelta(seconds=1)).pk


def test_workshop_code_once(make):
    make.workshop("A")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.workshop("A")


def test_project_constraints(make):
    broken(Project, code="P", start=date(2026, 2, 1), end=date(2026, 1, 1))
    project = make.project("P")
    broken(Project, code="P")
    viewer = make.user()
    ProjectViewer.objects.create(project=project, user=viewer)
    broken(ProjectViewer, project=project, user=viewer)


@pytest.mark.parametrize("model", [Rule, CertificateRule])
@pytest.mark.parametrize(
    "values", [{"unit": "week"}, {"scope": "x"}, {"test": "x"}, {"excused": "x"}, {"test": "score", "pass_mark": None}]
)
def test_rule_constraints(make, now, model, values):
    if model is Rule:
        broken(Rule, project=make.project(), version=2, created_at=now, **values)
    else:
        workshop = make.workshop()
        workshop.certificate_rule.delete()
        broken(CertificateRule, workshop=workshop, **values)


def test_rule_version_once(make, now):
    donor = make.donor()
    project = make.project(donors=[donor])
    broken(Rule, project=project, version=1, created_at=now)
    Rule.objects.create(project=project, donor=donor, version=1, created_at=now)
    broken(Rule, project=project, donor=donor, version=1, created_at=now)


@pytest.mark.parametrize("share", ["0", "1.000000000001", "-0.5"])
def test_share_in_range(make, share):
    broken(FundingShare, workshop=make.workshop(), donor=make.donor(), share=Decimal(share))


def test_share_once_per_donor(make):
    donor = make.donor()
    workshop = make.workshop(shares={donor: "0.5"})
    broken(FundingShare, workshop=workshop, donor=donor, share=Decimal("0.5"))


@pytest.mark.parametrize("amounts", [{"budget": -1}, {"actual": -1}])
def test_cost_line_is_not_negative(make, amounts):
    broken(CostLine, workshop=make.workshop(), line="x", **amounts)


def test_session_and_register_constraints(make):
    workshop = make.workshop()
    register = make.register(workshop)
    broken(Register, workshop=workshop, code=register.code, date=workshop.start)
    same = {"workshop": workshop, "register": register, "start": time(14), "end": time(15)}
    broken(Session, **same, key="S01")
    broken(Session, **same | {"key": "S02", "end": time(14)})
    organisation = Organisation.objects.create(key="X", name="X")
    session = workshop.sessions.get()
    SessionOrganisation.objects.create(session=session, organisation=organisation)
    broken(SessionOrganisation, session=session, organisation=organisation)


def test_engagement_once(make):
    person = Facilitator.objects.create(name="A", organisation=Organisation.objects.create(key="X", name="X"))
    workshop = make.workshop()
    Engagement.objects.create(workshop=workshop, facilitator=person)
    broken(Engagement, workshop=workshop, facilitator=person)
