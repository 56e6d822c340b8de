"""Why a step is refused, in a sentence for the editor. A refused step changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from fbss.models import Revision
from fbss.quality.findings import Finding


class Refused(Exception):
    """A step that may not be taken."""


class NotAllowed(Refused):
    """The person lacks the right."""


class OwnText(Refused):
    """Somebody tried to approve what they wrote."""

    def __init__(self) -> None:
        super().__init__("You wrote some of this text. Ask someone else to approve it.")


class WrongState(Refused):
    """The revision is not in the state that the step needs."""


class StaleDraft(Refused):
    """The draft was begun from a text that is no longer the newest approved one."""

    def __init__(self, draft: Revision, newest: Revision | None) -> None:
        self.draft = draft
        self.newest = newest
        super().__init__(
            "The page has changed since this draft was begun. Compare both texts and bring them"
            " together before you go on."
        )


class NewerSave(Refused):
    """Somebody else saved the draft while this person was writing."""

    def __init__(self, draft: Revision) -> None:
        self.draft = draft
        who = draft.author or "A seed update"
        super().__init__(
            f"{who} saved this draft at {draft.changed_at:%H:%M}, after you opened it. Your text is"
            " still in the form. Compare it with theirs before you save."
        )


class UnknownSources(Refused):
    """The text names sources that are not in the register, or that nobody has read."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        named = ", ".join(f"[@{key}]" for key in self.keys)
        super().__init__(f"These sources are unknown, or nobody has read them yet: {named}.")


class UnknownPictures(Refused):
    """The text shows pictures that the library does not hold."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        named = ", ".join(f"![{key}]" for key in self.keys)
        super().__init__(f"These pictures are unknown: {named}. Upload them under Pictures first.")


class MisplacedPictures(Refused):
    """Pictures stand where none can be shown."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        named = ", ".join(f"![{key}]" for key in self.keys)
        super().__init__(
            f"A picture needs a line of its own in the running text of a page: {named}."
        )


class Unfinished(Refused):
    """The pre-check found what stops publishing."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        super().__init__(
            f"The pre-check found {count} thing{'s' if count > 1 else ''} to mend first."
        )
