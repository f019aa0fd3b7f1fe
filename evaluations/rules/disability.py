"""The Washington Group Short Set on Functioning: its wording, unmodified, and the one figure kept of six answers. Pure.

English: the Group's own text. French and Arabic: the wording of the Group's translations as censuses use it; whoever holds a
newer official text changes it here, and nowhere else (docs/decisions/0013-disability-answers-become-totals.md).
"""

INTRODUCTION = {
    "en": "The next questions ask about difficulties you may have doing certain activities because of a HEALTH PROBLEM.",
    "fr": "Les questions suivantes portent sur les difficultés que vous pouvez avoir à faire certaines choses en raison d’un "
    "PROBLÈME DE SANTÉ.",
    "ar": "تتعلق الأسئلة التالية بالصعوبات التي قد تواجهها في القيام ببعض الأنشطة بسبب مشكلة صحية.",
}
#: the six domains, in the order of the set
QUESTIONS = {
    "seeing": {
        "en": "Do you have difficulty seeing, even if wearing glasses?",
        "fr": "Avez-vous des difficultés à voir, même avec des lunettes ?",
        "ar": "هل تواجه صعوبة في الرؤية، حتى عند ارتداء النظارات؟",
    },
    "hearing": {
        "en": "Do you have difficulty hearing, even if using a hearing aid?",
        "fr": "Avez-vous des difficultés à entendre, même avec un appareil auditif ?",
        "ar": "هل تواجه صعوبة في السمع، حتى عند استخدام معين سمعي؟",
    },
    "walking": {
        "en": "Do you have difficulty walking or climbing steps?",
        "fr": "Avez-vous des difficultés à marcher ou à monter des marches ?",
        "ar": "هل تواجه صعوبة في المشي أو صعود السلالم؟",
    },
    "remembering": {
        "en": "Do you have difficulty remembering or concentrating?",
        "fr": "Avez-vous des difficultés à vous souvenir ou à vous concentrer ?",
        "ar": "هل تواجه صعوبة في التذكر أو التركيز؟",
    },
    "self_care": {
        "en": "Do you have difficulty (with self-care such as) washing all over or dressing?",
        "fr": "Avez-vous des difficultés à prendre soin de vous, par exemple à vous laver entièrement ou à vous habiller ?",
        "ar": "هل تواجه صعوبة في العناية بنفسك، مثل الاغتسال الكامل أو ارتداء الملابس؟",
    },
    "communicating": {
        "en": "Using your usual (customary) language, do you have difficulty communicating, for example understanding or being "
        "understood?",
        "fr": "Dans votre langue habituelle, avez-vous des difficultés à communiquer, par exemple à comprendre ou à être "
        "compris ?",
        "ar": "باستخدام لغتك المعتادة، هل تواجه صعوبة في التواصل، مثلا في فهم الآخرين أو في أن يفهمك الآخرون؟",
    },
}
#: the four answers, from 1 to 4
ANSWERS = {
    1: {"en": "No - no difficulty", "fr": "Non, aucune difficulté", "ar": "لا، لا توجد صعوبة"},
    2: {"en": "Yes - some difficulty", "fr": "Oui, quelques difficultés", "ar": "نعم، بعض الصعوبة"},
    3: {"en": "Yes - a lot of difficulty", "fr": "Oui, beaucoup de difficultés", "ar": "نعم، صعوبة كبيرة"},
    4: {"en": "Cannot do at all", "fr": "Je ne peux pas du tout", "ar": "لا أستطيع القيام بذلك إطلاقا"},
}
#: the Group's cut-off: from here on in one domain, a person has a disability
DIFFICULTY = 3


def worst(answers):
    """The worst of `answers` (1 to 4, None: left out); None when none was given."""
    return max((answer for answer in answers if answer is not None), default=None)


def is_asked(status):
    """Whether the questions are put to a person with a registration of this `status`: once the seat is sure."""
    return status == "confirmed"
