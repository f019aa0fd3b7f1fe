"""The paper to print: one template for the three languages, with or without the key of right answers."""

from django.utils import translation

from documents import pdf
from evaluations.forms.numbers import plain
from evaluations.models import Question
from evaluations.models.assessments import in_language

TEMPLATE = "evaluations/pdf/paper.html"
STYLESHEET = "css/test_paper.css"
LETTERS = {"en": "ABCDEF", "fr": "ABCDEF", "ar": "أبجدهو"}


def render_paper(workshop, questions, language, *, with_key=False):
    """PDF bytes of `questions` (choices at hand) in `language`; `with_key` marks the right answers."""
    with translation.override(language):
        context = {
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "workshop": workshop,
            "with_key": with_key,
            "total": plain(sum(question.points for question in questions)),
            "questions": [_question(question, language) for question in questions],
        }
        return pdf.render(TEMPLATE, context, stylesheets=[STYLESHEET])


def _question(question, language):
    text, written_in = in_language(question, language)
    letters = LETTERS[language]
    choices = [_choice(choice, letters[place % len(letters)], language) for place, choice in enumerate(question.choices.all())]
    return {
        "text": text,
        "language": written_in,
        "points": question.points,
        "is_multiple": question.kind == Question.Kind.MULTIPLE,
        "number": None if question.number is None else plain(question.number),
        "tolerance": plain(question.tolerance) if question.tolerance else "",
        "choices": choices,
    }


def _choice(choice, letter, language):
    text, written_in = in_language(choice, language)
    return {"letter": letter, "text": text or str(choice), "language": written_in, "is_right": choice.is_right}
