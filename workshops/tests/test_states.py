from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.history import Actor, entries_for
from workshops.actions.states import VERBS, TransitionRefused, change_state, close_due_registrations
from workshops.models import Session, Workshop
from workshops.rules.transitions import next_state


@pytest.fixture
def ready(make, office):
    """A draft with all that publishing asks for."""
    workshop = make.workshop(office=office, state="draft", shares={make.donor(): "1"})
    make.register(workshop)
    return workshop


@pytest.mark.parametrize("state", Workshop.State.values)
@pytest.mark.parametrize("verb", [*VERBS, "hold", "close", "cancel"])
def test_change_state_does_what_the_table_says(ready, coordinator, now, state, verb):
    Workshop.objects.filter(pk=ready.pk).update(state=state)
    wanted = next_state(state, verb) if verb in VERBS else None
    if wanted is None:
        with pytest.raises(TransitionRefused) as refused:
            change_state(workshop=ready, verb=verb, by=Actor.of(coordinator), now=now)
        assert refused.value.code == "not_allowed"
        wanted = state
        assert entries_for(ready).count() == 0
    else:
        change_state(workshop=ready, verb=verb, by=Actor.of(coordinator), now=now)
        entry = entries_for(ready).get()
        assert (entry.verb, entry.user, entry.office) == (verb, coordinator, ready.office)
        assert (entry.values.before, entry.values.after) == ({"state": state}, {"state": wanted})
    ready.refresh_from_db()
    assert ready.state == wanted


def test_publish_names_everything_missing(make, office, coordinator, now):
    workshop = make.workshop(office=office, state="draft", title_en="", title_fr=None, title_ar="", shares={make.donor(): "0.9"})
    make.register(workshop, kind=Session.Kind.BREAK)
    with pytest.raises(TransitionRefused) as refused:
        change_state(workshop=workshop, verb="publish", by=Actor.of(coordinator), now=now)
    assert (refused.value.code, refused.value.missing) == ("incomplete", ("title", "sessions", "shares"))


def test_reopen_registration_after_its_closing_time_is_refused(ready, coordinator, now):
    Workshop.objects.filter(pk=ready.pk).update(state="registration_closed", registration_closes_at=now)
    with pytest.raises(TransitionRefused) as refused:
        change_state(workshop=ready, verb="reopen_registration", by=Actor.of(coordinator), now=now)
    assert refused.value.code == "closing_time_past"


def test_close_due_registrations_closes_the_due_ones_once(make, office, now):
    due = make.workshop(office=office, registration_closes_at=now)
    later = make.workshop(office=office, registration_closes_at=now + timedelta(seconds=1))
    endless = make.workshop(office=office)
    draft = make.workshop(office=office, state="draft", registration_closes_at=now)
    assert close_due_registrations(now=now) == 1
    assert close_due_registrations(now=now) == 0
    states = {row.pk: row.state for row in Workshop.objects.all()}
    assert states == {due.pk: "registration_closed", later.pk: "published", endless.pk: "published", draft.pk: "draft"}
    assert entries_for(due).get().actor_kind == "system"


def test_transition_page_changes_and_tells(staff, ready):
    response = staff.post(reverse("workshops:transition", args=[ready.code, "publish"]))
    assert response["Location"] == reverse("reports:workshop", args=[ready.code])
    ready.refresh_from_db()
    assert ready.state == "published"


def test_transition_page_says_what_is_missing(staff, make, office):
    workshop = make.workshop(office=office, state="draft")
    response = staff.post(reverse("workshops:transition", args=[workshop.code, "publish"]))
    told = [str(message) for message in response.wsgi_request._messages]
    assert told == ["Before publishing, the workshop still needs at least one session; the donors' shares, summing to 100 %."]


def test_transition_page_knows_its_own_verbs_alone(staff, ready):
    assert staff.post(reverse("workshops:transition", args=[ready.code, "cancel"])).status_code == 404
    assert staff.get(reverse("workshops:transition", args=[ready.code, "publish"])).status_code == 405
