"""Changing how certificates look and read: a workshop's design, who signs, an office's own words."""

from django.db import transaction

from accounts.history import record
from certificates.models import Design, Wording
from workshops.models import Workshop

#: the columns of a Wording that hold words
WORDS = ("heading", "lead", "lead_woman", "lead_man", "sentence", "sentence_woman", "sentence_man")


@transaction.atomic
def set_design(*, workshop, values, signatories, by, now):
    """Store what a workshop's certificates look like from now on: `values` are columns of Design, `signatories` those who
    sign in order (empty: the office's first ones). Returns the Design.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("office").get(pk=workshop.pk)
    design = Design.objects.filter(workshop=workshop).first() or Design(workshop=workshop)
    before = _design(design)
    for name, value in values.items():
        setattr(design, name, value)
    design.save()
    design.signings.all().delete()
    for position, signatory in enumerate(signatories):
        design.signings.create(signatory=signatory, position=position)
    after = _design(design)
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        record(
            by=by, now=now, obj=workshop, office=workshop.office, verb="design_changed",
            before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
        )  # fmt: skip
    return design


@transaction.atomic
def save_signatory(*, signatory, by, now):
    """Store a new or changed Signatory. A signature that was replaced stays on the disk: papers name it."""
    verb = "changed" if signatory.pk else "created"
    signatory.save()
    record(by=by, now=now, obj=signatory, office=signatory.office, verb=verb, after={"name": signatory.name})
    return signatory


@transaction.atomic
def set_wording(*, office, kind, language, words, by, now):
    """Store an office's own `words` ({column of Wording: text}); all empty: back to the standard ones. Returns the Wording."""
    verb = "paper_wording_changed" if any(words.values()) else "paper_wording_reset"
    row, _created = Wording.objects.select_for_update(of=("self",)).get_or_create(
        office=office, kind=kind, language=language, defaults={"changed_at": now}
    )
    before = {name: getattr(row, name) for name in WORDS}
    if before == words:
        return row
    for name, text in words.items():
        setattr(row, name, text)
    row.changed_at = now
    row.save()
    record(by=by, now=now, obj=row, office=office, verb=verb, before=before, after=words)
    return row


def reset_wording(*, office, kind, language, by, now):
    """Go back to the standard words. Returns the Wording, which keeps its history."""
    return set_wording(office=office, kind=kind, language=language, words=dict.fromkeys(WORDS, ""), by=by, now=now)


def _design(design):
    """What history keeps of a design."""
    columns = ("layout", "languages", "language", "logos", "topics_overleaf", "disclaimer_en", "disclaimer_fr", "disclaimer_ar")
    signs = list(design.signings.order_by("position").values_list("signatory__name", flat=True)) if design.pk else []
    return {name: getattr(design, name) or "" for name in columns} | {"signatories": signs}
