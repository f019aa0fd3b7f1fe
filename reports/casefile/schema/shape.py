"""The shape of a case file, `warsha-case/1`: every key, its kind, and whether it must be there.

The longest texts are those of the columns that keep them; choices are the models' own.
"""

from decimal import Decimal

from accounts.models import Language
from attendance.models import AttendanceRecord
from participants.models import NameOrder, Registration
from reports.casefile.schema.kinds import Anything, Choice, Day, Items, Number, Shape, Table, Text, Truth, Zone
from workshops.models import CertificateRule, Session, Workshop

FORMAT = "warsha-case/1"

_BIG = Decimal(2**31 - 1)
_SMALL = Decimal(2**15 - 1)
COUNT = Number(Decimal(0), _BIG)
MONEY = Number(Decimal(0), Decimal("999999999999.999"), places=3)
POINTS = Number(Decimal(0), Decimal("999999.999"), places=3)
COUNTRY = Text(2, "[A-Z]{2}", "a country code of two capitals (ISO 3166-1)")
REGION = Text(10, "[A-Z]{2}-[A-Z0-9]{1,3}", "a region code (ISO 3166-2)")
CURRENCY = Text(3, "[A-Z]{3}", "a currency code of three capitals (ISO 4217)")
LANGUAGE = Text(20, "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language code")
CLOCK = Text(5, "([01][0-9]|2[0-3]):[0-5][0-9]", "a time of day (HH:MM)")
ID, KEY, REF = Text(60), Text(40), Text(60)


def _choice(choices):
    return Choice(tuple(choices.values))


def _texts(longest, *, needed=True):
    """A text in three languages; `needed`: in one at least."""
    languages = tuple(Language.values)
    return Shape({language: Text(longest) for language in languages}, any_of=languages if needed else ())


def _shape(required, **fields):
    return Shape(fields, frozenset(required.split()))


RULE = _shape(
    "unit scope threshold test",
    unit=_choice(CertificateRule.Unit),
    scope=_choice(CertificateRule.Scope),
    threshold=Number(Decimal(0), Decimal(1), places=28),
    test=_choice(CertificateRule.Test),
    pass_mark=POINTS,
    excused=_choice(CertificateRule.Excused),
)
OFFICE = _shape(
    "code names",
    code=KEY,
    names=Shape({language: Text(200) for language in Language.values}, frozenset({"en"})),
    country=COUNTRY,
    timezone=Zone(),
    iati_org_ref=REF,
)
PROJECT = _shape(
    "code title trained_rule",
    code=ID,
    title=Shape({language: Text(500) for language in Language.values}, frozenset({"en"})),
    type=Text(120),
    start=Day(),
    end=Day(),
    budget=_shape("", amount=MONEY, currency=CURRENCY),
    countries=Items(COUNTRY),
    trained_rule=RULE,
    source=Text(500),
)
DONOR = _shape("id", id=ID, names=_texts(200, needed=False), iati_org_ref=REF, iati_org_type=Text(10))
ORGANISATION = _shape("id", id=ID, name=Text(200), iati_org_ref=REF)
INSTITUTION = _shape(
    "id type names",
    id=ID,
    type=KEY,
    acronym=KEY,
    names=_texts(300),
    names_now=_texts(300, needed=False),
    aliases=Items(Text(300, r"(?s).*\S.*", "a name")),
)
WORKSHOP = _shape(
    "code title start end timezone attendance_unit certificate_rule funding",
    code=Text(60, r"[^\s/\\?#%]+", "a code without spaces and without / \\ ? # %"),
    title=_texts(300),
    state=_choice(Workshop.State),
    start=Day(),
    end=Day(),
    timezone=Zone(),
    country=COUNTRY,
    city=Text(120),
    region=REGION,
    venue=Text(200),
    capacity=Number(Decimal(1), _BIG),
    target_women_share=Number(Decimal(0), Decimal(1), places=6),
    languages=Items(LANGUAGE),
    interpretation=Items(Text(40)),
    attendance_unit=_choice(Workshop.AttendanceUnit),
    certificate_rule=RULE,
    test_max_score=Number(Decimal(0), Decimal("999999.999"), places=3, above=True),
    funding=Items(_shape("donor share", donor=ID, share=Number(Decimal(0), Decimal(1), places=12, above=True))),
    costs=_shape("currency", currency=CURRENCY, lines=Items(_shape("line amount", line=Text(120), amount=MONEY))),
)
AGENDA = _shape(
    "id date register start end type",
    id=KEY,
    date=Day(),
    register=KEY,
    start=CLOCK,
    end=CLOCK,
    type=_choice(Session.Kind),
    title=_texts(300, needed=False),
    facilitators=Items(ID),
)
NAMES = ("given_name", "family_name", "arabic_name")
MARKS = Choice(tuple(state for state in AttendanceRecord.State.values if state != AttendanceRecord.State.CLEARED))
PARTICIPANT = Shape(
    {
        "id": KEY,
        "given_name": Text(150),
        "family_name": Text(150),
        "arabic_name": Text(200),
        "name_order": _choice(NameOrder),
        "sex": _choice(Registration.Sex),
        "age_band": _choice(Registration.AgeBand),
        "nationality": COUNTRY,
        "institution": ID,
        "function": _texts(200, needed=False),
        "region": REGION,
        "language": _choice(Language),
        "email": Text(254),
        "phone": Text(60),
        "origin": _choice(Registration.Origin),
        "status": _choice(Registration.Status),
        "replaced_by": KEY,
        "needs": _shape("", dietary=Text(300), accessibility=Text(300)),
        "disability_worst_domain": Number(Decimal(1), Decimal(4)),
        "consents": _shape("", notice_version=Text(40), photo=Truth(), share_name_with_donor=Truth()),
        "attendance": Table(KEY, MARKS),
        "pre_test": POINTS,
        "post_test": POINTS,
    },
    frozenset({"id", "institution", "status"}),
    NAMES,
)
FEEDBACK = _shape(
    "forms questions",
    scale=Items(Number(-_SMALL, _SMALL), size=2),
    forms=COUNT,
    questions=Table(Text(120), Items(Number(-_SMALL, _SMALL), nullable=True)),
)
FOLLOW_UP = _shape(
    "invited answered using_skills", months_after=Number(Decimal(0), _SMALL), invited=COUNT, answered=COUNT, using_skills=COUNT
)
CASE = _shape(
    "format office project workshop",
    format=Choice((FORMAT,)),
    provenance=Anything(),
    office=OFFICE,
    project=PROJECT,
    donors=Items(DONOR),
    organisations=Items(ORGANISATION),
    institutions=Items(INSTITUTION),
    workshop=WORKSHOP,
    agenda=Items(AGENDA),
    participants=Items(PARTICIPANT),
    feedback=FEEDBACK,
    follow_up=FOLLOW_UP,
)
