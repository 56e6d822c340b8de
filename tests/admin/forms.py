"""Reading and filling in the admin's forms as a browser does."""

from django.urls import reverse


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
        data[bound.html_name] = "" if value is None else value
    return data


def save(client, revision, **text):
    url = address(revision)
    return client.post(url, initial(client, url) | text)


def take(client, revision, step, **data):
    return client.post(address(revision, "step", step), data)


def steps_on(client, revision):
    return [step.name for step in client.get(address(revision)).context["steps"]]
