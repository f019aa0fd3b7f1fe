"""The workshop of a case, its agenda and its money."""

from datetime import date, time

from attendance.models import RegisterValidation
from reports.casefile.reader.reference import rule_fields, texts
from reports.casefile.schema import implied_state
from reports.casefile.writer import unsaid_in
from workshops.models import CertificateRule, CostLine, FundingShare, Register, Session, SessionOrganisation, Workshop


def create(data, rows, *, now):
    """The workshop with agenda, rule, funding and costs. When it is closed, every register is validated by the import."""
    workshop = _workshop(data, rows, now)
    said = data["workshop"]
    CertificateRule.objects.create(workshop=workshop, **rule_fields(said["certificate_rule"]))
    FundingShare.objects.bulk_create(
        FundingShare(workshop=workshop, donor=rows.donors[line["donor"]], share=line["share"], position=place)
        for place, line in enumerate(said["funding"])
    )
    CostLine.objects.bulk_create(
        CostLine(workshop=workshop, line=line["line"], actual=line["amount"], position=place)
        for place, line in enumerate((said.get("costs") or {}).get("lines") or [])
    )
    registers = _agenda(data.get("agenda") or [], workshop, rows.organisations)
    if workshop.state == Workshop.State.CLOSED:
        _validate(registers, now)
    return workshop


def _workshop(data, rows, now):
    said = data["workshop"]
    end = date.fromisoformat(said["end"])
    return Workshop.objects.create(
        code=said["code"],
        office=rows.office,
        project=rows.project,
        state=said.get("state") or implied_state(end, said["timezone"], now),
        start=date.fromisoformat(said["start"]),
        end=end,
        timezone=said["timezone"],
        country=said.get("country") or "",
        city_en=said.get("city") or "",
        region=rows.regions.get(said.get("region")),
        venue=rows.venue,
        capacity=_whole(said.get("capacity")),
        target_women_share=said.get("target_women_share"),
        languages=said.get("languages") or [],
        interpretation=said.get("interpretation") or [],
        attendance_unit=said["attendance_unit"],
        test_max_score=said.get("test_max_score"),
        currency=(said.get("costs") or {}).get("currency") or "",
        provenance=_storable(data.get("provenance")),
        unsaid=unsaid_in(data),
        **texts(said["title"], "title"),
    )


def _agenda(agenda, workshop, organisations):
    """The registers of the workshop, in the order the agenda names them."""
    dates = {}
    for item in agenda:
        dates.setdefault(item["register"], item["date"])
    made = Register.objects.bulk_create(Register(workshop=workshop, code=code, date=day) for code, day in dates.items())
    registers = {register.code: register for register in made}
    sessions = Session.objects.bulk_create(
        Session(
            workshop=workshop,
            register=registers[item["register"]],
            key=item["id"],
            kind=item["type"],
            start=time.fromisoformat(item["start"]),
            end=time.fromisoformat(item["end"]),
            **texts(item.get("title"), "title"),
        )
        for item in agenda
    )
    SessionOrganisation.objects.bulk_create(
        SessionOrganisation(session=session, organisation=organisations[key], position=place)
        for session, item in zip(sessions, agenda, strict=True)
        for place, key in enumerate(item.get("facilitators") or [])
    )
    return made


def _validate(registers, now):
    state, source = RegisterValidation.State.VALIDATED, RegisterValidation.Source.IMPORT
    RegisterValidation.objects.bulk_create(
        RegisterValidation(register=register, state=state, source=source, at=now) for register in registers
    )


def _whole(number):
    return None if number is None else int(number)


def _storable(value):
    """A JSON value for the database: Decimals, which the encoder would write as text, as the floats they equal."""
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value if isinstance(value, bool | int | str | None) else float(value)
