"""What the QR code of the door says: a version and the registration's door code. It opens no page and names nobody."""

PREFIX = "W1:"


def door_text(code):
    """Signs a QR code packs tightly, and no address, so that no telephone opens a page."""
    return f"{PREFIX}{code}"


def door_code_in(text):
    """The door code a scan read, or "" when `text` is no code of ours."""
    return text.strip()[len(PREFIX) :] if text.strip().startswith(PREFIX) else ""


def in_groups(code):
    """The code as one reads it aloud: "ABCD EFGH …"."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
