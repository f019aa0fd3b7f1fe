"""Presence: marks, the validation of registers, signed sheets, and what telephones sent from the door."""

from attendance.models.door import DeviceLink, Scan, ScanReview
from attendance.models.presence import PRESENT, AttendanceRecord, RegisterValidation, SheetScan
from attendance.models.printing import PrintBatch

__all__ = [
    "PRESENT",
    "AttendanceRecord",
    "DeviceLink",
    "PrintBatch",
    "RegisterValidation",
    "Scan",
    "ScanReview",
    "SheetScan",
]
