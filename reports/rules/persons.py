"""Who is one person when several addresses are."""


def united(pairs):
    """{address: the one that stands for its group} of `pairs` of addresses that are one person's, followed to the end."""
    leads = {}
    for one, other in pairs:
        one, other = _end(one, leads), _end(other, leads)
        if one != other:
            leads[max(one, other)] = min(one, other)
    return {address: _end(address, leads) for address in leads}


def _end(address, leads):
    while address in leads:
        address = leads[address]
    return address
