"""Searching persons by name in either script and any spelling: the stored text, and what a question looks for in it.

The text holds the names as written, folded, and after a "~" the consonants of each word (`likeness`, bones): those are one
for Mohamed, Mohammed and محمد, so that a question in one script finds a name known in the other only.
"""

from participants.rules.identity import arabic_key, email_key, folded, latin_key, only_latin
from participants.rules.likeness import arabic_bones, latin_name

#: fewer consonants fit too many names
LEAST = 3
LONGEST = 1000


def person_key(given_name, family_name, arabic_name, email=""):
    """The stored text: names in both scripts and orders, the address, the consonants."""
    latin = latin_key(only_latin(f"{given_name} {family_name} {given_name}"))
    words = " ".join(part for part in (latin, arabic_key(arabic_name), email_key(email)) if part)
    sounds = _sounds(latin_name(given_name, family_name)) | _sounds(arabic_bones(arabic_name))
    return " ".join(part for part in (words, *(f"~{bones}~" for bones in sorted(sounds))) if part)[:LONGEST]


def alternatives(text):
    """For each word of a question the texts of which one must be in the key: the word itself, or its consonants."""
    return [(word, *(f"~{bones}~" for bones in sorted(_bones_of(word)))) for word in folded(text).split()]


def holds(key, text):
    """Whether `key` (of `person_key`) answers the question `text`."""
    return all(any(each in key for each in either) for either in alternatives(text))


def _bones_of(word):
    return _sounds(latin_name(word)) | _sounds(arabic_bones(word)) if word.isalpha() else set()


def _sounds(name):
    return {word.bones for word in name.words if len(word.bones) >= LEAST}
