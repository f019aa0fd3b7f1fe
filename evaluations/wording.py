"""The words of the ready questions: a short name for results and reports, a sentence for whoever answers."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "overall_satisfaction": _("Overall satisfaction"),
    "relevance_to_my_work": _("Relevance to my work"),
    "quality_of_facilitation": _("Quality of facilitation"),
    "interpretation_quality": _("Quality of interpretation"),
    "venue_and_logistics": _("Venue and logistics"),
    "can_apply_what_i_learned": _("I can apply what I learned"),
}
SENTENCES = {
    "overall_satisfaction": _("All in all, how satisfied are you with the workshop?"),
    "relevance_to_my_work": _("How relevant was it to your work?"),
    "quality_of_facilitation": _("How good was the facilitation?"),
    "interpretation_quality": _("How good was the interpretation? Leave it out if you did not use it."),
    "venue_and_logistics": _("How good were the venue and the logistics?"),
    "can_apply_what_i_learned": _("How well can you apply what you learned?"),
}


def name_of(question, own):
    """What results call `question`; `own`: {name: FeedbackQuestion} of the form, for those the office wrote itself."""
    if question in NAMES:
        return str(NAMES[question])
    return own[question].label if question in own else question.replace("_", " ")


def sentence_of(question):
    """What a FeedbackQuestion asks, in the current language."""
    return str(SENTENCES.get(question.name) or question.label)
