"""/styleguide/: every component with its contract and an example, for staff alone."""

import pytest

from fbss.views.specimens import specimens
from fbss.views.styleguide import component_names, contract_of
from tests.factories import UserFactory


def test_visitors_are_asked_to_log_in(client, db):
    response = client.get("/styleguide/")

    assert (response.status_code, response.url) == (302, "/admin/login/?next=/styleguide/")


def test_an_editor_sees_every_component(client, db):
    client.force_login(UserFactory(is_staff=True))

    response = client.get("/styleguide/")

    shown = [component.name for component in response.context["components"]]
    assert shown == component_names()
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("name", component_names())
def test_a_component_has_an_example_and_says_what_it_takes(name):
    assert name in specimens()
    assert contract_of(name)


def test_no_example_is_left_of_a_component_that_has_gone():
    assert set(specimens()) == set(component_names())
