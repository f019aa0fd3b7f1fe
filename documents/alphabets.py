"""The letters a skeleton's fonts hold before it is known who will be printed. A name with others is set the plain way. Pure.

In each alphabet no two letters share a glyph, so that whatever is printed is read back as it was written. Marks above and
below letters are left to the plain way for that reason, Persian letters because few names have them and every file would
carry them.
"""

import unicodedata

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_ARABIC_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
#: Vazirmatn draws some letters in five or six ways, by their neighbours; among these words is each way of each letter
_FORMS = (
    "بءئب بآآ بإأ ؤإ ائ بئ ةت تأ تؤ ثا ثت جة حث خج دث ذج رح زخ سح شخ صد ضذ طر ظز عس غش فص قض كط لظ مع مى نغ هف وس ىق يك يل يو"
    " يي بئم ببن بته بتجب بثثب بحخب بسشب بصضب بطظب بعغب بفقب بكلب بمنب بهىب بييب ءش ءص ءض ءط ءظ ءع ءغ ءف ءق ءك ءل ءم ءن ءه ءى ءي"
    " لآ لأ لإ لا يإ ببإ ببئ بلآ بلأ بلإ بلا بمئ بهئ بيإ بيئ بيج الله لله"
)
_MORE_LATIN = "ĀāĆćČčĐđĒēĞğĪīİıŁłŃńŌōŒœŘřŚśŞşŠšŪūŸŹźŻżŽž"

#: name: (the letters, as they are laid out once so that every form of them is there)
ALPHABETS = {
    "number": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_. ",
    "code": _ASCII,
    "latin": _ASCII + "".join(c for c in map(chr, range(0xA1, 0x100)) if c.isalpha() or c in "«»·°") + "’‘“”–—…•€" + _MORE_LATIN,
    "phrase": _ASCII + "àâäçèéêëîïôöùûüÀÂÇÈÉÊÎÔœŒ«»’“”–\xa0·",
    "arabic": " -.,:()«»/،؛؟0123456789" + "ـ" + _ARABIC_LETTERS,
}
ALPHABETS["any"] = ALPHABETS["arabic"] + ALPHABETS["latin"]  # Arabic, or Latin set in the font of the Latin fields
_JOINED = {"latin": " fi fl ff ffi ffl", "phrase": " fi fl ff ffi ffl"}


def specimen(name):
    """A text that shows every form of every letter of an alphabet."""
    letters = ALPHABETS["arabic" if name == "any" else name]
    if name not in ("arabic", "any"):
        return letters + _JOINED.get(name, "")
    return f"{letters} {_FORMS}"


def sample(name):
    """A letter that stands for the words of a field in a skeleton."""
    return "ا" if name in ("arabic", "any") else "0"


def holds(name, text, shared=""):
    """Whether all of `text` is in the alphabet, or in `shared`, the words all papers of a kind have in common."""
    return all(letter in ALPHABETS[name] or letter in shared and _alone(letter) for letter in text)


def _alone(letter):
    """Whether no letter of an alphabet can share the glyph of this one."""
    return not unicodedata.category(letter).startswith("M") and not unicodedata.name(letter, "").startswith("ARABIC")
