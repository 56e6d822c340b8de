"""The description of the site's search for browsers (OpenSearch 1.1)."""

from xml.etree import ElementTree as ET

from .site import ABOUT, LANGUAGE, NAME, Site

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
MEDIA_TYPE = "application/opensearchdescription+xml"
# Browsers show no more of the name.
SHORT = "Back surgery"


def description(site: Site, search: str, icon: str) -> bytes:
    """A browser that reads it can offer our search beside others."""
    root = ET.Element("OpenSearchDescription", {"xmlns": NAMESPACE})
    for name, said in (("ShortName", SHORT), ("LongName", NAME), ("Description", ABOUT)):
        ET.SubElement(root, name).text = said
    template = f"{site.url(search)}?q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": "text/html", "template": template})
    image = {"width": "180", "height": "180", "type": "image/png"}
    ET.SubElement(root, "Image", image).text = site.url(icon)
    for name, said in (("Language", LANGUAGE), ("InputEncoding", "UTF-8")):
        ET.SubElement(root, name).text = said
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
