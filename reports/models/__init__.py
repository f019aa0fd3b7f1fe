"""What reports keep."""

from reports.models.export import ReportExport

__all__ = ["ReportExport"]
