"""The control of the race rig: Warsha with the lock on the workshop's row taken off, and threads held between count and insert.

Three requests of one process decide together on what all three have counted, so that a number of seats that three does
not divide is overbooked for certain.
"""

import threading
from contextlib import suppress

from config.wsgi import application
from participants.actions.registrations import places, proving
from participants.rules import seats
from workshops.models import Workshop

__all__ = ["application"]

_meeting = threading.Barrier(3)
_decide = seats.decide


def _decide_together(**counts):
    with suppress(threading.BrokenBarrierError):
        _meeting.wait(timeout=3)
    return _decide(**counts)


def _lock_nothing(pk):
    return Workshop.objects.select_related("office").get(pk=pk)


seats.decide = _decide_together
places.lock_workshop = _lock_nothing
if hasattr(proving, "lock_workshop"):
    proving.lock_workshop = _lock_nothing
