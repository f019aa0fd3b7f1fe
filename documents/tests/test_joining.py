"""Files joined for the printer: pages, tags and titles, and each font once."""

from io import BytesIO

import pytest
from pikepdf import Pdf

from documents.joining import join
from documents.typesetting import Layout


def paper(words):
    return Layout(f'<html lang="en"><title>{words[:20]}</title><h1>Title</h1><p>{words}</p></html>', []).write()


@pytest.fixture(scope="module")
def parts():
    """One page, two pages, and the first again."""
    one = paper("alone")
    return [one, paper("many words " * 700), one]


def test_every_page_keeps_its_tags(parts):
    with Pdf.open(BytesIO(join(parts, "All & sundry"))) as whole:
        tree = whole.Root.StructTreeRoot
        keys = [int(page.obj.StructParents) for page in whole.pages]
        pages = sum(len(Pdf.open(BytesIO(part)).pages) for part in parts)
        assert (len(keys), keys) == (pages, [int(key) for key in list(tree.ParentTree.Nums)[::2]])
        assert len(tree.K) == 3
        assert {element.P.objgen for element in tree.K} == {tree.objgen}
        for page, owners in zip(whole.pages, list(tree.ParentTree.Nums)[1::2], strict=True):
            assert {owner.Pg.objgen for owner in owners if "/Pg" in owner} <= {page.obj.objgen}
        assert str(whole.docinfo.Title) == "All & sundry"
        assert b"All &amp; sundry" in whole.Root.Metadata.read_bytes()


def test_what_is_the_same_is_there_once(parts):
    assert len(join([parts[0]] * 10, "Ten")) < 2 * len(parts[0])


def test_joining_twice_gives_the_same_bytes(parts):
    assert join(parts, "Same") == join(parts, "Same")


def test_nothing_cannot_be_joined():
    with pytest.raises(ValueError, match="no file"):
        join([], "Nothing")
