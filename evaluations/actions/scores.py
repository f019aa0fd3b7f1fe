"""Writing test scores."""

from django.db import transaction

from accounts import history
from evaluations.models import Attempt, Score
from evaluations.rules.scores import points_fault
from participants.models import Registration
from workshops.models import Workshop


class ScoresRefused(Exception):
    """Nothing was stored. `code`: no_maximum, closed, unknown_test, out_of_range, other_workshop, not_confirmed, stale,
    needs_reason.

    The last five name the `(registration id, test)` concerned in `keys`. stale: somebody else changed them since they were
    shown; needs_reason: they were taken on a screen.
    """

    def __init__(self, code, keys=()):
        super().__init__(code)
        self.code = code
        self.keys = tuple(keys)


@transaction.atomic
def set_scores(*, workshop, scores, by, now, reason="", source=Score.Source.TYPED, shown=None):
    """Store `scores` ({(registration id, "pre" or "post"): Decimal points, None takes one back}); all or nothing.

    Points lie in 0 to the workshop's `test_max_score`. A score taken on a screen changes for a `reason` alone; taken back,
    its attempt goes too, and the person may take the test again. `shown`: what whoever gives them saw stored, as `scores`;
    what differs from it by now is refused. Returns how many changed; raises ScoresRefused.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    _refuse(workshop, scores)
    before = _stored(scores)
    changed = {key: points for key, points in scores.items() if points != before.get(key)}
    if not changed:
        return 0
    if shown is not None and (stale := [key for key in changed if shown.get(key) != before.get(key)]):
        raise ScoresRefused("stale", stale)
    if not reason and (taken := taken_among(changed)):
        raise ScoresRefused("needs_reason", taken)
    _write(changed, source)
    history.record(
        by=by,
        now=now,
        obj=workshop,
        verb="set_scores",
        office=workshop.office,
        reason=reason,
        before={_field(key): before.get(key) for key in changed},
        after={_field(key): points for key, points in changed.items()},
    )
    return len(changed)


def _refuse(workshop, scores):
    if workshop.state == Workshop.State.CLOSED:
        raise ScoresRefused("closed")
    if workshop.test_max_score is None:
        raise ScoresRefused("no_maximum")
    if not {test for _pk, test in scores} <= set(Score.Test.values):
        raise ScoresRefused("unknown_test")
    here = dict(Registration.objects.filter(workshop=workshop, pk__in={pk for pk, _test in scores}).values_list("pk", "status"))
    faults = {
        "other_workshop": [key for key in scores if key[0] not in here],
        "not_confirmed": [key for key in scores if here.get(key[0]) != Registration.Status.CONFIRMED],
        "out_of_range": [key for key in scores if _fault(scores[key], workshop.test_max_score)],
    }
    for code, keys in faults.items():
        if keys:
            raise ScoresRefused(code, keys)


def _fault(points, maximum):
    return points is not None and points_fault(points, maximum)


def _stored(scores):
    rows = Score.objects.filter(registration__in={pk for pk, _test in scores})
    return {(pk, test): points for pk, test, points in rows.values_list("registration_id", "test", "points")}


def taken_among(keys):
    """Those of `keys` whose score was taken on a screen."""
    rows = Score.objects.filter(registration__in={pk for pk, _test in keys}, source=Score.Source.TAKEN)
    found = set(rows.values_list("registration_id", "test"))
    return [key for key in keys if key in found]


def _write(changed, source):
    given = [
        Score(registration_id=pk, test=test, points=points, source=source)
        for (pk, test), points in changed.items()
        if points is not None
    ]
    for test in Score.Test.values:
        gone = [pk for (pk, of), points in changed.items() if of == test and points is None]
        Score.objects.filter(test=test, registration__in=gone).delete()
        Attempt.objects.filter(assessment__test=test, registration__in=gone).delete()
    Score.objects.bulk_create(
        given, update_conflicts=True, unique_fields=["registration", "test"], update_fields=["points", "source"]
    )


def _field(key):
    return f"{key[0]}.{key[1]}"
