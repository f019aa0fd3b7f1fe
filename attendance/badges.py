"""Badges and table signs: the name in both scripts, the institution, and the person's own code for the door."""

from dataclasses import dataclass

from django.utils import translation

from attendance import queries
from attendance.sheet import logos
from documents import pdf, qr
from participants.rules.door import door_text, in_groups

TEMPLATES = {"badges": "attendance/pdf/badges.html", "signs": "attendance/pdf/table_signs.html"}
STYLESHEETS = {"badges": "css/badges.css", "signs": "css/table_signs.css"}
#: people laid out together: whole pages of badges
TOGETHER = 50
#: the longest names per size: names are never cut, they step down and then wrap
NAME_STEPS = ((18, "xl"), (28, "lg"), (52, "md"))
#: so much of a code is printed to be read and typed, where a person says who they are (a test by the code on the wall)
READ = 8


@dataclass(frozen=True)
class Badge:
    latin_name: str
    arabic_name: str
    institution: str
    code: str
    code_read: str

    @property
    def latin_size(self):
        return name_size(self.latin_name)

    @property
    def arabic_size(self):
        return name_size(self.arabic_name)


def render_badges(workshop, people, language, kind="badges", told=None):
    """PDF bytes of the `badges` (ten on a page) or table `signs` (one on a page, folded) of `people`, in `language`.

    `told(done)`: of how many people they are laid out.
    """
    with translation.override(language):
        common = {
            "language": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "workshop": workshop,
            "logos": logos(workshop),
        }
        parts = [people[start : start + TOGETHER] for start in range(0, len(people), TOGETHER)]
        contexts = (common | {"badges": [_badge(person, workshop) for person in part]} for part in parts)
        done = told and (lambda number: told(min(number * TOGETHER, len(people))))
        return pdf.render_together(TEMPLATES[kind], contexts, stylesheets=[STYLESHEETS[kind]], told=done)


def name_size(name):
    """The class of a name by its length."""
    return next((size for longest, size in NAME_STEPS if len(name) <= longest), "sm")


def _badge(person, workshop):
    code = qr.data_uri(door_text(person.door_code))
    read = in_groups(person.door_code[:READ])
    return Badge(person.latin_name, person.arabic_name, queries.institution_on(person, workshop.start), code, read)
