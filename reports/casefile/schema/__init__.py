"""What a case file is: its text, its shape, what it must say as a whole, and when two say the same."""

from reports.casefile.schema.checks import faults_of
from reports.casefile.schema.faults import Fault, Refused
from reports.casefile.schema.normal import differences, implied_state, normalise
from reports.casefile.schema.shape import FORMAT
from reports.casefile.schema.text import parse, plain

__all__ = ["FORMAT", "Fault", "Refused", "differences", "faults_of", "implied_state", "normalise", "parse", "plain"]
