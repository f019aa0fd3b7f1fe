"""Keeps web server, worker and sender of letters running, starts a pass of jobs every minute, and stops all of them together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
GRACE_SECONDS = 15
LONGEST_PAUSE = 30
PR_SET_PDEATHSIG = 1


@dataclass
class Service:
    """One process. With `every`, it is started again that many seconds after its last start; without, when it dies."""

    name: str
    command: list
    every: float | None = None
    process: subprocess.Popen | None = None
    next_start: float = 0
    pause: float = field(default=1)

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """`run()` returns when a signal asked to stop and every process has ended."""

    def __init__(self, services, *, environment, folder):
        self.services = services
        self.environment = environment
        self.folder = folder

    def run(self, announce=lambda: True):
        """Signals are waited for, not handled: nothing is interrupted half-way. `announce` is called until it is true."""
        waited = STOP | {signal.SIGCHLD}
        signal.pthread_sigmask(signal.SIG_BLOCK, waited)
        try:
            announced = caught = None
            while caught is None or caught.si_signo not in STOP:
                self._tick()
                announced = announced or announce()
                caught = signal.sigtimedwait(waited, 1 if announced else 0.1)
        finally:
            self._stop()

    def _tick(self):
        now = time.monotonic()
        for service in self.services:
            if service.running:
                continue
            if service.process is not None and service.every is None:
                self._bury(service, now)
            if now >= service.next_start:
                self._start(service, now)

    def _start(self, service, now):
        service.process = subprocess.Popen(  # noqa: S603  (our own commands)
            service.command, env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, preexec_fn=_follow_parent
        )
        service.next_start = now + (service.every or 0)

    def _bury(self, service, now):
        """A process that died comes back after a pause, which doubles while it keeps dying young."""
        lived = now - service.next_start
        service.pause = 1 if lived > LONGEST_PAUSE * 2 else min(service.pause * 2, LONGEST_PAUSE)
        code = service.process.returncode
        print(f"The {service.name} ended with code {code}; starting it again in {service.pause:.0f} s.", file=sys.stderr)  # noqa: T201
        service.process = None
        service.next_start = now + service.pause

    def _stop(self):
        running = [service.process for service in self.services if service.running]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(deadline - time.monotonic(), 0))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _follow_parent():
    """In the child, before its program: signals as usual, and SIGTERM when the supervisor dies without a word (Linux)."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:
            os._exit(1)
