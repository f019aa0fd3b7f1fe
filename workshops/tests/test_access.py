"""What each role finds on a page; who may open which is the table of config/tests/test_permissions.py."""

import pytest
from django.urls import reverse

from accounts.models import Role
from workshops.models import Facilitator, Organisation, ProjectViewer

C, M, F, D = Role.COORDINATOR, Role.ME_OFFICER, Role.FACILITATOR, Role.DONOR_VIEWER


@pytest.fixture
def urls(make, office):
    workshop = make.workshop("W", office=office)
    session = make.register(workshop).sessions.get()
    person = Facilitator.objects.create(name="A", organisation=Organisation.objects.create(key="X", name="X"))
    engagement = workshop.engagements.create(facilitator=person)
    arguments = {
        "create": [], "project_list": [], "project_create": [], "donor_create": [], "list": [],
        "project": [workshop.project.code], "project_edit": [workshop.project.code],
        "session_edit": ["W", session.pk], "session_delete": ["W", session.pk],
        "facilitator_remove": ["W", engagement.pk], "transition": ["W", "close_registration"],
    }  # fmt: skip
    return lambda name: reverse(f"workshops:{name}", args=arguments.get(name, ["W"]))


@pytest.fixture
def sign_in(make, office, client, urls):
    def sign_in(role, of=office):
        user = make.user(role=role, office=of)
        if role == D:
            ProjectViewer.objects.create(project=office.workshops.get().project, user=user)
        client.force_login(user)
        return client

    return sign_in


def test_list_shows_the_own_office_alone(sign_in, urls, make):
    make.workshop("ELSEWHERE")
    shown = {role: [row.code for row in sign_in(role).get(urls("list")).context["page_obj"]] for role in (C, M, F, D)}
    assert shown == {role: ["W"] for role in (C, M, F, D)}


def test_donor_viewer_sees_assigned_projects_alone(sign_in, urls, make):
    other = make.project("OTHER")
    client = sign_in(D)
    assert [row.code for row in client.get(urls("project_list")).context["page_obj"]] != ["OTHER"]
    assert client.get(reverse("workshops:project", args=[other.code])).status_code == 404


def test_edit_links_are_shown_to_editors_alone(sign_in, urls):
    assert urls("edit").encode() in sign_in(C).get(urls("programme")).content
    assert urls("edit").encode() not in sign_in(M).get(urls("programme")).content
