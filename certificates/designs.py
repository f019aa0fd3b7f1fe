"""What a workshop's certificates look like, read from its design and its office's words; the defaults where nothing is chosen."""

from certificates.models import MOST_SIGNATORIES, Design, Wording
from certificates.snapshot import RIGHT_TO_LEFT
from certificates.wording import LANGUAGES, Phrases
from documents.images import is_stored

#: the key of the office among a design's logos; the others are keys of donors
OFFICE = "office"
#: what stands in the place of the keys where no logo is printed
NO_LOGO = "none"


def design_of(workshop):
    """The workshop's Design; one that has none gets the defaults, not kept."""
    return Design.objects.filter(workshop=workshop).first() or Design(workshop=workshop)


def earlier_of(workshop):
    """The Design to begin a new one with: that of the newest other workshop, of the same project if there is one; or None."""
    others = (
        Design.objects.filter(workshop__office=workshop.office_id).exclude(workshop=workshop).select_related("workshop__office")
    )
    newest = others.order_by("-workshop__start", "-pk")
    return newest.filter(workshop__project=workshop.project_id).first() or newest.first()


def facts_of(design, signatories=None):
    """What a design adds to a certificates.snapshot.Event; `signatories`: those of one that is only tried."""
    signs = signatories or signatories_of(design)
    wordings = Wording.objects.own().filter(office=design.workshop.office_id)
    return {
        "design": design.layout,
        "languages": languages_of(design),
        "logos": logos_of(design),
        "disclaimer": {language: getattr(design, f"disclaimer_{language}") or "" for language in LANGUAGES},
        "overleaf": design.topics_overleaf,
        "signatories": [_signatory(row) for row in signs],
        "wordings": {(row.kind, row.language): phrases_of(row) for row in wordings},
    }


def languages_of(design):
    """The languages of the paper, in order; of one in a single language, that of people whose own is not known."""
    if design.layout == Design.Layout.PORTRAIT:
        return tuple(design.languages.split("-"))
    return LANGUAGES if design.layout == Design.Layout.CLASSIC else (design.language,)


def signatories_of(design):
    """Those chosen for the workshop, else the first of its office; three at most, in the order printed."""
    chosen = [row.signatory for row in design.signings.select_related("signatory").order_by("position")] if design.pk else []
    office = design.workshop.office.signatories.filter(active=True).order_by("position", "id")
    return chosen or list(office[:MOST_SIGNATORIES])


def logo_holders(workshop):
    """{key: the office or a donor}, those who may have a logo on the paper, in the usual order."""
    funding = workshop.funding.select_related("donor").order_by("position", "id")
    return {OFFICE: workshop.office} | {share.donor.key: share.donor for share in funding}


def logos_of(design):
    """The logos of the paper in the order agreed; whoever has no picture is left out, the names stand on the paper anyway."""
    holders = logo_holders(design.workshop)
    chosen = [holders[key] for key in design.logos or holders if key in holders]
    return [{"name": _names(row), "file": row.logo.name} for row in chosen if is_there(row.logo)]


def is_there(file):
    """Whether a picture is set and its file on the disk."""
    return bool(file) and is_stored(file.name)


def phrases_of(wording):
    """The Phrases of a Wording."""
    return Phrases(
        wording.heading,
        {"": wording.lead, "F": wording.lead_woman, "M": wording.lead_man},
        {"": wording.sentence, "F": wording.sentence_woman, "M": wording.sentence_man},
    )


def _names(row):
    names = {language: getattr(row, f"name_{language}") or "" for language in LANGUAGES}
    spare = next(filter(None, names.values()), str(row))
    return {language: name or spare for language, name in names.items()}


def _signatory(row):
    titles = {language: getattr(row, f"title_{language}") or "" for language in LANGUAGES}
    return {
        "name": row.name,
        "arabic_name": row.arabic_name,
        "file": row.signature.name if is_there(row.signature) else "",
        "titles": [
            {"lang": language, "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr", "text": text}
            for language, text in titles.items()
            if text
        ],
    }
