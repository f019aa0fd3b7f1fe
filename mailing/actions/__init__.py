"""Writing letters, sending them, and what staff may do with one that has not left."""

from mailing.actions.batches import batch_of, cancel_batch, hold_batch, release_batch, time_batch
from mailing.actions.handling import (
    LetterRefused,
    cancel_letter,
    hold_letter,
    release_letter,
    retry_all,
    retry_letter,
    time_letter,
)
from mailing.actions.queueing import queue_letter
from mailing.actions.sending import has_work, send_letters
from mailing.actions.wording import reset_wording, set_wording

__all__ = [
    "LetterRefused",
    "batch_of",
    "cancel_batch",
    "cancel_letter",
    "has_work",
    "hold_batch",
    "hold_letter",
    "queue_letter",
    "release_batch",
    "release_letter",
    "reset_wording",
    "retry_all",
    "retry_letter",
    "send_letters",
    "set_wording",
    "time_batch",
    "time_letter",
]
