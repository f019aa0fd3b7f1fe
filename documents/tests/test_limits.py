import os
import time

import pytest

from documents import limits


@pytest.fixture
def limited(settings):
    settings.TYPESETTING_LIMITS = {"seconds": 8, "megabytes": 700}
    yield settings.TYPESETTING_LIMITS
    limits.stop()


def work(items):
    """Runs in the other process: what each item asks for."""
    return [_one(item) for item in items]


def _one(item):
    if item == "sleep":
        time.sleep(60)
    if item == "exit":
        os._exit(1)
    if item == "memory":
        try:
            return len(bytearray(2 << 30))
        except MemoryError as error:
            return error
    return ValueError("sent") if item == "fail" else item


def test_work_is_limited_in_time_and_memory_and_the_others_are_done(limited):
    results = limits.each(work, ["a", "memory", "fail"])
    assert results[0] == "a"
    assert isinstance(results[1], limits.TookTooMuch)
    assert repr(results[2]) == "ValueError('sent')"
    limited["seconds"] = 1  # the process is warm by now
    results = limits.each(work, ["a", "exit"])
    assert isinstance(results[1], limits.TookTooMuch)


def test_work_that_hangs_is_stopped(limited):
    assert limits.each(work, ["a"]) == ["a"]
    limited["seconds"] = 0.2
    started = time.monotonic()
    assert isinstance(limits.each(work, ["sleep"])[0], limits.TookTooMuch)
    assert time.monotonic() - started < 3


def test_without_limits_the_work_is_done_here(settings):
    assert settings.TYPESETTING_LIMITS is None
    assert limits.each(lambda items: [os.getpid() for _ in items], [1]) == [os.getpid()]
