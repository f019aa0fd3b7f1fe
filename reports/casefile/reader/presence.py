"""The marks of a case: who was at which register."""

from attendance.models import AttendanceRecord

BATCH = 2000


def create(data, registrations, workshop, *, now):
    """One record per mark of the file; what the file leaves out is not recorded, never absent."""
    registers = {register.code: register for register in workshop.registers.all()}
    AttendanceRecord.objects.bulk_create(
        (
            AttendanceRecord(
                register=registers[code],
                registration=registrations[person["id"]],
                state=state,
                source=AttendanceRecord.Source.IMPORT,
                recorded_at=now,
            )
            for person in data.get("participants") or []
            for code, state in (person.get("attendance") or {}).items()
        ),
        batch_size=BATCH,
    )
