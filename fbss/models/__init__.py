"""What the library holds, one noun a file."""

from .care_card import CareCard
from .code import Code
from .content_change import ContentChange
from .decision import Decision, Step
from .entry import Entry, Redirect, review_due
from .faq import FAQ
from .feedback import Feedback
from .info_page import InfoPage
from .link_check import LinkCheck, LinkStanding
from .page_check import PageCheck
from .passage import Passage
from .picture import Picture, pictures_of
from .presence import Presence
from .preview_link import PreviewLink
from .raw_text import RawText
from .reminder import Reminder
from .revision import Origin, Revision, Significance, State
from .search_document import SearchDocument, SearchStamp, SearchWord
from .search_miss import SearchMiss
from .seed_record import SeedFile, SeedRecord
from .source import Citation, Source, citations_of, cited_keys
from .synonym import Synonym
from .topic import Topic
from .treatment import Treatment
from .use import Thing, Use
from .word import Word

# Every kind of entry and the model that holds its revisions.
REVISIONS: dict[str, type[Revision]] = {
    model.KIND.value: model for model in (Topic, FAQ, Treatment, InfoPage, Word, CareCard)
}

__all__ = [
    "FAQ",
    "REVISIONS",
    "CareCard",
    "Citation",
    "Code",
    "ContentChange",
    "Decision",
    "Entry",
    "Feedback",
    "InfoPage",
    "LinkCheck",
    "LinkStanding",
    "Origin",
    "PageCheck",
    "Passage",
    "Picture",
    "Presence",
    "PreviewLink",
    "RawText",
    "Redirect",
    "Reminder",
    "Revision",
    "SearchDocument",
    "SearchMiss",
    "SearchStamp",
    "SearchWord",
    "SeedFile",
    "SeedRecord",
    "Significance",
    "Source",
    "State",
    "Step",
    "Synonym",
    "Thing",
    "Topic",
    "Treatment",
    "Use",
    "Word",
    "citations_of",
    "cited_keys",
    "pictures_of",
    "review_due",
]
