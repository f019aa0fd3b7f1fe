"""Plain values in, XML out: a file that obeys its published schema, or none."""

import re
from dataclasses import dataclass, field

from lxml import etree

#: what XML 1.0 cannot hold
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class NotValid(Exception):
    """The file would break its schema. `faults`: one sentence of the validator for each place, with its line."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__("; ".join(faults))


@dataclass(frozen=True)
class Node:
    """An element: its name, its attributes ("lang" is xml:lang; None is left out), then text or the elements within."""

    tag: str
    attributes: dict = field(default_factory=dict)
    children: tuple = ()
    text: str = ""


def node(tag, *children, text="", **attributes):
    """A Node of `children` (Nodes; None is left out). An attribute named with "_" is written with "-"."""
    return Node(tag, {name.replace("_", "-"): value for name, value in attributes.items()}, children, text)


def write_xml(root, *, schema):
    """The bytes of the tree `root` (a Node), held to `schema` (the path of an XSD file, its parts beside it). Raises NotValid."""
    tree = etree.ElementTree(_element(root))
    rules = etree.XMLSchema(etree.parse(str(schema), etree.XMLParser(no_network=True, resolve_entities=False)))
    if not rules.validate(tree):
        raise NotValid([f"line {fault.line}: {fault.message}" for fault in rules.error_log])
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _element(said):
    made = etree.Element(said.tag)
    for name, value in said.attributes.items():
        if value is not None:
            made.set(_LANGUAGE if name == "lang" else name, _clean(value))
    if said.text:
        made.text = _clean(said.text)
    made.extend(_element(child) for child in said.children if child is not None)
    return made


def _clean(value):
    return _FORBIDDEN.sub("", str(value))
