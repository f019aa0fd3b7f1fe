import pytest
from django.urls import reverse

from accounts.history import Actor
from certificates.actions.issuing import issue_eligible
from certificates.models import Certificate

MODELS = ["signatory", "numbersequence", "issuebatch", "certificate"]


@pytest.fixture
def batch(held, attend, now):
    attend(held)
    attend(held)
    return issue_eligible(workshop=held, by=Actor.system("test"), now=now)


@pytest.fixture
def root(client, make):
    client.force_login(make.administrator())
    return client


def act(root, action, certificates):
    address = reverse("admin:certificates_certificate_changelist")
    return root.post(address, {"action": action, "_selected_action": [row.pk for row in certificates]})


@pytest.mark.parametrize("model", MODELS)
def test_lists_open_search_and_show_a_row(root, batch, model):
    address = reverse(f"admin:certificates_{model}_changelist")
    assert root.get(address, {"q": "x"}).status_code == 200
    listed = root.get(address)
    row = listed.context["cl"].queryset.first()
    assert root.get(reverse(f"admin:certificates_{model}_change", args=[row.pk])).status_code == 200


def test_certificates_are_read_only(root, batch):
    certificate = batch.certificates.first()
    assert root.get(reverse("admin:certificates_certificate_add")).status_code == 403
    assert root.post(reverse("admin:certificates_certificate_delete", args=[certificate.pk]), {"post": "yes"}).status_code == 403
    assert Certificate.objects.count() == 2


def test_retry_queues_what_failed(root, batch):
    batch.certificates.update(attempts=3)
    act(root, "retry", batch.certificates.all())
    assert set(batch.certificates.values_list("attempts", flat=True)) == {0}


def test_revoke_and_reissue_lead_to_their_own_page(root, batch):
    one, two = batch.certificates.order_by("pk")
    assert act(root, "revoke", [one]).url == reverse("certificates:revoke", args=[one.pk])
    assert act(root, "reissue", [two]).url == reverse("certificates:reissue", args=[two.pk])
    assert root.get(reverse("certificates:revoke", args=[one.pk])).status_code == 200
    assert act(root, "revoke", [one, two]).url.endswith(reverse("admin:certificates_certificate_changelist"))
