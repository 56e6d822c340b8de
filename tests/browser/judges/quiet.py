"""No page asks another host for anything, sets a cookie or complains on the console."""


def judge(visitor):
    # The browser itself says so of a page that is not there.
    own = f"the server responded with a status of {visitor.kind.status}"
    said = [f"console: {line}" for line in visitor.console if own not in line]
    asked = [f"asks elsewhere: {url}" for url in visitor.elsewhere]
    return said + asked + cookies(visitor)


def cookies(visitor):
    """Readers get none; staff sign in."""
    if visitor.kind.staff:
        return []
    return [f"cookie: {cookie['name']}" for cookie in visitor.context.cookies()]
