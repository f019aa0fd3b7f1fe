"""Who opens which page: every view of this app, every role."""

import pytest
from django.urls import reverse

from accounts.models import Role
from workshops.models import Facilitator, Organisation, ProjectViewer

C, M, F, D = Role.COORDINATOR, Role.ME_OFFICER, Role.FACILITATOR, Role.DONOR_VIEWER
#: page → the roles that may read it in their own office; all others get 404
PAGES = {
    "create": {C},
    "edit": {C},
    "programme": {C, M, F, D},
    "session_add": {C},
    "session_edit": {C},
    "facilitator_add": {C},
    "funding": {C, M},
    "funding_edit": {C},
    "history": {C, M},
    "project_list": {C, M, D},
    "project": {C, M, D},
    "project_create": {C},
    "project_edit": {C},
    "rule_add": {C},
    "donor_create": {C},
}
POSTS = ["session_delete", "day_copy", "facilitator_remove", "transition"]
OWN_OFFICE_ALONE = ["edit", "programme", "session_add", "session_edit", "facilitator_add", "funding", "funding_edit", "history"]


@pytest.fixture
def urls(make, office):
    workshop = make.workshop("W", office=office)
    session = make.register(workshop).sessions.get()
    person = Facilitator.objects.create(name="A", organisation=Organisation.objects.create(key="X", name="X"))
    engagement = workshop.engagements.create(facilitator=person)
    arguments = {
        "create": [], "project_list": [], "project_create": [], "donor_create": [], "list": [],
        "project": [workshop.project.code], "project_edit": [workshop.project.code], "rule_add": [workshop.project.code],
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


@pytest.mark.parametrize("page", [*PAGES, "list"])
def test_anonymous_is_sent_to_sign_in(client, urls, page):
    response = client.get(urls(page))
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [C, M, F, D])
@pytest.mark.parametrize("page", PAGES)
def test_page_by_role(sign_in, urls, page, role):
    response = sign_in(role).get(urls(page))
    assert response.status_code == (200 if role in PAGES[page] else 404)


@pytest.mark.parametrize("role", [M, F, D])
@pytest.mark.parametrize("page", [*POSTS, "edit", "session_add", "funding_edit", "create", "project_create", "rule_add"])
def test_changing_by_role_is_refused(sign_in, urls, page, role):
    assert sign_in(role).post(urls(page), {}).status_code == 404


@pytest.mark.parametrize("page", [*OWN_OFFICE_ALONE, *POSTS])
def test_coordinator_of_another_office_finds_nothing(sign_in, urls, make, page):
    client = sign_in(C, make.office("OTHER"))
    response = client.post(urls(page), {}) if page in POSTS else client.get(urls(page))
    assert response.status_code == 404


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
