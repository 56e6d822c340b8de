"""Every kind of page that a reader can meet, listed once: what is true of all is tested here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string

PAIR = "t=exercise&t=spinal-cord-stimulation"


def open_a_word(page):
    page.locator("button.word-button").first.click()
    page.locator(".word-note:popover-open").wait_for()


def fill_the_sheet(page):
    for button in (
        "Add my own question",
        "Add a note",
        "Add a medicine",
        "Add a day",
        "Add a step",
    ):
        page.get_by_role("button", name=button, exact=True).click()
        page.keyboard.type("What I write here myself")
    page.locator(".asked-page summary").first.click()
    page.locator(".asked-page .choice").first.click()


def ask_for_suggestions(page):
    page.get_by_role("combobox", name="What would you like to know?").fill("pump")
    page.get_by_role("option").first.wait_for()


def open_everything(page):
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")


@dataclass(frozen=True)
class Kind:
    """A kind of page: one address of it, and the heading that proves it is the right one."""

    name: str
    address: str
    h1: str
    status: int = 200
    acts: tuple[Callable, ...] = ()
    staff: bool = False

    def __str__(self):
        return self.name


KINDS = [
    Kind("home", "/", "Pain after back surgery"),
    Kind("help now", "/help-now/", "Get help now"),
    Kind("topics", "/understand/", "Understand your pain"),
    Kind("topic", "/understand/flare-ups/", "Flare-ups and how to make a plan for them"),
    Kind("questions", "/questions/", "Questions"),
    Kind("question", "/questions/how-common-is-it/", "How common is pain after back surgery?"),
    Kind(
        "question, a word open",
        "/questions/how-common-is-it/",
        "How common is pain after back surgery?",
        acts=(open_a_word,),
    ),
    Kind("treatments", "/treatments/", "Treatments"),
    Kind(
        "treatments, none fits", "/treatments/?kind=reoperation&certainty=grade:high", "Treatments"
    ),
    Kind("treatment", "/treatments/spinal-cord-stimulation/", "Spinal cord stimulation"),
    Kind("compare, nothing chosen", "/treatments/compare/", "Compare treatments"),
    Kind("compare, a wrong choice", "/treatments/compare/?t=exercise&t=x", "Compare treatments"),
    Kind("compare", f"/treatments/compare/?{PAIR}", "Compare treatments", acts=(open_everything,)),
    Kind("prepare", "/prepare/", "Get ready for my appointment"),
    Kind("sheet", "/prepare/", "Get ready for my appointment", acts=(fill_the_sheet,)),
    Kind("bad day", "/bad-day/", "A bad day"),
    Kind(
        "bad day topic", "/bad-day/outlook/", "What to expect when pain goes on after back surgery"
    ),
    Kind("feedback", "/feedback/", "Was this site useful?"),
    Kind("feedback, a reason", "/feedback/?useful=no", "Was this site useful?"),
    Kind("thanks", "/feedback/thanks/", "Thank you"),
    Kind("offline", "/offline/", "Read without a network"),
    Kind("not kept", "/offline/missing/", "This page needs the network"),
    Kind("handout", "/handout/", "Make a hand-out card"),
    Kind("handout, nothing chosen", "/handout/card/", "Make a hand-out card"),
    Kind("handout card", "/handout/card/?page=cggvcf&page=h42xkb", "Chosen for you"),
    Kind("words", "/words/", "Words explained"),
    Kind("word", "/words/catheter/", "Catheter"),
    Kind("a to z", "/a-to-z/", "A to Z"),
    Kind("search", "/search/", "Search"),
    Kind("search, typing", "/search/", "Search", acts=(ask_for_suggestions,)),
    Kind("results", "/search/?q=pain+pump", "Search"),
    Kind("urgent results", "/search/?q=numb+between+my+legs", "Search"),
    Kind("no results", "/search/?q=fishing+boat", "Search"),
    Kind("sources", "/sources/", "Sources"),
    Kind("source", "/sources/daniell-2018/", "Daniell JR, Osti OL"),
    Kind("about", "/about/", "About this site"),
    Kind("about page", "/about/how-we-write/", "How we write and check our pages"),
    Kind("quality", "/about/quality/", "How this site measures itself"),
    Kind("changes", "/about/changes/", "What has changed on this site"),
    Kind("claims", "/about/claims/", "Claims we checked"),
    Kind("codes", "/codes/", "Pages by diagnosis code"),
    Kind("code", "/codes/icd-10-cm/M96.1/", "M96.1"),
    Kind("unknown code", "/codes/icd-10-cm/M00.0/", "M00.0", status=404),
    Kind("style guide", "/styleguide/", "Style guide", staff=True),
    Kind("taken back", "/words/adhesiolysis/", "This page was taken back", status=410),
    Kind("not found", "/no-such-page/", "We cannot find this page", status=404),
    Kind("failed", "/error/500/", "Something went wrong on our side", status=500),
    Kind("away", "/error/503/", "We cannot open this page right now", status=503),
]

# Pages that no address provokes: what is answered in their place.
ERRORS = {
    "/error/500/": (500, lambda: render_to_string("500.html")),
    "/error/503/": (503, lambda: render_to_string("503.html")),
}
READERS = [kind for kind in KINDS if not kind.staff]


def named(*names):
    by_name = {kind.name: kind for kind in KINDS}
    return [by_name[name] for name in names]
