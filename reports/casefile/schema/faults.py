"""What is wrong with a case file, and where."""

from dataclasses import dataclass

#: the whole file, where a fault has no place inside it
WHOLE = "$"


@dataclass(frozen=True)
class Fault:
    """One fault at `path` ("participants[3].attendance.D9-AM"). `message` names no person and quotes no answer."""

    path: str
    message: str

    def __str__(self):
        return f"{self.path}: {self.message}"


class Refused(Exception):
    """The file is refused as a whole; `faults` lists why, in the order of the file."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__(f"{len(self.faults)} fault(s) in the case file")


def below(path, key):
    """The path of `key` (a name, or a place in a list) under `path`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    shown = (key if key.isprintable() and len(key) <= 80 else ascii(key)[1:-1][:80]) or '""'
    return f"{path}.{shown}" if path else shown
