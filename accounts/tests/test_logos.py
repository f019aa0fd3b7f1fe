from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.history import entries_for
from accounts.logos import LARGEST


def picture(size=(2000, 500)):
    target = BytesIO()
    Image.new("RGBA", size, (0, 0, 0, 0)).save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def send(make, client, office):
    """`send(bytes)`: an administrator saves the office with that logo; the answer."""
    client.force_login(make.administrator())
    data = {"code": office.code, "name_en": office.name_en, "name_fr": "", "name_ar": "", "country": "MA"}
    data |= {"timezone": "Africa/Casablanca", "iati_org_ref": "", "offer_hours": 48, "reminder_days": "[7, 1]"}

    def sent(content=None, **more):
        file = {"logo": SimpleUploadedFile("../logo.svg", content, "image/svg+xml")} if content else {}
        return client.post(reverse("admin:accounts_office_change", args=[office.pk]), data | file | more)

    return sent


def test_logo_is_drawn_anew_under_a_name_of_our_own(send, office, media_root):
    assert send(picture()).status_code == 302
    office.refresh_from_db()
    made = Image.open(BytesIO((media_root / office.logo.name).read_bytes()))
    assert (made.format, made.mode, made.size) == ("PNG", "RGBA", (1000, 250))
    assert [office.logo.name.startswith("logos/"), "logo.svg" in office.logo.name] == [True, False]
    assert "logo" in entries_for(office)[0].fields


def test_logo_stays_until_it_is_cleared(send, office, client):
    send(picture())
    office.refresh_from_db()
    name = office.logo.name
    assert name in client.get(reverse("admin:accounts_office_change", args=[office.pk])).text
    send(country="FR")
    office.refresh_from_db()
    assert office.logo.name == name
    send(**{"logo-clear": "on"})
    office.refresh_from_db()
    assert not office.logo


@pytest.mark.parametrize("content", [b"<svg onload='x()'/>", b"\x89PNG\r\n\x1a\nx", b"\xff\xd8\xff" + b"x" * LARGEST])
def test_what_is_no_picture_is_refused(send, office, content):
    response = send(content)
    assert response.context["adminform"].form.errors.keys() == {"logo"}
    office.refresh_from_db()
    assert not office.logo
