"""The words of the paper, in its three languages at once, by the sex the person stated. Pure.

These are the standard official wording, not strings of the interface: it is the same whatever language its page is read
in, and an office may replace it (`certificates.models.Wording`). X and "not stated" get the neutral phrases. {braces}
are filled in by `certificates.snapshot`, by plain replacement.
"""

from dataclasses import dataclass

from accounts.templatetags.ui import day_of_month, format_date

LANGUAGES = ("en", "fr", "ar")
#: what may stand in braces in the words of each kind
PLACEHOLDERS = {
    "participation": ("office", "workshop", "place", "dates", "hours"),
    "completion": ("office", "workshop", "place", "dates", "hours"),
    "facilitator": ("office", "workshop", "place", "dates"),
}


@dataclass(frozen=True)
class Phrases:
    """The words of one kind in one language; `leads` (before the name) and `sentences` (after it) by sex, "" for all others."""

    heading: str
    leads: dict
    sentences: dict


@dataclass(frozen=True)
class Words:
    """One language's fixed words; `phrases` by kind."""

    phrases: dict
    one_day: str
    from_to: str
    online: str
    hours: tuple
    topics: str
    donors: str
    issued: str
    verify: str
    signature: str


_LEADS = {
    "en": {"": "{office} certifies that"},
    "fr": {
        "F": "{office} atteste que Madame",
        "M": "{office} atteste que Monsieur",
        "": "{office} délivre la présente attestation à",
    },
    "ar": {
        "F": "تشهد {office} بأن السيدة",
        "M": "تشهد {office} بأن السيد",
        "": "تسلم {office} هذه الشهادة إلى",
    },
}
_ENGLISH = {
    "participation": Phrases(
        "Certificate of participation",
        _LEADS["en"],
        {"": "took part in the workshop “{workshop}”, held {place} {dates}, and attended {hours} of training."},
    ),
    "completion": Phrases(
        "Certificate of completion",
        _LEADS["en"],
        {"": "met the requirements of the workshop “{workshop}”, held {place} {dates}, and attended {hours} of training."},
    ),
    "facilitator": Phrases(
        "Certificate of facilitation", _LEADS["en"], {"": "facilitated the workshop “{workshop}”, held {place} {dates}."}
    ),
}
_SATISFIED = "satisfait aux exigences de l’atelier « {workshop} », tenu {place} {dates}"
_FRENCH = {
    "participation": Phrases(
        "Attestation de participation",
        _LEADS["fr"],
        {
            "F": "a participé à l’atelier « {workshop} », tenu {place} {dates}, où elle a suivi {hours} de formation.",
            "M": "a participé à l’atelier « {workshop} », tenu {place} {dates}, où il a suivi {hours} de formation.",
            "": "pour sa participation à l’atelier « {workshop} », tenu {place} {dates}, avec {hours} de formation suivies.",
        },
    ),
    "completion": Phrases(
        "Attestation de réussite",
        _LEADS["fr"],
        {
            "F": f"a {_SATISFIED}, où elle a suivi {{hours}} de formation.",
            "M": f"a {_SATISFIED}, où il a suivi {{hours}} de formation.",
            "": f"qui a {_SATISFIED}, avec {{hours}} de formation suivies.",
        },
    ),
    "facilitator": Phrases(
        "Attestation d’animation",
        _LEADS["fr"],
        {
            "F": "a animé l’atelier « {workshop} », tenu {place} {dates}.",
            "M": "a animé l’atelier « {workshop} », tenu {place} {dates}.",
            "": "pour l’animation de l’atelier « {workshop} », tenu {place} {dates}.",
        },
    ),
}
_ARABIC = {
    "participation": Phrases(
        "شهادة مشاركة",
        _LEADS["ar"],
        {
            "F": "قد شاركت في ورشة «{workshop}» المنعقدة {place} {dates}، وتابعت خلالها {hours} من التكوين.",
            "M": "قد شارك في ورشة «{workshop}» المنعقدة {place} {dates}، وتابع خلالها {hours} من التكوين.",
            "": "إثباتا للمشاركة في ورشة «{workshop}» المنعقدة {place} {dates}، مع متابعة {hours} من التكوين.",
        },
    ),
    "completion": Phrases(
        "شهادة إتمام",
        _LEADS["ar"],
        {
            "F": "قد استوفت متطلبات ورشة «{workshop}» المنعقدة {place} {dates}، وتابعت خلالها {hours} من التكوين.",
            "M": "قد استوفى متطلبات ورشة «{workshop}» المنعقدة {place} {dates}، وتابع خلالها {hours} من التكوين.",
            "": "إثباتا لاستيفاء متطلبات ورشة «{workshop}» المنعقدة {place} {dates}، مع متابعة {hours} من التكوين.",
        },
    ),
    "facilitator": Phrases(
        "شهادة تأطير",
        _LEADS["ar"],
        {
            "F": "قد أطرت ورشة «{workshop}» المنعقدة {place} {dates}.",
            "M": "قد أطر ورشة «{workshop}» المنعقدة {place} {dates}.",
            "": "إثباتا لتأطير ورشة «{workshop}» المنعقدة {place} {dates}.",
        },
    ),
}
WORDS = {
    "en": Words(
        phrases=_ENGLISH,
        one_day="on {day}",
        from_to="from {first} to {last}",
        online="online",
        hours=("{} hour", "{} hours"),
        topics="Topics",
        donors="With funding from",
        issued="Issued on {day}",
        verify="Scan to verify",
        signature="Signature of {name}",
    ),
    "fr": Words(
        phrases=_FRENCH,
        one_day="le {day}",
        from_to="du {first} au {last}",
        online="en ligne",
        hours=("{} heure", "{} heures"),
        topics="Thèmes",
        donors="Avec le financement de",
        issued="Délivrée le {day}",
        verify="Scanner pour vérifier",
        signature="Signature de {name}",
    ),
    "ar": Words(
        phrases=_ARABIC,
        one_day="يوم {day}",
        from_to="من {first} إلى {last}",
        online="عن بعد",
        hours=("ساعة واحدة", "ساعتين", "{} ساعات", "{} ساعة"),
        topics="المحاور",
        donors="بتمويل من",
        issued="سلمت بتاريخ {day}",
        verify="للتحقق، امسح الرمز",
        signature="توقيع {name}",
    ),
}
#: "in Rabat": the preposition before a town
IN_TOWN = {"en": "in {town}", "fr": "à {town}", "ar": "في {town}"}


