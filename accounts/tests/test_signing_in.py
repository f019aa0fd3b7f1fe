from django.core import mail


def test_letter_of_a_new_password_goes_to_accounts_only(client, make):
    make.user(email="known@example.org", name="Known")
    answers = [client.post("/accounts/password/reset/", {"email": f"{name}@example.org"}) for name in ("known", "unknown")]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/accounts/password/reset/done/")] * 2
    assert [letter.to for letter in mail.outbox] == [["known@example.org"]]
    assert mail.outbox[0].subject == "Choose a new password for Warsha"
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_address_and_password_run_from_left_to_right_in_arabic(client, db):
    page = client.get("/accounts/login/", headers={"Accept-Language": "ar"}).content.decode()
    for name in ("login", "password"):
        field = page[page.index(f'name="{name}"') :].split(">")[0]
        assert 'dir="ltr"' in field
        assert "placeholder" not in field
