"""Reads a leaflet back: its text in the order of reading, and its structure."""

import io
from itertools import pairwise

import pikepdf
import pypdf


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    whole = "\n".join(page.extract_text() for page in pages)
    return " ".join(whole.replace("\u200b", "").split())


def structure_of(pdf):
    """The names of the elements, in the order of reading."""
    return [name for name, _ in elements(pdf)]


def elements(pdf):
    """The name of each element, and the words that stand for it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_below(document.Root.StructTreeRoot.K))


def _below(node):
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from _below(part)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _below(node.K)


def faults_of(pdf):
    """What PDF/UA-1 asks for and a program can see, where it is missing."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _faults_of(document)


def _faults_of(document):
    root = document.Root
    structure = list(_below(root.StructTreeRoot.K))
    names = [name for name, _ in structure]
    levels = [1, *(int(name[2]) for name in names if name[:2] == "/H" and name[2:].isdigit())]
    found = {
        "is not tagged": not root.MarkInfo.Marked,
        "has no language": not str(root.get("/Lang", "")),
        "shows no title": not root.ViewerPreferences.DisplayDocTitle,
        "does not say what it is": "<pdfuaid:part>1</pdfuaid:part>" not in _about(root),
        "has no title": not document.docinfo.get("/Title"),
        "does not begin with one first heading": names.count("/H1") != 1,
        "skips a heading": any(b > a + 1 for a, b in pairwise(levels)),
        "has a picture without words": any(
            name == "/Figure" and not words for name, words in structure
        ),
        "has a link without words": any(
            not str(link.get("/Contents", "")) for page in document.pages for link in _links(page)
        ),
        "has pages in another order": any(page.get("/Tabs") != "/S" for page in document.pages),
        "has a font that is not in it": any(
            not _is_embedded(font) for page in document.pages for font in _fonts(page)
        ),
    }
    return [fault for fault, is_there in found.items() if is_there]


def _about(root):
    return bytes(root.Metadata.read_bytes()).decode()


def _links(page):
    return [one for one in page.get("/Annots", []) if one.Subtype == "/Link"]


def _fonts(page):
    return page.Resources.get("/Font", {}).values()


def _is_embedded(font):
    below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    files = {"/FontFile", "/FontFile2", "/FontFile3"}
    return "/ToUnicode" in font and bool(files & set(below.FontDescriptor.keys()))
