"""The words of a report: each indicator's name and definition, the names of its parts, and why a report is refused."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Label:
    """A figure's `name` and the sentence that says how it is counted."""

    name: Promise
    definition: Promise


BY_TWO = _("Persons who attended, by two traits at once, as they stood at their latest workshop.")
LABELS = {
    "nominated": Label(
        _("Nominated"), _("Every registration proved by e-mail, by a personal link or by staff, whatever became of it.")
    ),
    "confirmed": Label(_("Confirmed"), _("Registrations confirmed at the end.")),
    "attended": Label(_("Attended"), _("Persons present at one register or more; each person counts once.")),
    "unique_persons": Label(_("Persons"), _("Persons who attended, each counted once over all workshops and offices.")),
    "participations": Label(_("Participations"), _("Attendances of workshops: a person who attended two counts twice.")),
    "trained": Label(_("Trained"), _("Persons who met the rule in at least one workshop.")),
    "completion_rate": Label(_("Completion rate"), _("Trained persons divided by persons who attended.")),
    "person_days": Label(_("Person-days"), _("Half a day for each half-day a person attended.")),
    "person_hours": Label(
        _("Person-hours"), _("Hours of the sessions at whose registers each person was present, breaks left out.")
    ),
    "training_minutes_total": Label(_("Minutes of training"), _("Minutes of all sessions, breaks left out.")),
    "no_show_rate": Label(_("No-show rate"), _("The part of the confirmed registrations that did not attend.")),
    "by_sex": Label(_("By sex"), _("Persons who attended, by the sex they stated.")),
    "women_share": Label(_("Share of women"), _("Women divided by all persons who stated their sex.")),
    "by_age_band": Label(_("By age"), _("Persons who attended, by age band at their latest workshop.")),
    "by_institution": Label(_("By institution"), _("Persons who attended, by their institution at their latest workshop.")),
    "by_institution_type": Label(
        _("By type of institution"), _("Persons who attended, by the type of their institution at their latest workshop.")
    ),
    "by_region": Label(_("By region"), _("Persons who attended, by their region at their latest workshop.")),
    "institutions_reached": Label(_("Institutions reached"), _("Different institutions of the persons who attended.")),
    "disability": Label(
        _("Disability"),
        _(
            "Washington Group Short Set: persons with a lot of difficulty, or more, in at least one domain, among those who "
            "answered."
        ),
    ),
    "paired_tests": Label(
        _("Knowledge gain"),
        _("Pre-test and post-test of those who sat both; with different maximum scores, in percent."),
    ),
    "cost_total": Label(_("Total cost"), _("What the workshops cost, whoever paid.")),
    "cost_per_attendee": Label(_("Cost per person"), _("Total cost divided by persons who attended.")),
    "cost_per_trained": Label(_("Cost per person trained"), _("Total cost divided by persons trained.")),
    "cost_per_person_day": Label(_("Cost per person-day"), _("Total cost divided by person-days.")),
    "currency": Label(_("Currency"), _("The currency of all costs; none when there are several.")),
    "cost_by_currency": Label(_("Cost by currency"), _("Amounts of different currencies are not added up.")),
    "financial_share": Label(
        _("Share of each donor"), _("The cost of each workshop times the donor's share of it; the amounts sum to the total cost.")
    ),
    "feedback": Label(_("Feedback"), _("Answers to the anonymous form, pooled by question.")),
    "feedback_response_rate": Label(_("Feedback returned"), _("Forms returned divided by participations.")),
    "follow_up": Label(_("Follow-up"), _("What participants said some months later.")),
    "by_disability": Label(
        _("By disability"),
        _("Persons who attended, by their answers to the Washington Group Short Set: with a lot of difficulty or more, or not."),
    ),
    "by_new_or_returning": Label(
        _("New and returning"),
        _("New: the first workshop the person ever attended is one of these. Returning: the person attended another one before."),
    ),
    "by_language": Label(_("By language"), _("Persons who attended, by the language they chose at their latest workshop.")),
    "by_age_band_and_sex": Label(_("By age and sex"), BY_TWO),
    "by_institution_and_sex": Label(_("By institution and sex"), BY_TWO),
    "by_institution_type_and_sex": Label(_("By type of institution and sex"), BY_TWO),
    "by_region_and_sex": Label(_("By region and sex"), BY_TWO),
    "by_disability_and_sex": Label(_("By disability and sex"), BY_TWO),
    "by_new_or_returning_and_sex": Label(_("New and returning, by sex"), BY_TWO),
    "by_language_and_sex": Label(_("By language and sex"), BY_TWO),
    "nomination_lead_time": Label(
        _("Time to name people"), _("Days from an invitation sent to the first names, of the invitations that brought names.")
    ),
    "head_count": Label(
        _("Counted by head"),
        _(
            "Persons of workshops without a list of names. Nobody can verify them by name, so they are in no other figure of "
            "persons."
        ),
    ),
}

#: the names of the parts of a figure that has several
PARTS = {
    "disability": {
        "answered": _("Answered"),
        "with_disability": _("With a disability"),
        "declined": _("Declined or not answered"),
    },
    "paired_tests": {
        "n": _("Persons with both tests"),
        "max_score": _("Maximum score"),
        "mean_pre": _("Mean before"),
        "mean_post": _("Mean after"),
        "mean_gain_points": _("Mean gain, in points"),
        "mean_gain_pct_points": _("Mean gain, in percentage points of the maximum"),
        "relative_gain_pct": _("Mean gain, in percent of the mean before"),
        "normalised_gain_of_means": _("Part of the possible gain that was reached"),
        "share_improved": _("Share that improved"),
    },
    "feedback": {"n": _("Answers"), "mean": _("Mean"), "share_4_or_5": _("Share of answers 4 or 5")},
    "follow_up": {
        "response_rate": _("Answered, of those invited"),
        "using_skills_share_of_answers": _("Using what they learned, of those who answered"),
        "using_skills_share_of_trained": _("Using what they learned, of those trained"),
    },
    "nomination_lead_time": {
        "invited": _("Invitations sent"),
        "n": _("Invitations that brought names"),
        "mean_days": _("Mean, in days"),
        "median_days": _("Median, in days"),
    },
}

NOT_STATED = _("Not stated")

#: what stands under a table of which figures are hidden, for publication
HIDDEN_SAID = _("• Not published: 1 to 4 persons, or a figure from which such a number could be computed.")

#: the groups of workshops that are listed and not counted
APART = {"coming": _("Coming"), "postponed": _("Postponed"), "cancelled": _("Cancelled")}

#: code of `reports.scope.Refused` → the sentence beside the field
REFUSALS = {
    "unknown_project": _("There is no project with this code."),
    "unknown_donor": _("There is no donor with this identifier."),
    "unknown_office": _("There is no office with this code that you may read."),
    "unknown_topic": _("There is no topic with this identifier."),
    "donor_not_funding": _("This donor funds neither the project nor a workshop of it."),
    "period_reversed": _("The period ends before it starts."),
}
