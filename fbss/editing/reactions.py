"""What visitors said and looked for in vain, and what editors did about it."""

from __future__ import annotations

from fbss.models import Feedback, SearchMiss


def handle(feedback: Feedback, note: str = "") -> None:
    """Call feedback handled; a note is added to what was noted before."""
    feedback.note = _joined(feedback.note, note)
    feedback.state = Feedback.State.HANDLED
    feedback.save(update_fields=["note", "state"])


def read(feedback: Feedback) -> None:
    """Call new feedback read. What was handled stays handled."""
    if feedback.state == Feedback.State.NEW:
        feedback.state = Feedback.State.READ
        feedback.save(update_fields=["state"])


def handle_search(text: str, note: str = "") -> None:
    """Call a search handled, on all days so far. If it comes again, it waits again."""
    for miss in SearchMiss.objects.filter(text=text, handled=False):
        miss.note = _joined(miss.note, note)[:200]
        miss.handled = True
        miss.save(update_fields=["note", "handled"])


def _joined(before: str, note: str) -> str:
    return "\n".join(part for part in (before, note.strip()) if part)
