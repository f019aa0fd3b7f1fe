"""The words of the paper, in its three languages at once, by the sex the person stated. Pure.

These are the office's official wording, not strings of the interface: every certificate carries all three languages,
whatever language its page is read in. X and "not stated" get the neutral sentence. {braces} are filled in `snapshot`.
"""

from dataclasses import dataclass

from accounts.templatetags.ui import day_of_month, format_date

LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True)
class Words:
    """One language's fixed words. `headings` by kind; `leads` and `sentences` by sex, "" for the neutral one."""

    headings: dict
    leads: dict
    sentences: dict
    one_day: str
    from_to: str
    online: str
    hours: tuple
    topics: str
    donors: str
    issued: str
    verify: str


WORDS = {
    "en": Words(
        headings={"participation": "Certificate of participation", "completion": "Certificate of completion"},
        leads={"": "{office} certifies that"},
        sentences={
            "": "took part in the workshop “{workshop}”, held {place} {dates}, and attended {hours} of training.",
        },
        one_day="on {day}",
        from_to="from {first} to {last}",
        online="online",
        hours=("{} hour", "{} hours"),
        topics="Topics",
        donors="With funding from",
        issued="Issued on {day}",
        verify="Scan to verify",
    ),
    "fr": Words(
        headings={"participation": "Attestation de participation", "completion": "Attestation de réussite"},
        leads={
            "F": "{office} atteste que Madame",
            "M": "{office} atteste que Monsieur",
            "": "{office} délivre la présente attestation à",
        },
        sentences={
            "F": "a participé à l’atelier « {workshop} », tenu {place} {dates}, où elle a suivi {hours} de formation.",
            "M": "a participé à l’atelier « {workshop} », tenu {place} {dates}, où il a suivi {hours} de formation.",
            "": "pour sa participation à l’atelier « {workshop} », tenu {place} {dates}, avec {hours} de formation suivies.",
        },
        one_day="le {day}",
        from_to="du {first} au {last}",
        online="en ligne",
        hours=("{} heure", "{} heures"),
        topics="Thèmes",
        donors="Avec le financement de",
        issued="Délivrée le {day}",
        verify="Scanner pour vérifier",
    ),
    "ar": Words(
        headings={"participation": "شهادة مشاركة", "completion": "شهادة إتمام"},
        leads={
            "F": "تشهد {office} بأن السيدة",
            "M": "تشهد {office} بأن السيد",
            "": "تسلم {office} هذه الشهادة إلى",
        },
        sentences={
            "F": "قد شاركت في ورشة «{workshop}» المنعقدة {place} {dates}، وتابعت خلالها {hours} من التكوين.",
            "M": "قد شارك في ورشة «{workshop}» المنعقدة {place} {dates}، وتابع خلالها {hours} من التكوين.",
            "": "إثباتا للمشاركة في ورشة «{workshop}» المنعقدة {place} {dates}، مع متابعة {hours} من التكوين.",
        },
        one_day="يوم {day}",
        from_to="من {first} إلى {last}",
        online="عن بعد",
        hours=("ساعة واحدة", "ساعتين", "{} ساعات", "{} ساعة"),
        topics="المحاور",
        donors="بتمويل من",
        issued="سلمت بتاريخ {day}",
        verify="للتحقق، امسح الرمز",
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
