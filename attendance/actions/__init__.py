"""What changes presence: marks, signed sheets, the validation of registers, and the end of a workshop."""

from attendance.actions.records import RecordRefused, record, set_unmarked
from attendance.actions.registers import RegisterRefused, reopen_register, validate_register
from attendance.actions.scans import SheetRefused, attach_scans, remove_scan
from attendance.actions.workshops import TransitionRefused, close, hold, reopen

__all__ = [
    "RecordRefused",
    "RegisterRefused",
    "SheetRefused",
    "TransitionRefused",
    "attach_scans",
    "close",
    "hold",
    "record",
    "remove_scan",
    "reopen",
    "reopen_register",
    "set_unmarked",
    "validate_register",
]
