"""The shared rows a case file names: office, project, donors, organisations, institutions."""

from decimal import Decimal

from participants.models import Institution
from participants.models.institution import name_on
from reports.casefile.writer.full import full, texts
from reports.casefile.writer.text import whole
from workshops.models import Donor, Organisation


def office(row):
    return full(
        code=row.code,
        names=texts(row, "name"),
        country=row.country,
        timezone=row.timezone,
        iati_org_ref=row.iati_org_ref,
    )


def project(row):
    terms = rule_in_force(row)
    return full(
        code=row.code,
        title=texts(row, "title"),
        type=row.type,
        start=row.start and row.start.isoformat(),
        end=row.end and row.end.isoformat(),
        budget=full(amount=whole(row.budget_amount), currency=row.budget_currency),
        countries=row.countries,
        trained_rule=terms and rule(terms),
        source=row.source,
    )


def rule_in_force(row):
    """The newest version of a project's own rule; None while it has none."""
    return row.rules.filter(donor=None).order_by("-version").first()


def rule(row):
    """The terms of a `Rule` or `CertificateRule`."""
    return full(
        unit=row.unit,
        scope=row.scope,
        threshold=whole(Decimal(row.threshold)),
        test=row.test,
        pass_mark=whole(row.pass_mark),
        excused=row.excused,
    )


def donor(row):
    return full(id=row.key, names=texts(row, "name"), iati_org_ref=row.iati_org_ref, iati_org_type=row.iati_org_type)


def organisation(row):
    return full(id=row.key, name=row.name, iati_org_ref=row.iati_org_ref)


def institution(row, day):
    """An institution as named on `day`, the workshop's last; reads `names` and `aliases`, so prefetch them."""
    names = sorted(row.names.all(), key=lambda name: name.pk)
    then, today = name_on(names, day), name_on(names)
    return full(
        id=row.key,
        type=row.type,
        acronym=row.acronym,
        names=texts(then, "name") if then else {},
        names_now=texts(today, "name") if today != then else {},
        aliases=[alias.alias for alias in row.aliases.all()],
    )


def donors(workshop):
    return _by_id(donor(row) for row in Donor.objects.filter(funding__workshop=workshop))


def organisations(workshop):
    rows = Organisation.objects.filter(given_sessions__session__workshop=workshop).distinct()
    return _by_id(organisation(row) for row in rows)


def institutions(workshop, registrations):
    keys = {registration.institution_id for registration in registrations}
    rows = Institution.objects.prefetch_related("names", "aliases").in_bulk(list(keys - {None}))
    return _by_id(institution(row, workshop.end) for row in rows.values())


def _by_id(rows):
    return sorted(rows, key=lambda row: row["id"])
