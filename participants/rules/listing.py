"""What the columns and cells of a list of people mean, in English, French and Arabic. Pure."""

import re

from participants.rules.identity import arabic_key, folded, is_latin_name, latin_key

NAME, GIVEN, FAMILY, ARABIC = "name", "given_name", "family_name", "arabic_name"
#: field → headings; compared folded, whole first, then as words of a longer heading, the longest first
HEADINGS = {
    GIVEN: ["given name", "first name", "firstname", "forename", "prenom", "prenoms", "الاسم الشخصي", "الاسم الأول"],
    FAMILY: ["family name", "last name", "lastname", "surname", "nom de famille", "الاسم العائلي", "اللقب", "النسب"],
    ARABIC: ["arabic name", "name in arabic", "nom en arabe", "nom arabe", "الاسم بالعربية", "الاسم الكامل بالعربية"],
    NAME: [
        "name", "full name", "nom", "nom complet", "nom et prenom", "nom prenom", "prenom et nom", "noms et prenoms",
        "participant", "participants", "الاسم الكامل", "الاسم والنسب", "الاسم", "المشارك",
    ],
    "institution": [
        "institution", "organisation", "organization", "ministry", "ministere", "etablissement", "administration", "organisme",
        "structure", "employer", "agency", "المؤسسة", "الوزارة", "الإدارة", "الجهة", "القطاع",
    ],
    "function": ["function", "position", "job title", "role", "fonction", "poste", "qualite", "الوظيفة", "المنصب", "الصفة"],
    "email": ["email", "e mail", "mail", "courriel", "adresse electronique", "البريد الإلكتروني", "البريد"],
    "phone": ["phone", "telephone", "tel", "mobile", "gsm", "portable", "whatsapp", "الهاتف", "رقم الهاتف", "الجوال"],
    "sex": ["sex", "gender", "sexe", "genre", "الجنس", "النوع"],
    "nationality": ["nationality", "nationalite", "الجنسية"],
    "language": ["language", "langue", "اللغة"],
    "region": ["region", "المنطقة"],
}  # fmt: skip
#: rows in which the headings are looked for: titles and empty lines stand above them
HEAD_ROWS = 15
SEXES = {
    "F": ["f", "femme", "female", "woman", "feminin", "mme", "mlle", "ms", "mrs", "أنثى", "امرأة", "أ"],
    "M": ["m", "h", "homme", "male", "man", "masculin", "mr", "monsieur", "ذكر", "رجل", "ذ"],
    "X": ["x", "autre", "other", "آخر"],
}
LANGUAGES = {
    "en": ["en", "english", "anglais", "الإنجليزية"],
    "fr": ["fr", "french", "francais", "الفرنسية"],
    "ar": ["ar", "arabic", "arabe", "العربية"],
}
_PARTICLES = {"EL", "AL", "AIT", "AÏT", "BEN", "BOU", "ABOU", "ABU", "IBN", "DE", "DU", "OULD"}
_SCRIPT = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_ARABIC_RUN = re.compile(rf"[{_SCRIPT}][{_SCRIPT}\s]*")


def headings_in(rows):
    """(place of the row of headings among the first `rows`, {column: field}); (None, guess from the cells) without one."""
    proposals = [(len(found), -place, found) for place, row in enumerate(rows[:HEAD_ROWS]) if (found := mapping_of(row))]
    if proposals:
        count, place, found = max(proposals, key=lambda each: each[:2])
        if count > 1 or len(rows[-place]) == 1:
            return -place, found
    return None, guess(rows)


def mapping_of(headings):
    """{column: field} for `headings`, each field once; columns that say nothing known are left out."""
    found = {}
    scored = [(score, column, field) for column, text in enumerate(headings) for score, field in [_meant(text)] if field]
    for _score, column, field in sorted(scored, key=lambda each: (-each[0], each[1])):
        if field not in found.values():
            found[column] = field
    for known, other in ((GIVEN, FAMILY), (FAMILY, GIVEN)):  # "Nom, Prénom": one name in two columns
        if NAME in found.values() and known in found.values() and other not in found.values():
            found = {column: other if field == NAME else field for column, field in found.items()}
    return dict(sorted(found.items()))


def guess(rows):
    """{column: field} from what the cells of a list without headings look like."""
    found = {}
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        field = _looks_like(cells)
        if field in {"", ARABIC} and {NAME, ARABIC} & {*found.values()}:
            field = "institution"
        field = field or NAME
        if cells and field not in found.values():
            found[column] = field
    return found


def split_name(text):
    """{field: text} of a whole name: Arabic script apart; a family name apart where capitals mark it, else the whole as it is.

    "TAZROUTTI Mohammed" and "Mohamed EL KASBAJI" are marked; "El menzhari Fatima" and "AMZILAN BRAHIM" are not: they stand
    whole in `family_name`, where papers print them as they were given.
    """
    arabic = " ".join(" ".join(_ARABIC_RUN.findall(text)).split())
    words = _ARABIC_RUN.sub(" ", text).split() if arabic_key(arabic) else text.split()
    found = {ARABIC: arabic} if arabic_key(arabic) else {}
    if not is_latin_name(" ".join(words)):
        return found or {FAMILY: " ".join(words)}
    return found | _marked(words)


def sex_of(text):
    """F, M or X; "" for an empty cell, None for one nobody understands."""
    return _one_of(SEXES, text)


def language_of(text):
    """en, fr or ar; "" for an empty cell, None for one nobody understands."""
    return _one_of(LANGUAGES, text)


def _one_of(known, text):
    key = folded(text)
    if not key:
        return ""
    return next((value for value, words in known.items() if key in map(folded, words)), None)


def _meant(heading):
    """(how sure, field) of one heading; (0, "") when it says nothing known."""
    key = folded(heading.replace("_", " "))
    best = (0, "")
    for field, texts in HEADINGS.items():
        for text in map(folded, texts):
            if key == text:
                best = max(best, (1000, field))
            elif f" {text} " in f" {key} " and len(key.split()) < 8:
                best = max(best, (len(text), field))
    if best[1] == NAME and re.search("arab|عربي", key):
        return best[0], ARABIC
    return best


def _looks_like(cells):
    tests = {
        "email": lambda cell: "@" in cell,
        "phone": lambda cell: sum(sign.isdigit() for sign in cell) >= 8,
        ARABIC: lambda cell: arabic_key(cell) and not latin_key(_ARABIC_RUN.sub(" ", cell)),
    }
    return next((field for field, fits in tests.items() if cells and 2 * sum(map(bool, map(fits, cells))) > len(cells)), "")


def _marked(words):
    """Given and family name, when one run of capitals at either end marks the latter."""
    capital = [word.isupper() and sum(map(str.isalpha, word)) > 1 for word in words]
    for place in range(len(words) - 2, -1, -1):  # "El KASBAJI": the particle goes with what follows it
        capital[place] |= capital[place + 1] and words[place].upper() in _PARTICLES
    marked = sum(capital)
    if not 0 < marked < len(words):
        return {FAMILY: " ".join(words)}
    if all(capital[:marked]):
        return {FAMILY: " ".join(words[:marked]), GIVEN: " ".join(words[marked:]), "name_order": "family_first"}
    if all(capital[-marked:]):
        return {GIVEN: " ".join(words[:-marked]), FAMILY: " ".join(words[-marked:]), "name_order": "given_first"}
    return {FAMILY: " ".join(words)}
