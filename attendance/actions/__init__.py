"""What changes presence: marks, signed sheets, the validation of registers, and the end of a workshop."""

from attendance.actions.devices import LinkRefused, make_device_link, revoke_device_link
from attendance.actions.printing import erase_papers, order_papers
from attendance.actions.records import RecordRefused, record, set_unmarked
from attendance.actions.registers import RegisterRefused, reopen_register, validate_register
from attendance.actions.scans import SheetRefused, attach_scans, remove_scan
from attendance.actions.settling import ReviewRefused, accept_scan, dismiss_scan
from attendance.actions.taking import NonceTaken, Sent, take
from attendance.actions.workshops import TransitionRefused, close, hold, reopen

__all__ = [
    "LinkRefused",
    "NonceTaken",
    "RecordRefused",
    "RegisterRefused",
    "ReviewRefused",
    "Sent",
    "SheetRefused",
    "TransitionRefused",
    "accept_scan",
    "attach_scans",
    "close",
    "dismiss_scan",
    "erase_papers",
    "hold",
    "make_device_link",
    "order_papers",
    "record",
    "remove_scan",
    "reopen",
    "reopen_register",
    "revoke_device_link",
    "set_unmarked",
    "take",
    "validate_register",
]
