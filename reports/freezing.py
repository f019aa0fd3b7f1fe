"""Keeping a report: as a draft that still counts, frozen for good, corrected by a new version."""

import hashlib
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts import history
from accounts.models import Office
from reports.actions import build_report
from reports.models import DonorReport
from reports.payload import build_payload, frozen
from reports.rules.difference import differences
from reports.scope import Scope

#: how soon the same order is a second press of the same button
TWICE = timedelta(seconds=30)


class FreezeRefused(Exception):
    """Nothing changed. `code`: several (projects, donors or topics), not_draft, not_frozen (a draft, or corrected already),
    needs_reason, nothing_changed."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def scope_of(report):
    """The Scope a DonorReport counts: fixed when it was kept, whoever opens it. Of one office among several, it names that."""
    kept = list(report.offices.order_by("pk"))
    offices = tuple(office.pk for office in kept)
    office = kept[0] if len(kept) == 1 and Office.objects.exclude(pk=kept[0].pk).exists() else None
    named = [tuple(filter(None, [row])) for row in (report.project, report.donor, report.topic)]
    return Scope(named[0], named[1], report.first, report.last, offices, topics=named[2], office=office)


def count_again(report, now, *, whole=False):
    """The payload `report` would get now; `whole` as in `build_payload`."""
    return build_payload(build_report(scope_of(report), now=now, publication=report.publication), whole=whole)


@transaction.atomic
def keep_draft(*, scope, title, publication, by, now):
    """Keep `scope` as a draft named `title`; a scope over every office is fixed to those there are. Returns the DonorReport.

    Asked for twice within moments (a second press of the button), it gives the one there is, in whatever state. Raises
    FreezeRefused: a kept report is about one project, donor and topic, or about all.
    """
    if max(len(scope.projects), len(scope.donors), len(scope.topics)) > 1:
        raise FreezeRefused("several")
    values = {"project": scope.project, "donor": scope.donor, "topic": scope.topics[0] if scope.topics else None}
    values |= {"first": scope.first, "last": scope.last, "title": title}
    values |= {"publication": publication, "created_by": by.user}
    offices = Office.objects.all() if scope.offices is None else Office.objects.filter(pk__in=scope.offices)
    offices = set(offices.values_list("pk", flat=True))
    if twin := _twin(values, offices, by, now):
        return twin
    report = DonorReport.objects.create(**values, created_at=now)
    report.offices.set(offices)
    _note(report, "report_kept", by, now, after={"title": title, "publication": publication})
    return report


@transaction.atomic
def freeze(*, report, by, now):
    """Count `report` (a draft) a last time and freeze it: figures, rule, names, list of persons. Raises FreezeRefused."""
    report = _locked(report)
    if report.is_frozen:
        raise FreezeRefused("not_draft")
    _seal(report, count_again(report, now, whole=True), by, now)
    report.save()
    _note(report, "report_frozen", by, now, after={"sha256": report.sha256, "persons_sha256": report.persons_sha256})
    return report


@transaction.atomic
def correct(*, report, reason, by, now):
    """A new version of the frozen `report`, counted now, with what changed and why; the old one only learns that it has one.

    Returns the new DonorReport. Raises FreezeRefused: without a reason, or when nothing changed.
    """
    report = _locked(report)
    if report.state != DonorReport.State.FROZEN:
        raise FreezeRefused("not_frozen")
    if not reason.strip():
        raise FreezeRefused("needs_reason")
    payload = count_again(report, now, whole=True)
    changed = differences(report.content, payload)
    if not changed:
        raise FreezeRefused("nothing_changed")
    report.state = DonorReport.State.CORRECTED
    report.save(update_fields=["state"])
    newer = _next_version(report, reason.strip(), changed, by, now)
    _seal(newer, payload, by, now)
    newer.save()
    newer.offices.set(report.offices.all())
    _note(report, "report_corrected", by, now, reason=newer.reason, after={"version": newer.version, "sha256": newer.sha256})
    _note(newer, "report_frozen", by, now, after={"sha256": newer.sha256, "persons_sha256": newer.persons_sha256})
    return newer


@transaction.atomic
def discard(*, report, by, now):
    """Delete a draft; what was frozen stays. Raises FreezeRefused."""
    report = _locked(report)
    if report.is_frozen:
        raise FreezeRefused("not_draft")
    _note(report, "report_discarded", by, now, before={"title": report.title})
    report.delete()


def _twin(values, offices, by, now):
    """The report that the same person kept of the same within moments. Of two presses at once the second waits for the first."""
    if by.user:
        get_user_model().objects.select_for_update(of=("self",), no_key=True).get(pk=by.user.pk)
    same = DonorReport.objects.filter(**values, version=1, created_at__gt=now - TWICE, created_at__lt=now + TWICE)
    kept = (report for report in same.order_by("pk") if set(report.offices.values_list("pk", flat=True)) == offices)
    return next(kept, None)


def _locked(report):
    rows = DonorReport.objects.select_for_update(of=("self",)).select_related("project", "donor", "topic")
    return rows.get(pk=report.pk)


def _seal(report, payload, by, now):
    content = frozen(payload)
    report.payload = content.decode()
    report.sha256 = hashlib.sha256(content).hexdigest()
    report.persons_sha256 = payload["person_list"]["sha256"] or ""
    report.state = DonorReport.State.FROZEN
    report.frozen_at, report.frozen_by = now, by.user


def _next_version(report, reason, changed, by, now):
    kept = {name: getattr(report, name) for name in ("project", "donor", "topic", "first", "last", "title", "publication")}
    links = {"corrects": report, "version": report.version + 1, "reason": reason, "difference": changed}
    return DonorReport(**kept, **links, created_at=now, created_by=by.user)


def _note(report, verb, by, now, **values):
    offices = list(report.offices.all()[:2])
    history.record(by=by, now=now, obj=report, verb=verb, office=offices[0] if len(offices) == 1 else None, **values)
