"""What reports keep: those that were sent, and the words written beside the figures."""

from reports.models.donor_report import DonorReport
from reports.models.narrative import Narrative, NarrativePhoto

__all__ = ["DonorReport", "Narrative", "NarrativePhoto"]
