"""Several tagged files as one, for the printer: the pages, and the tags that tell a reader what is on them."""

import hashlib
from io import BytesIO

from pikepdf import Array, Dictionary, Pdf, Stream

from documents.finishing import entitle, save


def join(files, title):
    """One PDF of `files` (bytes of tagged PDFs made here), in order, with all their tags; what they attach stays behind.

    The first file's metadata serve the whole, under `title`. Raises ValueError without any file.
    """
    if not files:
        raise ValueError("no file")
    whole = Pdf.open(BytesIO(files[0]))
    for name in ("/Names", "/AF", "/Outlines"):
        if name in whole.Root:
            del whole.Root[name]
    tree = whole.Root.StructTreeRoot
    owners = list(tree.ParentTree.Nums)
    for data in files[1:]:
        with Pdf.open(BytesIO(data)) as part:
            owners += _add(whole, part, _next(owners))
    tree.ParentTree = whole.make_indirect(Dictionary(Nums=Array(owners)))
    entitle(whole, whole.Root.Metadata.read_bytes(), str(whole.docinfo.Title), title)
    _share_streams(whole)
    return save(whole)


def _next(owners):
    """The first key of a parent tree that is free."""
    return max((int(key) for key in owners[::2]), default=-1) + 1


def _add(whole, part, shift):
    """Add pages and tags of `part`, the keys of its parent tree moved up by `shift`; returns what it adds to that tree."""
    for page in part.pages:
        whole.pages.append(page)
        _shift(whole.pages[-1].obj, shift)
    tree = whole.copy_foreign(part.make_indirect(part.Root.StructTreeRoot))  # after the pages: the tags name them
    for element in tree.K:
        element.P = whole.Root.StructTreeRoot
        whole.Root.StructTreeRoot.K.append(element)
    numbers = list(tree.ParentTree.Nums)
    return [entry for key, owner in zip(numbers[::2], numbers[1::2], strict=True) for entry in (int(key) + shift, owner)]


def _shift(page, shift):
    if "/StructParents" in page:
        page.StructParents = int(page.StructParents) + shift
    for note in page.get("/Annots", ()):
        if "/StructParent" in note:
            note.StructParent = int(note.StructParent) + shift


def _share_streams(pdf):
    """Keep once what the pages have in common: the fonts of a batch, the words that are everybody's."""
    kept, seen = {}, set()
    for page in pdf.pages:
        for name in ("/Resources", "/Contents"):
            if name in page.obj:
                _share_in(page.obj[name], kept, seen)


def _share_in(entry, kept, seen):
    """Put the first of its kind in the place of each stream that `entry`, or what hangs on it, refers to."""
    if entry.is_indirect:
        if entry.objgen in seen:
            return
        seen.add(entry.objgen)
    for place, value in list(enumerate(entry) if isinstance(entry, Array) else entry.items()):
        if isinstance(value, Stream) and (name := _name(value)):
            entry[place] = kept.setdefault(name, value)
        elif isinstance(value, Array | Dictionary | Stream):
            _share_in(value, kept, seen)


def _name(stream):
    """What two streams have in common that are alike; "" for one that refers to other objects."""
    facts = [(key, value) for key, value in stream.items() if key != "/Length"]
    if any(getattr(value, "is_indirect", False) for _key, value in facts):
        return ""
    said = repr(sorted((key, repr(value)) for key, value in facts)).encode()
    return hashlib.sha256(said + stream.read_raw_bytes()).hexdigest()
