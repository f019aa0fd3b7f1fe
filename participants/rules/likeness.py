"""Whether two persons may be one: spellings, scripts and word orders put aside. Pure; a human decides, save for an equal e-mail.

A name becomes `Word`s. The `bones` of a word are its consonants once the ways of writing one Arabic sound in Latin letters
are made one (ch and sh, ou and w, k and q), so that Mohamed, Mohammed and محمد have the same; a final -a stays, since
it parts Rachid from Rachida. Its `sound` keeps the vowels, likewise made one.
"""

import re
from functools import lru_cache
from itertools import combinations, permutations
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from participants.rules.identity import arabic_key, latin_key

#: what one name may be to another, the closest first
EQUAL, PART, NEAR = "equal", "part", "near"
#: the words of a name that are looked at: more are not a name
WORDS = 6
#: how alike (0 to 100) the sounds of words with the same bones must be; one or two consonants say little
SAME_SOUND, SAME_SHORT_SOUND = 74, 87
#: how alike two words must be to be one with a slip of the pen
NEAR_FROM = 80
#: below this likeness two words of names are different words, not spellings of one
DIFFERENT_BELOW = 50

_TITLES = {"m", "mr", "mrs", "ms", "mme", "mlle", "dr", "pr", "prof", "monsieur", "madame", "mademoiselle", "docteur"}
_ARTICLES = {"el", "al", "ul", "l"}
#: the article after "abd", also as it is spoken before the sun letters: Abd er-Rahim
_AFTER_ABD = _ARTICLES | {"er", "ar", "es", "as", "ed", "ad", "en", "an", "ez", "az", "et", "at", "ech", "ach"}
_ABD_APART = {"abd", "abdel", "abdal", "abdul", "abder", "abdes", "abden", "abdez", "abded", "abdech"}
_ABD_JOINED = re.compile(r"^abd[aeou]*(?:l(?=..)|([b-df-hj-np-tv-z])(?=\1))?(?=..)")
_JOINED_ARTICLE = re.compile(r"^(?:el(?=\w{5})|al(?=[b-df-hj-np-tv-z]\w{4}))")
_SOUNDS = [
    (re.compile(pattern), put)
    for pattern, put in [
        ("tch|sch|ch|sh", "x"), ("ph", "f"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ou|oo|w|o", "u"),
        ("[ey]", "i"), ("q", "k"), ("c(?=i)", "s"), ("c", "k"), ("ah$", "a"), (r"(.)\1+", r"\1"),
    ]
]  # fmt: skip
_ARABIC_SOUNDS = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنهعويىاء", "bttjhkddrzsxsdtzgfkklmnh" + "-" * 6)
#: how names of women often end, in either script
_ENDS = {"a", "ه"}
_VOWELS = re.compile("[aiu]")
_DOUBLED = re.compile(r"(.)\1+")


class Word(NamedTuple):
    """One word of a name. Words of two scripts compare by their bones alone: the sound of one is empty then."""

    bones: str
    sound: str


class Name(NamedTuple):
    """The words of one name in one script, in the order written."""

    words: tuple = ()

    @property
    def keys(self):
        """Under which a name is found: each two of its words by their bones, neighbours also written as one."""
        spacings = [[word.bones for word in words] for words in _spacings(self.words)]
        return {tuple(sorted(pair)) for bones in spacings for pair in combinations(bones, 2)}

    @property
    def near_keys(self):
        """Under which a name with a slip of the pen is found too: a whole word, and how another one begins or ends."""
        words = [word.bones for word in self.words if word.bones]
        pairs = [(whole, bones.removesuffix("a") or bones) for whole, bones in permutations(words, 2)]
        return {(whole, bones[0], "") for whole, bones in pairs} | {(whole, "", bones[-1]) for whole, bones in pairs}


def latin_name(*parts):
    """The Name of Latin `parts` (given, family, in any order); titles and articles are left out."""
    found = latin_key(" ".join(part for part in parts if part)).split()
    if len(found) > 2:
        found = [word for word in found if word not in _TITLES]
    return Name(tuple(map(_latin_word, _without_articles(found)[:WORDS])))


def arabic_name(text):
    """The Name of an Arabic text; the article and the way عبد is spaced are left out."""
    return Name(tuple(map(_arabic_as_is, _arabic_words(text))))


def arabic_bones(text):
    """An Arabic name as one that compares with Latin names."""
    return Name(tuple(map(_arabic_word, _arabic_words((text or "").replace("ى", "ا")))))


def compared(one, other):
    """What Name `one` is to `other`: EQUAL, PART (the shorter is all in the longer), NEAR (a slip of the pen), "" (another)."""
    if min(len(one.words), len(other.words)) < 2:
        return ""
    kind = _fit(one.words, other.words)
    if kind != EQUAL and max(len(one.words), len(other.words)) > 2:
        kinds = {_fit(words, other.words) for words in _spacings(one.words)}
        kinds |= {_fit(one.words, words) for words in _spacings(other.words)}
        kind = EQUAL if EQUAL in kinds else PART if PART in kinds else ""
    return kind or (NEAR if _is_near(one.words, other.words) else "")


def differently_named(one, other):
    """Whether two persons are clearly not one: alike in no script they share.

    Each is (Latin name, Arabic name), "" where there is none. Names are alike when each word of the shorter one has a like
    word, or its initial, in the longer one.
    """
    scripts = [(latin_key(one[0]), latin_key(other[0])), (arabic_key(one[1]), arabic_key(other[1]))]
    shared = [_likeness(a, b) for a, b in scripts if a and b]
    return bool(shared) and max(shared) < DIFFERENT_BELOW


def _likeness(one, other):
    shorter, longer = sorted((one.split(), other.split()), key=len)
    return min(max(_words_alike(word, there) for there in longer) for word in shorter)


def _words_alike(one, other):
    return 100 if 1 in (len(one), len(other)) and one[0] == other[0] else ratio(one, other)


def _fit(one, other):
    """EQUAL or PART when each word of the shorter is a word of the longer, each used once; else ""."""
    shorter, longer = sorted((one, other), key=len)
    left = list(longer)
    for word in shorter:
        found = next((there for there in left if _same(word, there)), None)
        if found is None:
            return ""
        left.remove(found)
    if not left:
        return EQUAL
    return PART if len(shorter) > 1 else ""


def _is_near(one, other):
    """Whether one word is the same and each other one has a like one; a final -a, which tells women from men, is no slip."""
    if len(one) != len(other) or not all(word.sound for word in (*one, *other)):
        return False
    left, same = list(other), 0
    for word in one:
        likeness, best = max((_alike(word, there), there) for there in left)
        if likeness < NEAR_FROM:
            return False
        same += _same(word, best)
        left.remove(best)
    return same > 0


def _alike(one, other):
    return ratio(one.sound, other.sound) if (one.bones[-1:] in _ENDS) == (other.bones[-1:] in _ENDS) else 0


def _same(one, other):
    if one.bones != other.bones:
        return False
    if one.sound == other.sound or not one.sound or not other.sound:
        return True
    return ratio(one.sound, other.sound) >= (SAME_SOUND if len(one.bones.rstrip("a")) > 2 else SAME_SHORT_SOUND)


def _spacings(words):
    """`words` as they are, and with each two neighbours written as one, as long as two remain."""
    yield words
    if len(words) < 3:
        return
    for place in range(len(words) - 1):
        yield (*words[:place], _glued(words[place], words[place + 1]), *words[place + 2 :])


def _glued(one, other):
    return Word(
        _DOUBLED.sub(r"\1", one.bones.removesuffix("a") + other.bones), one.sound and _DOUBLED.sub(r"\1", one.sound + other.sound)
    )


def _without_articles(words):
    """`words` with "abd" joined to what it serves and the articles gone."""
    joined, rest = [], list(words)
    while rest:
        word = rest.pop(0)
        if word in _ABD_APART and rest:
            if rest[0] in _AFTER_ABD and len(rest) > 1:
                rest.pop(0)
            joined.append(f"abd{rest.pop(0)}")
        elif word not in _ARTICLES:
            joined.append(word)
    return joined


def _arabic_words(text):
    words, rest = [], iter(arabic_key(text).split())
    for word in rest:
        words.append(_bare(f"{word}{next(rest, '')}" if word == "عبد" else word))
    return words[:WORDS]


def _bare(word):
    """An Arabic word without its article, also behind عبد and before دين, and without a hamza on the line."""
    word = re.sub("^ال(?=..)|(?<=^عبد)ال(?=..)|ال(?=دين$)", "", word)
    return word.replace("ء", "") or word


@lru_cache(maxsize=50_000)
def _latin_word(word):
    word = _ABD_JOINED.sub("abd", word) if word.startswith("abd") else _JOINED_ARTICLE.sub("", word)
    for pattern, put in _SOUNDS:
        word = pattern.sub(put, word)
    return Word(_bones(word), word)


@lru_cache(maxsize=50_000)
def _arabic_as_is(word):
    return Word(word, word)


@lru_cache(maxsize=50_000)
def _arabic_word(word):
    end = "a" if word[-1:] in {"ا", "ه"} else ""
    consonants = word[:-1] if end else word
    return Word(_DOUBLED.sub(r"\1", consonants.translate(_ARABIC_SOUNDS).replace("-", "")) + end, "")


def _bones(sound):
    end = "a" if sound.endswith("a") else ""
    return (_DOUBLED.sub(r"\1", _VOWELS.sub("", sound)) or sound.removesuffix("a")) + end
