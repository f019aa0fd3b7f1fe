"""A held workshop whose registers are validated, and people who were there."""

import pytest


@pytest.fixture
def held(make, office):
    """Two half-days, validated; two donors; a signatory."""
    donors = {make.donor(name_fr="Bailleur un"): "0.6", make.donor(): "0.4"}
    workshop = make.workshop(office=office, state="held", shares=donors, city="Rabat")
    for code, start, end in (("D1-AM", 9, 12), ("D1-PM", 14, 16)):
        make.validate(make.register(workshop, code, start=make.time(start), end=make.time(end), title_en=f"Topic {code}"))
    office.signatories.create(name="Nadia Signs", title_en="Chief of Mission", title_ar="رئيسة البعثة")
    return workshop


@pytest.fixture
def attend(make):
    """`attend(workshop, halves=2, **fields)`: a confirmed registration present at the first `halves` registers."""

    def made(workshop, halves=2, **fields):
        person = make.registration(workshop, **fields)
        for register in workshop.registers.order_by("date", "code")[:halves]:
            make.mark(person, register)
        return person

    return made
