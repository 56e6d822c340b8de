"""Who may do what, as a table."""

import pytest
from django.contrib.auth.models import Group

from fbss.editing.roles import EDITORS, REVIEWERS, ensure_groups
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("right", "editor", "reviewer"),
    [
        ("add_faq", True, True),
        ("change_faq", True, True),
        ("delete_faq", False, False),
        ("change_carecard", True, True),
        ("view_source", True, True),
        ("change_source", False, True),
        ("change_passage", False, True),
        ("view_decision", True, True),
        ("change_decision", False, False),
        ("delete_decision", False, False),
        ("approve_entry", False, True),
    ],
)
def test_groups_hold_these_rights_and_no_others(right, editor, reviewer):
    holders = {}
    for name in (EDITORS, REVIEWERS):
        user = UserFactory()
        user.groups.add(Group.objects.get(name=name))
        holders[name] = user.has_perm(f"fbss.{right}")

    assert holders == {EDITORS: editor, REVIEWERS: reviewer}


def test_a_right_that_was_added_by_hand_is_taken_back_by_the_next_migration():
    editors = Group.objects.get(name=EDITORS)
    reviewers = Group.objects.get(name=REVIEWERS)
    editors.permissions.set(reviewers.permissions.all())

    ensure_groups()

    assert not editors.permissions.filter(codename="approve_entry").exists()
