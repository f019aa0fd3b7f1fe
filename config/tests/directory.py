"""Rows the addresses of persons, institutions and reports name, for the table of permissions."""

from participants.models import Distinct, InstitutionAlias, InstitutionMerge, Merge, Settlement


def directory(make, workshop, now):
    """One of everything the lists of persons and institutions name; {name: arguments}."""
    user, people = make.user(), [make.registration(workshop).participant for _ in range(6)]
    merge = Merge.objects.create(
        kept=people[0],
        merged=people[1],
        by=user,
        at=now,
        moved={"registrations": [], "aliases": [], "distinct": [], "filled": {}},
    )
    apart = Distinct.objects.create(one=people[2], other=people[3], by=user, at=now)
    row, other, third = (make.institution() for _ in range(3))
    alias = InstitutionAlias.objects.create(institution=row, alias="x", folded="x")
    nothing = {
        name: [] for name in ("registrations", "quotas", "invitations", "predecessors", "merged", "settlements", "aliases")
    }
    moved = nothing | {"focal_points": {"moved": [], "stayed": {}}, "successor": None}
    united = InstitutionMerge.objects.create(kept=row, merged=other, by=user, at=now, moved=moved)
    make.registration(workshop, institution_proposal="Ministry of Rain")
    settled = make.registration(workshop, institution=third)
    settlement = Settlement.objects.create(text="Third", institution=third, registrations={settled.pk: "Third"}, by=user, at=now)
    of = {"pk": row.pk}
    return {
        "pair": {"one": people[4].pk, "other": people[5].pk}, "merge": {"pk": merge.pk}, "apart": {"pk": apart.pk},
        "institution": of, "name": of | {"name": row.names.get().pk}, "alias": of | {"alias": alias.pk},
        "united": {"pk": united.pk}, "settlement": {"pk": settlement.pk},
    }  # fmt: skip


def reports(make, workshop):
    """{address: its arguments} of the pages of reports; their rows: a published report, a draft, a narrative with a photo."""
    narrative = make.narrative(workshop)
    of, photo = {"pk": narrative.pk}, {"pk": narrative.pk, "photo": make.photo(narrative).pk}
    kept, draft = {"pk": make.kept_report(workshop, frozen=True).pk}, {"pk": make.kept_report(workshop).pk}
    return {
        "reports:kept_list": {}, "reports:kept_export": {}, "reports:keep": {},
        "reports:kept_report": kept, "reports:kept_file": kept | {"ending": "pdf"}, "reports:kept_correct": kept,
        "reports:kept_freeze": draft, "reports:kept_discard": draft,
        "reports:narratives": {}, "reports:narrative_start": {}, "reports:narrative": of, "reports:narrative_edit": of,
        "reports:narrative_file": of | {"ending": "pdf"}, "reports:photos": of, "reports:photo_file": photo,
        "reports:photo_remove": photo,
    }  # fmt: skip
