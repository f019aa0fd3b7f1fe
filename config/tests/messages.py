"""Reading marked strings and translations without gettext's programs: what a .po file holds, what the sources mark."""

import ast
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation.template import templatize

from config.tests.sources import sources

MARKERS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
IN_CONTEXT = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 2, "npgettext_lazy": 2}
#: %s, %d, %(name)s, {name}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sd]|\{\w*\}")


@dataclass
class Entry:
    context: str | None = None
    text: str = ""
    plural: str | None = None
    translations: dict = field(default_factory=dict)
    flags: set = field(default_factory=set)

    @property
    def key(self):
        """As gettext looks it up."""
        return self.text if self.context is None else f"{self.context}\x04{self.text}"


def read_po(path):
    """The entries of a .po file, its header left out."""
    entries, entry, append = [], Entry(), None
    for line in [*path.read_text().splitlines(), ""]:
        if not line.strip():
            if entry.text:
                entries.append(entry)
            entry = Entry()
        elif line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif match := re.match(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? (".*")$', line):
            append = _target(entry, match[1], int(match[2] or 0))
            append(ast.literal_eval(match[3]))
        elif line.startswith('"'):
            append(ast.literal_eval(line))
    return entries


def _target(entry, keyword, number):
    """What adds a piece of text to the field that `keyword` opens."""
    if keyword == "msgstr":
        return lambda piece: entry.translations.update({number: entry.translations.get(number, "") + piece})
    name = {"msgctxt": "context", "msgid": "text", "msgid_plural": "plural"}[keyword]
    return lambda piece: setattr(entry, name, (getattr(entry, name) or "") + piece)


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def marked():
    """Every string the Python files and templates mark, as gettext looks it up."""
    found = set()
    for source in sources():
        if not source.is_test:
            found |= _in_python(source.tree)
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        found |= _in_python_lines(templatize(path.read_text(), origin=str(path)))
    return found


def _in_python(tree):
    return {key for node in ast.walk(tree) if isinstance(node, ast.Call) for key in [_key(node)] if key}


def _in_python_lines(text):
    """templatize turns a template into calls between filler letters; each call is read by itself."""
    calls = re.findall(
        r"(?:\b|(?<=X))((?:n?p?gettext|_)\((?:[^()\"']|u?\"(?:[^\"\\]|\\.)*\"|u?'(?:[^'\\]|\\.)*')*\))", text, re.S
    )
    return {key for call in calls for key in [_key(ast.parse(call.strip(), mode="eval").body)] if key}


def _key(call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in IN_CONTEXT and len(texts) > 1:
        return f"{texts[0]}\x04{texts[1]}"
    return texts[0] if name in MARKERS and texts else None
