"""A certificate's PDF, made from its snapshot alone: one page in its workshop's design, topics overleaf if asked."""

import json

from certificates import sheets
from certificates.snapshot import in_language
from certificates.wording import LANGUAGES, WORDS
from documents import glyphs, pdf
from documents.images import is_stored
from documents.limits import each
from documents.papers import Code, DoesNotFit, Field, Paper

#: letters of the longest phrase around its values, for snapshots that do not say it
PHRASES = {"sentence": {"en": 74, "fr": 80, "ar": 74}, "lead": {"en": 15, "fr": 35, "ar": 22}}
#: the values in a phrase that are the same for everybody
SHARED = {"sentence": ("workshop", "place", "dates"), "lead": ("office",)}
#: what stands in a column and is the same for everybody
FIXED = (
    *("lang", "dir", "office", "workshop", "heading", "note", "topics_label", "topics", "donors_label", "donors", "disclaimer"),
    *("issued", "verify"),
)
#: letters of a snapshot, and of one text in it, that no page can hold: laying them out would only take long
MOST_LETTERS, MOST_OF_ONE = 20_000, 1_000
#: the facts of the paper that a machine finds in the file
DATA_NAME, DATA_DESCRIPTION = "certificate.json", "The words of this certificate as data (JSON)"


class Unprintable(Exception):
    """Characters that no font of papers holds; `letters` names each."""

    def __init__(self, letters):
        super().__init__(letters)
        self.letters = letters


def render(snapshot):
    """PDF bytes. The same snapshot gives the same bytes. Raises DoesNotFit, Unprintable."""
    [made] = render_many([snapshot])
    if isinstance(made, Exception):
        raise made
    return made


def render_many(snapshots):
    """For each snapshot its PDF bytes, or the exception that says why there are none: DoesNotFit, Unprintable, TookTooMuch,
    a defect.
    """
    return each(typeset, snapshots)


def typeset(snapshots):
    """As `render_many`, in this process and without limits."""
    made = [None] * len(snapshots)
    waiting = dict.fromkeys(range(len(snapshots)), sheets.FIRST)
    while waiting:
        papers = {}
        for number, attempt in waiting.items():
            try:
                papers[number] = paper(snapshots[number], attempt)
            except Exception as error:  # one snapshot that cannot be read holds up nobody
                made[number] = error
        for number, file in zip(papers, pdf.typeset([*papers.values()]), strict=True):
            made[number] = file
        refused = {number: made[number] for number in papers if isinstance(made[number], DoesNotFit)}
        waiting = {number: another for number, error in refused.items() if (another := waiting[number].after(str(error)))}
    return made


def paper(snapshot, attempt=sheets.FIRST):
    """The documents.papers.Paper of a snapshot at one attempt to set it. Raises DoesNotFit, Unprintable."""
    data = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(data) > MOST_LETTERS or max(map(len, data.split('"'))) > MOST_OF_ONE:
        raise DoesNotFit("too many letters")
    columns = _columns(snapshot)
    sheet, overleaf = sheets.SHEETS[snapshot.get("design", "classic")], _is_overleaf(snapshot, columns)
    context, fields = _context(snapshot, columns, overleaf), tuple(_fields(snapshot, columns, sheet, attempt.smaller))
    _check_letters(context, fields)
    return Paper(
        template=sheet.template,
        stylesheets=sheet.stylesheets,
        context=context,
        body=sheets.body_of(sheet, columns, attempt, overleaf=overleaf),
        fields=fields,
        title=f"{columns[0]['heading']} {snapshot['number']}",
        data=data.encode(),
        data_name=DATA_NAME,
        data_description=DATA_DESCRIPTION,
        pages=1 + overleaf,
    )


def unprintable(snapshot):
    """The characters of the paper that no font holds, each once; the paper cannot be made with them."""
    columns = _columns(snapshot)
    fields = _fields(snapshot, columns, sheets.SHEETS[snapshot.get("design", "classic")])
    return _missing(_context(snapshot, columns, _is_overleaf(snapshot, columns)), fields)


def _columns(snapshot):
    """The columns printed, each with the letters of its phrases."""
    columns = [in_language(snapshot, language) for language in snapshot.get("printed", LANGUAGES)]
    return [{"letters": _letters(column), "note": "", "disclaimer": ""} | column for column in columns]


def _letters(column):
    return {key: PHRASES[key][column["lang"]] + len("".join(column[value] for value in values)) for key, values in SHARED.items()}


