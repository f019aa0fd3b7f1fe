"""Presence: marks, the validation of registers, signed sheets, and what telephones sent from the door."""

from attendance.models.door import DeviceLink, Scan, ScanReview
from attendance.models.presence import PRESENT, AttendanceRecord, RegisterValidation, SheetScan

__all__ = ["PRESENT", "AttendanceRecord", "DeviceLink", "RegisterValidation", "Scan", "ScanReview", "SheetScan"]
