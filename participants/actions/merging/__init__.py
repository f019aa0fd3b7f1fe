"""Rows that are one thing entered twice: folded together by a human, and taken apart again."""

from participants.actions.merging.institutions import merge_institutions, undo_institution_merge
from participants.actions.merging.people import MergeRefused, merge_people, undo_merge
from participants.actions.merging.telling_apart import propose_again, tell_apart

__all__ = [
    "MergeRefused",
    "merge_institutions",
    "merge_people",
    "propose_again",
    "tell_apart",
    "undo_institution_merge",
    "undo_merge",
]
