"""A letter as a list shows it."""

from dataclasses import dataclass

from mailing import faults, kinds
from mailing.models import Letter

State = Letter.State
#: state → what may be done in it
OPEN_ACTS = {
    State.QUEUED: ("hold", "cancel", "time"),
    State.HELD: ("release", "cancel", "time"),
    State.FAILED: ("retry", "cancel"),
    State.UNCLEAR: ("retry", "cancel"),
    State.CANCELLED: ("retry",),
}


@dataclass(frozen=True)
class Row:
    """`who`: the person or thing the letter is about; `fault`: why it failed, in words; `acts`: what may be done with it."""

    letter: Letter
    url: str
    who: str
    kind: str
    fault: str
    acts: tuple


def row(letter, url):
    who = str(letter.about) if letter.about else ""
    acts = OPEN_ACTS.get(letter.state, ())
    return Row(letter, url, who, kinds.label(letter.kind), faults.in_words(letter.error), acts)


def rows(letters, address):
    """One Row per letter, `about` loaded; `address(letter)` is where it opens."""
    return [row(letter, address(letter)) for letter in letters]
