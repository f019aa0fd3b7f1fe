"""What a stranger may try on the public pages: guessing, and sending files."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.history import Actor
from certificates.actions.issuing import issue
from certificates.comparing import MOST_BYTES
from certificates.models import Certificate

FILE = b"%PDF-1.7 the one issued"


@pytest.fixture
def certificate(held, attend, now):
    made = issue(registration=attend(held, family_name="SECRET-NAME"), by=Actor.system("test"), now=now)
    Certificate.objects.update(file="x.pdf", sha256=hashlib.sha256(FILE).hexdigest(), stored_at=now)
    return made


def sent(client, data, certificate=None):
    address = reverse("certificates:compare", args=[certificate.token]) if certificate else reverse("certificates:find_file")
    return client.post(address, {"file": SimpleUploadedFile("paper.pdf", data)} if data is not None else {})


def test_the_file_issued_is_known_and_an_edited_one_unmasked(client, certificate):
    assert "This file is the one issued." in sent(client, FILE, certificate).content.decode()
    answer = sent(client, FILE + b" edited", certificate)
    assert "Certificate valid" not in answer.content.decode()  # who holds another file reads first that it is another
    assert "This file is not the one issued" in answer.content.decode()
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert sorted(certificate.events.values_list("kind", flat=True)) == ["compared", "differed"]


def test_a_file_alone_finds_its_certificate_or_nothing(client, certificate):
    assert "SECRET-NAME" in sent(client, FILE).content.decode()
    page = sent(client, FILE + b"!").content.decode()
    assert "This file is not one issued here." in page
    assert "SECRET-NAME" not in page


def test_nothing_of_a_file_is_kept(client, certificate, media_root, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"  # not there: a file kept on the way would fail
    assert "This file is not the one issued" in sent(client, b"%PDF" + b"-" * 4_000_000, certificate).content.decode()
    assert not media_root.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-" + b"-" * MOST_BYTES, "This file is larger than 5 MB"),
        (b"\xff\xd8\xff a picture", "This is not a PDF"),
        (b"", "The submitted file is empty"),
        (None, "This field is required"),
    ],
)
def test_what_cannot_be_the_certificate_is_refused_in_words(client, certificate, data, said):
    for one in (certificate, None):
        answer = sent(client, data, one)
        assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert not certificate.events.filter(kind__in=["compared", "differed"]).exists()


def test_guessing_ends_after_a_few_misses_and_then_hits_nothing_either(client, certificate):
    answers = [client.get(f"/verify/{number:022}").status_code for number in range(40)]
    assert (answers.count(404), answers.count(429)) == (30, 10)
    assert client.get(reverse("certificates:verify", args=[certificate.token])).status_code == 429
    assert sent(client, FILE, certificate).status_code == 429


def test_finding_is_not_limited_like_missing(client, certificate):
    address = reverse("certificates:verify", args=[certificate.token])
    assert {client.get(address).status_code for _ in range(40)} == {200}


def test_posting_files_is_limited(client, certificate, settings):
    settings.PUBLIC_POSTS = 2
    assert [sent(client, FILE, certificate).status_code for _ in range(3)] == [200, 200, 429]
