import pytest


@pytest.mark.parametrize("address", ["/workshops/%00/", "/w/a%00b/", "/verify/%00", "/projects/a%00/edit/", "/my/%00/"])
def test_a_nul_in_the_path_finds_nothing(staff, address):
    response = staff.get(address)
    assert response.status_code == 404
    assert "<h1" in response.content.decode()
