"""A paper in two parts: what stands on many, and the fields that change from person to person.

A design is a Django template and a stylesheet. Its rules, which `documents.skeletons` proves for each skeleton it makes:
- The template prints `{{ title }}` in <title>, `{{ body }}` as the class of <body>, each field as `{{ fields.NAME }}` once,
  in reading order, and takes nothing from a person anywhere else.
- A field is a <p class="field NAME">, or a <div> with a QR code in it. Its box is fixed by the stylesheet (width and
  height, `position: relative`, `z-index: 1`), and so is all it would inherit (font size, colour, alignment): a rule may
  count on the classes of the field and of <body>, not on what stands around it. Nothing else has a z-index.
- <p> and <h1>-<h6> hold inline text alone, of one language. Fields stand on the first page; a second one is the same for
  all. A box of a fixed height that is no field says so by `data-room`, its name: words that stand out of it do not fit.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from documents import qr
from documents.alphabets import holds, sample, specimen


class DoesNotFit(Exception):
    """The words of a paper take more than their page, or those of a field more than its box."""


@dataclass(frozen=True)
class Field:
    """Words of one person in a fixed box.

    `runs`: pairs of text and class, the class empty for words of the sentence around a value. `group`: one more class
    of the box; `size`: another, chosen by the length of the words, that may change all but the box. `alphabet`: one of
    documents.alphabets. `shared`: runs that this field of every person may hold, whatever the alphabet.
    """

    name: str
    runs: tuple
    alphabet: str
    lang: str
    direction: str = "ltr"
    group: str = ""
    size: str = ""
    shared: tuple = ()

    @property
    def text(self):
        return "".join(text for text, _class in self.runs)

    @property
    def kind(self):
        """What of the field stands in the skeleton."""
        return self.name, self.lang, self.shared, self.face

    @property
    def is_ordinary(self):
        """Whether the skeleton's fonts can hold it."""
        return holds(self.alphabet, self.text, "".join(text for text, _class in self.shared))

    @cached_property
    def box(self):
        """The box on its page."""
        return self.html()

    def html(self, key=None):
        """The box; `key` names it in a page where several persons' boxes stand."""
        runs = format_html_join("", "{}", ((_run(text, kind),) for text, kind in self.runs))
        return format_html(
            '<p class="field {} {} {}" data-field="{}" lang="{}" dir="{}">{}</p>',
            self.name, self.group, self.size, self.name if key is None else key, self.lang, self.direction, runs,
        )  # fmt: skip

    def sampled(self):
        """The same box with a letter in it."""
        return self._with([(sample(self.alphabet), "")])

    @property
    def face(self):
        """Fields that are equal in this are set in the same fonts."""
        return self.group or self.name, self.alphabet, self.direction, *self.kinds

    @property
    def kinds(self):
        return sorted({"", *(kind for _text, kind in self.runs)})

    def specimen(self):
        """The same box with every letter of its alphabet, in each of its faces."""
        return self._with([(specimen(self.alphabet), kind) for kind in self.kinds])

    def worded(self):
        """The same box with the words all papers share."""
        return self._with(self.shared)

    def _with(self, runs):
        return replace(self, runs=tuple(runs), size="")


@dataclass(frozen=True)
class Code:
    """A QR code in a fixed box, drawn without the help of the skeleton's fonts. `alt` says what it is."""

    name: str
    text: str
    alt: str
    is_ordinary = True

    @property
    def kind(self):
        return (self.name,)

    @property
    def box(self):
        return self.html()

    def html(self, key=None):
        return self._html(qr.data_uri(self.text), key)

    def sampled(self):
        return _Blank(self.name, self.text, self.alt)

    def _html(self, source, key):
        return format_html(
            '<div class="field {}" data-field="{}"><img src="{}" alt="{}"></div>',
            self.name, self.name if key is None else key, source, self.alt,
        )  # fmt: skip


class _Blank(Code):
    """A code whose square is not drawn yet."""

    def html(self, key=None):
        return self._html(qr.BLANK, key)


@dataclass(frozen=True)
class Paper:
    """One paper of one person. `context` is plain JSON and the same for many; `data` is the JSON embedded in the file.

    `fields`: each that the template prints; one without words leaves no box. `pages`: how many it takes, one or two.
    """

    template: str
    stylesheets: tuple
    context: dict
    body: str
    fields: tuple
    title: str
    data: bytes
    data_name: str
    data_description: str
    pages: int = 1

    @property
    def present(self):
        return [field for field in self.fields if field.text]

    @property
    def absent(self):
        return [field for field in self.fields if not field.text]

    @property
    def words(self):
        return [field for field in self.present if isinstance(field, Field)]

    @property
    def codes(self):
        return [field for field in self.present if isinstance(field, Code)]

    def html(self):
        """The whole paper."""
        fields = {field.name: field.box if field.text else "" for field in self.fields}
        return render_to_string(self.template, self.context | {"title": self.title, "body": self.body, "fields": fields})


def _run(text, kind):
    return format_html('<bdi class="v-{}">{}</bdi>', kind, text) if kind else text
