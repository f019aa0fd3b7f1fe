"""A workshop that ends today with its feedback open, and the forms people fill in on their phones."""

import json

#: in the site's shell
MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from accounts.history import Actor
from config import factories as make
from evaluations.actions.feedback import open_feedback, set_questions
from evaluations.rules.feedback import READY
from participants.actions.links import make_link
case, now, by = Workshop.objects.get(code="{case}"), timezone.now(), Actor.system("journey")
today = timezone.localdate()
workshop = make.workshop("{code}", office=case.office, project=case.project, start=today, end=today, state="held")
register = make.register(workshop)
people = [make.registration(workshop, language="ar") for _number in range({people})]
for person in people:
    make.mark(person, register)
own = [{{"kind": "text", "text_en": "What should change?", "text_fr": "", "text_ar": "ما الذي ينبغي تغييره؟"}}]
set_questions(workshop=workshop, ready=READY, own=own, by=by, now=now)
open_feedback(workshop=workshop, closes_on=today + timedelta(days=7), by=by, now=now)
print(json.dumps({{
    "code": workshop.code,
    "own": [f"/my/{{make_link(registration=person, now=now)}}/" for person in people],
    "codes": [person.door_code for person in people],
}}))
"""


def make_open(site, case, code, people):
    """{"code", "own": paths of own pages, "codes": for the wall} of a new workshop with open feedback."""
    said = site.manage("shell", "--verbosity", "0", "-c", MAKE.format(case=case, code=code, people=people))
    return json.loads(said.strip().splitlines()[-1])


def mark(window, question, label):
    """Choose a mark: the group is found by its question, the choice by its name, as a screen reader reads them."""
    group = window.page.get_by_role("group", name=question, exact=True)
    group.get_by_text(label, exact=True).click()
    return group.get_by_role("radio", name=label, exact=True)