def by_sex(phrases, sex):
    """The phrase for `sex`, else the neutral one."""
    return phrases.get(sex) or phrases[""]


def days_in_words(start, end, language):
    """One day or a stretch of days, month and year named once where they are shared: "from 24 to 26 June 2014"."""
    words = WORDS[language]
    if start == end:
        return words.one_day.format(day=format_date(start, language))
    if (start.year, start.month) == (end.year, end.month):
        first = day_of_month(start, language)
    else:
        first = format_date(start, language, year=start.year != end.year)
    return words.from_to.format(first=first, last=format_date(end, language))


def hours_in_words(minutes, language):
    """Attended minutes as hours with at most two decimals, half up, the noun agreeing: "13.5 hours", "13,5 heures"."""
    hundredths = (minutes * 100 + 30) // 60
    whole, rest = divmod(hundredths, 100)
    figure = str(whole) + (f".{rest:02}".rstrip("0") if rest else "")
    forms = WORDS[language].hours
    if language == "ar":
        return forms[_arabic_form(whole, rest)].format(figure)
    plural = hundredths != 100 if language == "en" else hundredths >= 200
    return forms[plural].format(figure.replace(".", ",") if language == "fr" else figure)


def _arabic_form(whole, rest):
    if rest or not whole:
        return 3
    if whole in (1, 2):
        return whole - 1
    return 2 if 3 <= whole % 100 <= 10 else 3