def _is_overleaf(snapshot, columns):
    return bool(snapshot.get("overleaf")) and any(column["topics"] for column in columns)


def _context(snapshot, columns, overleaf):
    """What is the same for everybody."""
    first = columns[0]
    return {
        "lang": first["lang"],
        "dir": first["dir"],
        "office": first["office"],
        "issued_on": snapshot["issued_on"],
        "columns": [{key: column[key] for key in FIXED} for column in columns],
        "logos": [{"name": logo["name"][first["lang"]], "file": _picture(logo["file"])} for logo in snapshot.get("logos", ())],
        "signatories": [_signatory(row, columns) for row in snapshot["signatories"]],
        "overleaf": overleaf,
    }


def _picture(name):
    """A stored picture that is still there; one that is lost is not asked for."""
    return name if is_stored(name) else ""


def _signatory(row, columns):
    """Who signs, with the titles of the languages printed, or of another when there is none in these."""
    languages, first = [column["lang"] for column in columns], columns[0]["lang"]
    arabic = languages == ["ar"] and row.get("arabic_name")
    name = arabic or row["name"]
    return {
        "name": name,
        "lang": "ar" if arabic else _latin(columns),
        "dir": "rtl" if arabic else "ltr",
        "titles": [title for title in row["titles"] if title["lang"] in languages] or row["titles"][:1],
        "file": _picture(row.get("file", "")),
        "alt": WORDS[first].signature.format(name=name),
    }


def _latin(columns):
    """The language Latin names and addresses are marked with: the first one printed from left to right."""
    return next((column["lang"] for column in columns if column["dir"] == "ltr"), "en")


def _check_letters(context, fields):
    if letters := _missing(context, fields):
        raise Unprintable([glyphs.name_of(letter) for letter in letters])


def _missing(context, fields):
    return glyphs.missing(json.dumps([context, [field.text for field in fields]], ensure_ascii=False))


def _fields(snapshot, columns, sheet, smaller=0):
    """What is one person's, in the order of the page."""
    lang = _latin(columns)
    yield _field("number", snapshot["number"], "number", lang)
    yield from (_phrase(column, "lead", place) for place, column in enumerate(columns, 1))
    yield from _names(snapshot, columns, sheet, smaller)
    for place, column in enumerate(columns, 1):
        yield _institution(column, place, sheet, smaller)
        yield _phrase(column, "sentence", place)
    yield _field("address", snapshot["verify_url"], "code", lang)
    yield Code("qr", snapshot["verify_url"], alt=f"QR: {snapshot['verify_url']}")


def _names(snapshot, columns, sheet, smaller):
    """Both names as given; on a paper in one language the one in its script stands first and large."""
    names = [
        ("latin_name", snapshot["latin_name"], "latin", _latin(columns), "ltr"),
        ("arabic_name", snapshot["arabic_name"], "arabic", "ar", "rtl"),
    ]
    if len(columns) == 1:
        names.sort(key=lambda name: (not name[1], name[4] != columns[0]["dir"]))
        names = [(place, *name[1:]) for place, name in zip(("main_name", "other_name"), names, strict=True)]
    for place, text, alphabet, lang, direction in names:
        size = sheets.size(sheets.NAME_SIZES, sheet.names, glyphs.breadth(text), smaller)
        yield _field(place, text, alphabet, lang, direction, group="name", size=size)


def _field(name, text, alphabet, lang, direction="ltr", group="", size=""):
    return Field(name, ((text, ""),) if text else (), alphabet, lang, direction, group, size)


def _institution(column, place, sheet, smaller):
    """An institution known by a Latin name alone is set in the Latin font in the Arabic column too."""
    name, alphabet = column["institution"], "any" if column["dir"] == "rtl" else "latin"
    size = sheets.size(sheets.INSTITUTION_SIZES, sheet.institutions, glyphs.breadth(name), smaller if name else 0)
    size = size if any("\u0600" <= letter <= "\u06ff" for letter in name) else f"latin {size}"
    runs = ((name, "foot"),) if name else ()
    return Field(f"institution_{place}", runs, alphabet, column["lang"], column["dir"], "institution", size)


def _phrase(column, key, place):
    """A phrase around values; what everybody's paper says may be in any letters."""
    alphabet = "arabic" if column["dir"] == "rtl" else "phrase"
    shared = tuple((column[value], value) for value in SHARED[key] if column[value])
    runs = tuple((text, name) for text, name in column[key])
    return Field(f"{key}_{place}", runs, alphabet, column["lang"], column["dir"], key, shared=shared)
