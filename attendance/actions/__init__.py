"""What changes presence: marks, the validation of registers, and the end of a workshop."""

from attendance.actions.records import RecordRefused, record, set_unmarked
from attendance.actions.registers import RegisterRefused, reopen_register, validate_register
from attendance.actions.workshops import TransitionRefused, close, hold, reopen

__all__ = [
    "RecordRefused",
    "RegisterRefused",
    "TransitionRefused",
    "close",
    "hold",
    "record",
    "reopen",
    "reopen_register",
    "set_unmarked",
    "validate_register",
]
