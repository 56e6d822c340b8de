"""Who may do what, as a table."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission

from fbss.editing.roles import (
    ADMINISTRATORS,
    EDITORS,
    GUARDED,
    REVIEWERS,
    ROLES,
    TABLE,
    WRITERS,
    as_markdown,
    ensure_groups,
    rights_of,
)
from tests.factories import UserFactory

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_role_holds_the_rights_of_its_deeds_and_no_others(role):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))

    assert user.get_all_permissions() == rights_of(role)


@pytest.mark.parametrize(
    ("right", "holders"),
    [
        ("fbss.change_faq", [WRITERS, EDITORS, REVIEWERS]),
        ("fbss.change_feedback", [EDITORS, REVIEWERS]),
        ("fbss.change_source", [REVIEWERS]),
        ("fbss.approve_entry", [REVIEWERS]),
        ("fbss.view_decision", [WRITERS, EDITORS, REVIEWERS, ADMINISTRATORS]),
        ("auth.change_user", [ADMINISTRATORS]),
    ],
)
def test_the_rights_that_matter_most_are_where_they_belong(right, holders):
    assert [role for role in ROLES if right in rights_of(role)] == holders


@pytest.mark.django_db
@pytest.mark.parametrize("right", ["fbss.delete_faq", "fbss.change_decision", "auth.delete_user"])
def test_what_nobody_may_is_in_no_role(right):
    for role in ROLES:
        user = UserFactory()
        user.groups.add(Group.objects.get(name=role))

        assert not user.has_perm(right)


@pytest.mark.django_db
def test_every_right_in_the_table_exists():
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }

    assert {right for deed in TABLE for right in deed.rights} - known == set()
    assert known >= GUARDED


@pytest.mark.django_db
def test_a_right_that_was_added_by_hand_is_taken_back_by_the_next_migration():
    editors = Group.objects.get(name=EDITORS)
    reviewers = Group.objects.get(name=REVIEWERS)
    editors.permissions.set(reviewers.permissions.all())

    ensure_groups()

    assert not editors.permissions.filter(codename="approve_entry").exists()


def test_the_content_page_prints_the_table():
    assert as_markdown() in (ROOT / "docs/content.md").read_text()
