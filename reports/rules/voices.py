"""What participants said: the anonymous forms of the last day, and the inquiry some months later."""

from collections import Counter
from fractions import Fraction

from evaluations.rules.feedback import are_few, summary
from reports.rules.counting import Count
from reports.rules.rounding import MONEY, RATIO, ratio, rounded


def feedback(c: Count):
    """{question: {n, mean, share_4_or_5}}, answers pooled by the question's name over the workshops; under five, n alone."""
    pooled = {}
    for workshop in c.facts.workshops:
        for question, answers in workshop.feedback.items():
            pooled.setdefault(question, Counter()).update(answers)
    return {question: _question(answers) for question, answers in pooled.items()}


def _question(answers):
    told = summary(answers)
    return {"n": told.n, "mean": rounded(told.mean, MONEY), "share_4_or_5": rounded(told.share_good, RATIO)}


def feedback_response_rate(c: Count):
    """Forms ÷ participations; None when no workshop asked for feedback."""
    forms = [workshop.forms for workshop in c.facts.workshops if workshop.forms is not None]
    return rounded(ratio(sum(forms) if forms else None, len(c.attendances)), RATIO)


def follow_up(c: Count):
    """Totals of all inquiries, as shares: of those invited, of those who answered, of those trained. Under five: the first."""
    found = [workshop.follow_up for workshop in c.facts.workshops if workshop.follow_up]
    invited, answered = sum(f.invited for f in found), sum(f.answered for f in found)
    using = None if are_few(answered) else Fraction(sum(f.using_skills for f in found))
    return {
        "response_rate": rounded(ratio(answered, invited), RATIO),
        "using_skills_share_of_answers": rounded(ratio(using, answered), RATIO),
        "using_skills_share_of_trained": rounded(ratio(using, None if c.trained is None else len(c.trained)), RATIO),
    }
