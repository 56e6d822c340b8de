"""A visitor of the served portal, who makes sure of the page before judging it."""

from urllib.parse import urljoin, urlsplit

from tests.browser import site
from tests.browser.kinds import ERRORS


class Visitor:
    """One page in a browser of its own, and everything that went over the wire for it."""

    def __init__(self, browser, address, answers=ERRORS, **options):
        self.browser, self.address, self.answers = browser, address, answers
        self.context = context = browser.new_context(base_url=address, **options)
        self.console, self.requests = [], []
        context.set_default_timeout(30_000)
        context.on("console", lambda message: self.console.append(message.text))
        context.on("weberror", lambda error: self.console.append(str(error.error)))
        context.on("request", self.keep)
        for path, (status, html) in answers.items():
            context.route(urljoin(address, path), answer_with(status, html))
        self.page = context.new_page()

    def keep(self, request):
        self.requests.append(request)

    def visit(self, kind, until="load"):
        """Goes there and does what makes the kind; a wrong page is no page to judge."""
        self.kind = kind
        if kind.staff:
            self.sign_in()
        before = len(self.requests)
        self.response = self.page.goto(kind.address, wait_until=until)
        assert self.response.status == kind.status
        assert self.page.locator("h1").all_inner_texts() == [kind.h1]
        self.first_load = self.requests[before:]
        for act in kind.acts:
            act(self.page)
        return self.page

    def again(self, **options):
        """Somebody else at the same page."""
        other = Visitor(self.browser, self.address, self.answers, **options)
        other.visit(self.kind)
        return other

    def sign_in(self):
        self.page.goto("/admin/login/")
        self.page.get_by_label("Username").fill(site.EDITOR)
        self.page.get_by_label("Password").fill(site.PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/admin/")

    @property
    def elsewhere(self):
        """Requests that left this site."""
        own = urlsplit(self.address).netloc
        urls = [urlsplit(request.url) for request in self.requests]
        return [url.geturl() for url in urls if url.netloc != own and url.scheme != "data"]


def answer_with(status, html):
    """Pages that no address provokes, over the served assets."""

    def answer(route):
        route.fulfill(status=status, body=html(), content_type="text/html; charset=utf-8")

    return answer
