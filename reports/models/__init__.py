"""What reports keep: those that were sent, the words written beside the figures, files prepared for a while."""

from reports.models.donor_report import DonorReport
from reports.models.export import ReportExport
from reports.models.narrative import Narrative, NarrativePhoto
from reports.models.target import Target

__all__ = ["DonorReport", "Narrative", "NarrativePhoto", "ReportExport", "Target"]
