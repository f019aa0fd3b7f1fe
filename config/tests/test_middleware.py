import pytest


@pytest.mark.parametrize("address", ["/workshops/%00/", "/workshops/?q=%00", "/w/a%00b/", "/verify/%00"])
def test_a_nul_in_the_address_is_refused(staff, address):
    response = staff.get(address)
    assert response.status_code == 400
    assert "<h1" in response.content.decode()
