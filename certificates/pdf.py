"""A certificate's PDF, made from its snapshot alone: one page, A4 landscape, three languages."""

import json
from math import ceil

from certificates.snapshot import in_language
from documents import pdf
from documents.limits import each
from documents.papers import Code, DoesNotFit, Field, Paper

TEMPLATE = "certificates/pdf/certificate.html"
STYLESHEETS = ("static:css/certificate.css",)
#: how much the page is drawn together, until everything stands on one
DENSEST = 5
#: letters of topics up to which a density usually does, so that the page is not laid out in vain
LETTERS = (420, 760, 1000)
#: up to so many letters of topics the page has room to breathe
AIRY = 260
#: the longest names per size: names are never cut, they step down and then wrap
NAME_STEPS = ((26, "xl"), (38, "lg"), (60, "md"), (84, "sm"))
INSTITUTION_STEPS = ((76, ""), (140, "long"))
#: letters of a line of a column at each density, and on an airy page
LINE = (46, 48, 50, 57, 61, 71)
AIRY_LINE = 42
#: letters of the longest phrase of a sentence or lead around its values; an Arabic letter takes less room
PHRASES = {"sentence": {"en": 74, "fr": 80, "ar": 74}, "lead": {"en": 15, "fr": 35, "ar": 22}}
#: the values in a phrase that are the same for everybody
SHARED = {"sentence": ("workshop", "place", "dates"), "lead": ("office",)}
ARABIC_LETTER = 0.85
#: the classes of the stylesheet end here
MOST_LINES = {"sentence": 16, "lead": 8}
#: what stands in a column and is the same for everybody
FIXED = ("lang", "dir", "office", "heading", "topics_label", "topics", "donors_label", "donors", "issued", "verify")
#: letters of a snapshot, and of one text in it, that no page can hold: laying them out would only take long
MOST_LETTERS, MOST_OF_ONE = 20_000, 1_000
#: the facts of the paper that a machine finds in the file
DATA_NAME, DATA_DESCRIPTION = "certificate.json", "The words of this certificate as data (JSON)"


def render(snapshot):
    """PDF bytes. The same snapshot gives the same bytes. Raises DoesNotFit."""
    [made] = render_many([snapshot])
    if isinstance(made, Exception):
        raise made
    return made


def render_many(snapshots):
    """For each snapshot its PDF bytes, or the exception that says why there are none: DoesNotFit, TookTooMuch, a defect."""
    return each(typeset, snapshots)


def typeset(snapshots):
    """As `render_many`, in this process and without limits."""
    made = [None] * len(snapshots)
    waiting = list(range(len(snapshots)))
    for step in range(DENSEST + 2):
        papers = {}
        for number in waiting:
            try:
                papers[number] = paper(snapshots[number], step)
            except Exception as error:  # one snapshot that cannot be read holds up nobody
                made[number] = error
        made_now = pdf.typeset([*papers.values()])
        for number, file in zip(papers, made_now, strict=True):
            made[number] = file
        waiting = [number for number in papers if isinstance(made[number], DoesNotFit)]
    return made


def paper(snapshot, step=0):
    """The documents.papers.Paper of a snapshot, `step` tries after the one its letters ask for: first with
    a line more for each phrase, then drawn together more and more. Raises DoesNotFit.
    """
    data = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(data) > MOST_LETTERS or max(map(len, data.split('"'))) > MOST_OF_ONE:
        raise DoesNotFit("too many letters")
    columns = snapshot["languages"]
    letters = max(len("".join(column["topics"])) for column in columns)
    density, more = min(likely_density(letters) + max(step - 1, 0), DENSEST), int(step > 0)
    airy = letters < AIRY and not density
    line = AIRY_LINE if airy else LINE[density]
    body = [f"density-{density}", f"leads-{_lines(columns, 'lead', LINE[density], more)}"]
    body += [f"sentences-{_lines(columns, 'sentence', line, more)}", *["airy"] * airy]
    main = in_language(snapshot, "en")
    fixed = [{key: column[key] for key in FIXED} for column in columns]
    by_language = {column["lang"]: column for column in fixed}
    return Paper(
        template=TEMPLATE,
        stylesheets=STYLESHEETS,
        context={
            "columns": fixed,
            **by_language,
            "issued_on": snapshot["issued_on"],
            "signatories": snapshot["signatories"],
        },
        body=" ".join(body),
        fields=tuple(_fields(snapshot)),
        title=f"{main['heading']} {snapshot['number']}",
        data=data.encode(),
        data_name=DATA_NAME,
        data_description=DATA_DESCRIPTION,
    )


def likely_density(letters):
    """The first density worth trying for so many letters of topics."""
    return sum(letters > limit for limit in LETTERS)


def name_size(name):
    """The class of a name by its length."""
    return next((size for longest, size in NAME_STEPS if len(name) <= longest), "xs")


def institution_size(name):
    """The class of an institution by its length."""
    return next((size for longest, size in INSTITUTION_STEPS if len(name) <= longest), "longer")


def _fields(snapshot):
    """What is one person's, in the order of the page."""
    latin, arabic = snapshot["latin_name"], snapshot["arabic_name"]
    yield _field("number", snapshot["number"], "number")
    yield from (_phrase(column, "lead") for column in snapshot["languages"])
    yield _field("latin_name", latin, "latin", group="name", size=name_size(latin))
    yield _field("arabic_name", arabic, "arabic", "ar", "rtl", group="name", size=name_size(arabic))
    for column in snapshot["languages"]:
        yield _institution(column)
        yield _phrase(column, "sentence")
    yield _field("address", snapshot["verify_url"], "code")
    yield Code("qr", snapshot["verify_url"], alt=f"QR: {snapshot['verify_url']}")


def _field(name, text, alphabet, lang="en", direction="ltr", group="", size=""):
    return Field(name, ((text, ""),) if text else (), alphabet, lang, direction, group, size)


def _institution(column):
    """An institution known by a Latin name alone is set in the Latin font in the Arabic column too."""
    name, alphabet = column["institution"], "any" if column["dir"] == "rtl" else "latin"
    size = institution_size(name) if any("\u0600" <= letter <= "\u06ff" for letter in name) else f"latin {institution_size(name)}"
    runs = ((name, "foot"),) if name else ()
    return Field(f"institution_{column['lang']}", runs, alphabet, column["lang"], column["dir"], "institution", size)


def _phrase(column, key):
    """A phrase around values; what everybody's paper says may be in any letters."""
    alphabet = "arabic" if column["dir"] == "rtl" else "phrase"
    shared = tuple((column[value], value) for value in SHARED[key] if column[value])
    runs = tuple((text, name) for text, name in column[key])
    return Field(f"{key}_{column['lang']}", runs, alphabet, column["lang"], column["dir"], key, shared=shared)


def _lines(columns, key, line, more):
    """How many lines a phrase may take, by what all papers of a workshop share: so that they share their skeleton."""
    most = max(_width(column, "".join(column[value] for value in SHARED[key]), PHRASES[key]) for column in columns)
    return min(ceil(most / line) + more, MOST_LINES[key])


def _width(column, values, phrases):
    """Letters of a phrase with its values."""
    letters = len(values) + phrases.get(column["lang"], max(phrases.values()))
    return letters * (ARABIC_LETTER if column["dir"] == "rtl" else 1)
