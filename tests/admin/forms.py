"""Reading and filling in the admin's forms as a browser does."""

from django.urls import reverse

from fbss.admin.rows import RowsWidget


def address(revision, view="change", *more):
    name = revision._meta.model_name
    return reverse(f"admin:fbss_{name}_{view}", args=[revision.pk, *more])


def initial(client, url):
    """What the form at that address would send back unchanged."""
    response = client.get(url)
    form = response.context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, RowsWidget):
            data |= rows_as_sent(bound.html_name, value or ())
        else:
            data[bound.html_name] = "" if value is None else value
    return data


def rows_as_sent(name, rows):
    """What a browser sends of rows that stand in a form."""
    return {
        f"{name}-{number}-{part}": value
        for number, row in enumerate(rows)
        for part, value in {**row, "place": str(number + 1)}.items()
    }


def save(client, revision, **text):
    url = address(revision)
    return client.post(url, initial(client, url) | text)


def take(client, revision, step, **data):
    """Press the button of a step, after saying what it asks for."""
    if step == "submit":
        data = {"why": "Says it better.", "significance": "clarification"} | data
    return client.post(address(revision, "step", step), data)


def steps_on(client, revision):
    return [step["name"] for step in client.get(address(revision)).context["steps"]]
