"""Work that may take too long or too much memory, done by a process of its own that can be stopped.

The process is started when it is first needed, kept, and started anew after it had to be stopped; it ends with its owner.
`settings.TYPESETTING_LIMITS` is {"seconds", "megabytes"}, or None to do the work in this process, without limits.
"""

import multiprocessing
import os
import pickle
import resource
import signal
import threading

import django
from django.conf import settings

_lock = threading.Lock()
_kept = {}


class TookTooMuch(Exception):
    """A piece of work took more time or memory than it may."""


def each(function, items):
    """`function(items)`: a list, one result (or exception) for each item. Both are sent to the other process, so `function`
    stands at the top of its module. When the whole takes too much, each item is tried alone, and what takes too much alone
    gives TookTooMuch.
    """
    if settings.TYPESETTING_LIMITS is None:
        return function(items)
    try:
        return _ask(function, items)
    except TookTooMuch as error:
        return [error] if len(items) == 1 else [result for item in items for result in each(function, [item])]


def stop():
    """End the process, if there is one."""
    with _lock:
        _stop()


def _ask(function, items):
    with _lock:
        connection = _connection()
        try:
            connection.send((function, items))
            if connection.poll(settings.TYPESETTING_LIMITS["seconds"]):
                return connection.recv()
        except (EOFError, OSError):  # it ended: the memory did not do
            pass
        _stop()
    raise TookTooMuch


def _connection():
    """The line to the process of this one; a forked child does not use its parent's."""
    if _kept.get("owner") != os.getpid() or not _kept["process"].is_alive():
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, settings.TYPESETTING_LIMITS["megabytes"]), daemon=True)
        process.start()
        theirs.close()
        _kept.update(owner=os.getpid(), process=process, connection=ours)
    return _kept["connection"]


def _stop():
    if _kept.get("owner") == os.getpid():
        _kept["connection"].close()
        _kept["process"].kill()
        _kept["process"].join()
    _kept.clear()


def serve(connection, megabytes):
    """What the process does: work until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    django.setup()
    settings.TYPESETTING_LIMITS = None
    while True:
        try:
            function, items = connection.recv()
        except EOFError:
            return
        connection.send([_sendable(result) for result in function(items)])


def _sendable(result):
    """An exception as it is, when it can be sent; one about memory as what it means."""
    if isinstance(result, MemoryError):
        return TookTooMuch()
    if not isinstance(result, Exception):
        return result
    try:
        return pickle.loads(pickle.dumps(result))  # noqa: S301  (our own bytes)
    except Exception:
        return RuntimeError(type(result).__name__)
