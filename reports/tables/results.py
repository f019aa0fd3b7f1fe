"""Tables of what a workshop came to: tests, feedback, follow-up, and how long institutions took to name people."""

from django.utils.translation import gettext as _

from reports.figure import Figure
from reports.labels import PARTS
from reports.tables.shape import Row, counted, hides, plain, said


def knowledge(report):
    """The paired tests, with the line from before to after; None without a pair."""
    found = report.figures["paired_tests"]
    if found["n"] == 0:
        return None
    kinds = {"n": "count", "max_score": "count", "share_improved": "share", "mean_gain_pct_points": "percent"}
    kinds |= {"relative_gain_pct": "percent"}
    words = {part: str(label) for part, label in PARTS["paired_tests"].items()}
    pairs = counted(report, "paired_tests", "n").text
    words["share_improved"] = _("%(label)s, of %(count)s") % {"label": words["share_improved"], "count": pairs}
    rows = tuple(
        Row(label, (_of_tests(report, part, kinds.get(part, "decimal"), 4 if part == "normalised_gain_of_means" else 2),))
        for part, label in words.items()
    )
    chart = None if found["n"] is None else _before_after(report, found)
    return plain(report, "paired_tests", _("Tests"), (_("Figure"),), rows, chart=chart, note=said(report, "paired_tests"))


def _of_tests(report, part, kind, places):
    return counted(report, "paired_tests", part, kind=kind, places=places)


def _before_after(report, found):
    """What the line from before to after shows, and says."""
    before, after = (Figure(found[part], "decimal").text for part in ("mean_pre", "mean_post"))
    words = _("Mean score before %(before)s, after %(after)s, of %(highest)s")
    everybody = counted(report, "participations").text
    return {
        "before": found["mean_pre"],
        "after": found["mean_post"],
        "highest": found["max_score"],
        "title": words % {"before": before, "after": after, "highest": Figure(found["max_score"]).text},
        "note": _("%(n)s of %(all)s persons took both tests") % {"n": found["n"], "all": everybody},
    }


def feedback(report):
    """The questions of the anonymous form; None when nobody was asked."""
    found = report.figures["feedback"]
    if not found:
        return None
    kinds = {"n": ("count", 0), "mean": ("decimal", 2), "share_4_or_5": ("share", 0)}
    rows = tuple(
        Row(
            report.names.of("question", question),
            tuple(
                counted(report, "feedback", question, part, kind=kind, places=places) for part, (kind, places) in kinds.items()
            ),
        )
        for question in found
    )
    note = "" if hides(report, "feedback_response_rate", "participations") else _returned(report)
    note = said(report, "feedback", "feedback_response_rate", note=note)
    return plain(report, "feedback", _("Question"), tuple(str(word) for word in PARTS["feedback"].values()), rows, note=note)


def _returned(report):
    forms = report.payload["feedback_forms"]
    share = Figure(report.figures["feedback_response_rate"], "share").text
    note = _("%(share)s of the participants returned the form (%(forms)s of %(all)s).")
    return note % {"share": share, "forms": forms, "all": report.figures["participations"]}


def follow_up(report):
    """What participants said some months later, each share with its numbers; None when nobody was asked."""
    found = report.payload["follow_up"]
    if not found:
        return None
    invited, answered, using = (found[part] for part in ("invited", "answered", "using_skills"))
    numbers = {
        "response_rate": (Figure(answered), Figure(invited)),
        "using_skills_share_of_answers": (Figure(using), Figure(answered)),
        "using_skills_share_of_trained": (Figure(using), counted(report, "trained")),
    }
    rows = tuple(
        Row(str(label), _with_its_numbers(counted(report, "follow_up", part, kind="share"), *numbers[part]))
        for part, label in PARTS["follow_up"].items()
    )
    note = said(report, "follow_up")
    return plain(report, "follow_up", _("Question"), (_("Share"), _("Persons"), _("Of")), rows, note=note)


def _with_its_numbers(share, part, whole):
    """A share beside what it was computed from; all of it hidden where the share is."""
    return (share, share, share) if share.kind == "hidden" else (share, part, whole)


def lead_time(report):
    """From invitations to names; None when nobody was invited to name people."""
    found = report.figures.get("nomination_lead_time")
    if not found:
        return None
    rows = tuple(
        Row(str(label), (Figure(found[part], "decimal" if part.endswith("days") else "count", 1),))
        for part, label in PARTS["nomination_lead_time"].items()
    )
    return plain(report, "nomination_lead_time", _("Invitations to name people"), (_("Figure"),), rows)
