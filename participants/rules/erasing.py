"""What stands in the place of an erased person. Pure."""

import hashlib
import hmac

#: in the place of a name: a name is wanted, and this is nobody's
NOBODY = "—"
#: before the digest of an address that was erased
ERASED = "erased:"


def erased_key(email_key, row, secret):
    """What is kept of an address: a keyed digest, and the row, so that one person may be erased twice. "" stays ""."""
    if not email_key or email_key.startswith(ERASED):
        return email_key
    return f"{ERASED}{digest(email_key, secret)}:{row}"


def digest(email_key, secret):
    """The keyed digest of an address: whoever has the secret and the address can tell that it is the one."""
    return hmac.new(secret.encode(), f"erased {email_key}".encode(), hashlib.sha256).hexdigest()


def same_addresses(erased, plain, secret):
    """Pairs (key of an erased person, another key of the same address), for `united`; plain keys are addresses."""
    first = {digest(key, secret): key for key in plain} if erased else {}
    pairs = []
    for key in erased:
        known = first.setdefault(key.removeprefix(ERASED).partition(":")[0], key)
        pairs += [(key, known)] if known != key else []
    return pairs
