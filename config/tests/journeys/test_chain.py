"""The whole chain in the browser, in French and in Arabic: staff at a desk, the participant on a phone."""

import re

import pytest

from config.tests.journeys.course import AFTERNOON, MORNING, course_in, people_in
from config.tests.journeys.pages import entrance, papers, people, planning, points, presence, projects, registering, report
from config.tests.journeys.window import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_workshop_goes_from_its_plan_to_its_report(open_window, site, language):
    course = course_in(language)
    registrant, walk_in = people_in(language)
    desk, phone = open_window(language, DESK), open_window(language, PHONE)

    plan_and_publish(desk, course)
    own_page = register_and_prove(phone, site, course, registrant)
    people.confirm(desk, registrant)
    assert "/my/" in site.letters_to(registrant.email)[-1]
    people.add_walk_in(desk, walk_in)
    presence.take(desk, present=registrant, late=walk_in)
    points.type_scores(desk, [(registrant, "9", "16.5"), (walk_in, "7", "12")])
    papers.hold(desk)
    papers.close(desk)
    papers.issue_all(desk, 2)
    paper = papers.paper_of(desk, registrant)
    assert (registrant.latin in paper, registrant.arabic in paper) == (True, True)
    assert papers.own_paper(phone, own_page) == paper
    papers.verify(phone, verify_path(paper), "Certificate valid")
    phone.sees(registrant.latin)
    told_and_compared(desk, phone, site, registrant, verify_path(paper))
    every_answer_of_verify(desk, phone, registrant, walk_in, paper)
    report.read(desk, course, {"nominated": 2, "confirmed": 2, "attended": 2, "trained": 2})


def plan_and_publish(desk, course):
    entrance.sign_in(desk)
    for donor in course.donors:
        projects.add_donor(desk, donor)
    projects.add_project(desk, course)
    projects.set_rule(desk, 50)
    planning.plan(desk, course)
    planning.add_facilitator(desk, "Rachida Ait Lahcen", f"Institut {course.key}")
    for session in (MORNING, AFTERNOON):
        planning.add_session(desk, *session, "Rachida Ait Lahcen")
    desk.shot("programme")
    planning.set_funding(desk, course)
    planning.publish(desk)


def register_and_prove(phone, site, course, person):
    """The path of the person's own page."""
    registering.find(phone, course)
    registering.register(phone, person)
    registering.prove(phone, site.letters_to(person.email)[-1])
    return registering.own_page(phone, site.letters_to(person.email)[-1])


def told_and_compared(desk, phone, site, person, path):
    """The letter about the certificate; the file, and the file edited, compared by whoever holds it."""
    file = papers.file_of(desk, person)
    papers.compare(phone, path, file, "This file is the one issued.")
    papers.compare(phone, path, file + b" edited", "This file is not the one issued")
    papers.write_to_all(desk, 1)
    said = desk.t("Your certificate of this workshop is ready. Download it from your own page:")
    papers.wait_for_letter(site, person.email, said)


def every_answer_of_verify(desk, phone, registrant, walk_in, paper):
    """A corrected name, a certificate taken back, and an address nobody was given."""
    planning.open_tab(desk, "Certificates")
    revoked = papers.paper_of(desk, walk_in)
    corrected = papers.replace(desk, registrant, "Selma")
    papers.revoke(desk, walk_in)
    papers.verify(phone, verify_path(paper), "Certificate replaced")
    phone.follow("See the certificate in force")
    phone.heading("Certificate valid")
    assert phone.page.url.endswith(verify_path(corrected))
    phone.sees(f"Selma {registrant.family}")
    papers.verify(phone, verify_path(revoked), "Certificate revoked")
    papers.verify(phone, "/verify/nobody-was-given-this-token", "Certificate unknown", status=404)


def verify_path(paper):
    return re.search(r"/verify/[A-Za-z0-9_-]+", paper.replace("\n", ""))[0]
