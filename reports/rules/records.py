"""The facts a report counts from, as plain records: what `reports.facts` reads from the tables and the rules decide on."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from attendance.rules import Plan


@dataclass(frozen=True)
class FollowUp:
    """Totals of one inquiry some months later."""

    invited: int
    answered: int
    using_skills: int


@dataclass(frozen=True)
class DisabilityTotal:
    """What is left of the disability answers of one workshop once they are erased; persons who attended it."""

    attended: int
    answered: int
    with_disability: int


@dataclass(frozen=True)
class Workshop:
    """One held or closed workshop. `cost` is None when no cost is recorded; `shares` maps donor ids to parts of 1.

    `heads` maps (institution, sex) to persons of a workshop that has no list of names: numbers nobody can verify by name;
    None for any other. `lead_times` are the seconds from each invitation to its first names, None while there are none.
    `feedback` maps a question to {answer: how often}; `forms` is None when no feedback was asked for.
    `disability` stands once the answers of its persons are erased.
    """

    id: int
    code: str
    title: str
    office: str
    state: str
    start: date
    end: date
    plan: Plan = Plan(())
    attendance_unit: str = "half_day"
    max_score: Decimal | None = None
    cost: Decimal | None = None
    currency: str = ""
    shares: dict = field(default_factory=dict)
    registers_not_validated: int = 0
    forms: int | None = None
    feedback: dict = field(default_factory=dict)
    follow_up: FollowUp | None = None
    project: str = ""
    heads: dict | None = None
    lead_times: tuple = ()
    disability: DisabilityTotal | None = None

    @property
    def when(self):
        """What the latest workshop of somebody is decided by."""
        return (self.end, self.start, self.id)


@dataclass(frozen=True)
class Registration:
    """One registration, in any state, as the person stood for that workshop; `proved`: by e-mail, link or staff.

    `person` is what makes two registrations one person: the e-mail key, over all offices, else the participant. `marks`
    maps registers to current states. Empty text and None are "not stated"; `worst_domain` None: declined or not answered.
    """

    id: int
    key: str
    workshop: int
    person: tuple
    status: str = "confirmed"
    proved: bool = True
    sex: str = ""
    age_band: str = ""
    institution: str = ""
    institution_type: str = ""
    region: str = ""
    worst_domain: int | None = None
    pre_test: Decimal | None = None
    post_test: Decimal | None = None
    marks: dict = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True)
class Apart:
    """A workshop of the scope that reports list apart and do not count: `group` is coming, postponed or cancelled."""

    code: str
    title: str
    group: str
    start: date
    end: date


@dataclass(frozen=True)
class Facts:
    """Everything a report counts from: workshops by last day, their registrations, and what is listed apart.

    `earlier` maps persons to the first workshop outside these that they attended (its `when`), as far as the reader may know.
    """

    workshops: tuple[Workshop, ...] = ()
    registrations: tuple[Registration, ...] = ()
    apart: tuple[Apart, ...] = ()
    earlier: dict = field(default_factory=dict)
