"""The one way to write and read history. Every action calls `record` in its own transaction."""

import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import HistoryEntry, HistoryValues

Kind = HistoryEntry.ActorKind


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in user, somebody holding a personal link, or the system (a command, a job)."""

    kind: str
    user: object = None
    label: str = ""

    @classmethod
    def of(cls, user):
        return cls(Kind.USER, user=user)

    @classmethod
    def link(cls, label):
        """`label` names the link's kind and row ("registration:12"), never a person."""
        return cls(Kind.LINK, label=label)

    @classmethod
    def system(cls, label):
        return cls(Kind.SYSTEM, label=label)


def record(*, by, now, obj, verb, office=None, reason="", before=None, after=None):
    """Append one entry about `obj`; `before` and `after` map field names to plain values. Returns the entry."""
    before, after = _plain(before), _plain(after)
    entry = HistoryEntry.objects.create(
        at=now,
        actor_kind=by.kind,
        user=by.user,
        actor_label=by.label,
        office=office,
        content_type=ContentType.objects.get_for_model(obj),
        object_id=str(obj.pk),
        verb=verb,
        reason=reason,
        fields=sorted(before.keys() | after.keys()),
        digest=_digest(before, after),
    )
    if before or after:
        HistoryValues.objects.create(entry=entry, before=before, after=after)
    return entry


def record_each(*, by, now, objects, verb, office=None):
    """Append one entry, without values, about each of `objects`, which are of one model: for acts upon many at once."""
    kind = ContentType.objects.get_for_model(objects[0]) if objects else None
    HistoryEntry.objects.bulk_create(
        [
            HistoryEntry(
                at=now, actor_kind=by.kind, user=by.user, actor_label=by.label, office=office, content_type=kind,
                object_id=str(obj.pk), verb=verb, fields=[],
            )
            for obj in objects
        ]
    )  # fmt: skip


def entries_for(obj):
    """The entries about one row, newest first."""
    return (
        HistoryEntry.objects.filter(content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk))
        .select_related("user", "values")
        .order_by("-at", "-id")
    )


def forget_values(rows):
    """Empty the values before and after of every entry about `rows`, a queryset; the entries and their digests stay."""
    ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(rows.model)
    HistoryValues.objects.filter(entry__content_type=kind, entry__object_id__in=ids).update(before={}, after={})


def _plain(values):
    return json.loads(json.dumps(values or {}, cls=DjangoJSONEncoder))


def _digest(before, after):
    """A salted digest proves later what the values were, after the values themselves have been erased."""
    if not before and not after:
        return ""
    text = settings.SECRET_KEY + json.dumps([before, after], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
