"""Putting a form into an open box so that nothing tells it from the others (docs/decisions/0011-answers-in-a-box.md).

Every row of the box is written anew each time, in the order of what it says: neither keys nor the place of a row in its table
tell which rows came together, or when. No history row is written, and no time: both would order the forms.
"""

import secrets

from evaluations.models import SpentPass
from evaluations.models.feedback import in_order
from evaluations.queries.passes import is_spent, is_valid, purpose_of
from evaluations.rules.passes import digest_of

#: a text no longer than this
LONGEST_TEXT = 2000


class AnswerRefused(Exception):
    """Nothing was stored. `code`: closed, unknown_pass, spent, empty, out_of_range."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def new_secret():
    """What the passes of one box are made with."""
    return secrets.token_urlsafe(32)


def spend(box, token):
    """Use up `token`, the pass of somebody who may answer. The caller holds the row of `box`. Raises AnswerRefused."""
    if is_spent(token):
        raise AnswerRefused("spent")
    if not is_valid(box, token):
        raise AnswerRefused("unknown_pass")
    mine = SpentPass.objects.filter(workshop=box.workshop_id, purpose=purpose_of(box))
    digests = sorted([*mine.values_list("digest", flat=True), digest_of(token)])
    mine.delete()
    SpentPass.objects.bulk_create(
        SpentPass(digest=digest, workshop_id=box.workshop_id, purpose=purpose_of(box)) for digest in digests
    )


def put_in(rows, fields, added, **owner):
    """Add `added` (tuples of `fields`) to `rows`, the queryset of all rows of `owner`, and write all of them anew."""
    kept = list(rows.values_list(*fields))
    rows.delete()
    rows.model.objects.bulk_create(in_order(rows.model, fields, [*kept, *added], **owner), batch_size=500)


def empty_of_passes(box):
    """Forget which passes were used: nobody answers any more, and nobody can tell who did."""
    SpentPass.objects.filter(workshop=box.workshop_id, purpose=purpose_of(box)).delete()
