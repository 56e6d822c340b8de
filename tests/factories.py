"""Real objects for the tests, as an editor or a seed would leave them.

Every factory of a text takes one of three traits: `published=True`, `scheduled=True` (approved for
a day to come) or `withdrawn=True`. Without one it makes a draft.
"""

import datetime

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from fbss.content.vocabulary import Kind
from fbss.models import (
    FAQ,
    CareCard,
    Citation,
    Code,
    Entry,
    InfoPage,
    Passage,
    Picture,
    Source,
    State,
    Synonym,
    Topic,
    Treatment,
    Word,
    citations_of,
)


def days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def days_ago(count: int) -> datetime.datetime:
    return timezone.now() - days(count)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence("person-{}".format)
    first_name = "Robin"
    last_name = factory.Sequence("Reader {}".format)
    password = factory.LazyFunction(lambda: make_password("a password for tests"))


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    kind = Kind.TOPIC.value
    key = factory.Sequence("entry-{}".format)
    slug = factory.SelfAttribute("key")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence("source-{}".format)
    authors = "Weir S and others"
    title = "Persistent pain after lumbar surgery"
    container = "BMJ Open"
    year = 2017
    doi = "10.1136/bmjopen-2017-017585"
    kind = "Cohort study"
    funding = "A public fund"
    read = "R1"

    class Params:
        unread = factory.Trait(read="R2")


class RevisionFactory(DjangoModelFactory):
    """The first revision of an entry."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            state=State.APPROVED,
            live_from=factory.LazyFunction(lambda: days_ago(2)),
            approved_by=factory.SubFactory(UserFactory),
            reason="First version",
        )
        scheduled = factory.Trait(
            state=State.APPROVED,
            live_from=factory.LazyFunction(lambda: days_ago(-2)),
            approved_by=factory.SubFactory(UserFactory),
        )
        withdrawn = factory.Trait(
            state=State.APPROVED,
            live_from=factory.LazyFunction(lambda: days_ago(3)),
            live_until=factory.LazyFunction(lambda: days_ago(1)),
            approved_by=factory.SubFactory(UserFactory),
            entry__withdrawn_at=factory.SelfAttribute("..live_until"),
            entry__withdrawn_reason="A new study says otherwise.",
        )

    entry = factory.SubFactory(EntryFactory)
    number = 1
    title = factory.Sequence("Title {}".format)
    edited = datetime.date(2026, 11, 23)

    @factory.post_generation
    def cited(revision, create, extracted, **kwargs):  # noqa: N805 -- factory_boy hands over the object
        """Approved texts record what they cite; the sources must exist."""
        if create and revision.state == State.APPROVED:
            Citation.objects.bulk_create(citations_of(revision))


class ArticleFactory(RevisionFactory):
    class Meta:
        abstract = True

    position = factory.Sequence(lambda count: count)
    aim = "This page helps you prepare for a visit."
    key_messages = ["You are not alone.", "It is not your fault."]
    what_you_can_do = ["Write down what changed."]
    questions_to_ask = ["What result did you expect?"]
    body = "## What is known\n\nSome people still have pain.\n\n## What is not known\n\nThe cause."


class TopicFactory(ArticleFactory):
    class Meta:
        model = Topic

    entry = factory.SubFactory(EntryFactory, kind=Kind.TOPIC.value)


class FAQFactory(ArticleFactory):
    class Meta:
        model = FAQ

    entry = factory.SubFactory(EntryFactory, kind=Kind.FAQ.value)
    # The topic's page is published whether the question is or not.
    topic = factory.LazyFunction(lambda: TopicFactory(published=True).entry)
    title = factory.Sequence("Why does it hurt {}?".format)
    short_answer = "Often the cause is not found."


class TreatmentFactory(ArticleFactory):
    class Meta:
        model = Treatment

    entry = factory.SubFactory(EntryFactory, kind=Kind.TREATMENT.value)
    category = "physical"
    how_it_works = "It trains your muscles."
    what_happens = "You meet a therapist."
    if_nothing = "The pain may stay as it is."
    life_impact = "You need time each week."
    suits = ["You can walk."]
    does_not_suit = ["You have a new fracture."]
    effort = "An hour a week."
    not_known = "Which exercise is best is not known."
    certainty = [
        {"scale": "none", "level": "no good studies", "about": "pain after surgery", "source": ""}
    ]


class InfoPageFactory(ArticleFactory):
    class Meta:
        model = InfoPage

    entry = factory.SubFactory(EntryFactory, kind=Kind.PAGE.value)


class WordFactory(RevisionFactory):
    class Meta:
        model = Word

    entry = factory.SubFactory(EntryFactory, kind=Kind.WORD.value)
    title = factory.Sequence("Wordology{}".format)
    definition = "A word that nobody needs."


class CareCardFactory(RevisionFactory):
    class Meta:
        model = CareCard

    entry = factory.SubFactory(EntryFactory, kind=Kind.CARD.value)
    level = "emergency"
    position = factory.Sequence(lambda count: count)
    title = factory.Sequence("Get help {}".format)
    service = "Call 911"
    lead = "If any one of these is new"
    signs = ["Numbness between your legs", "Weak legs"]
    advice = "One sign is enough."


class PassageFactory(DjangoModelFactory):
    """A passage under a published FAQ."""

    class Meta:
        model = Passage

    key = factory.Sequence("S{:02}".format)
    file = "raw.txt"
    number = factory.Sequence(lambda count: count + 1)
    first_line = 1
    last_line = 2
    question = "What is the fix?"
    answer = "A new operation fixes it."
    answered_by = factory.LazyFunction(lambda: FAQFactory(published=True).entry)
    origin = "The website of a clinic."
    origin_certainty = "high"
    verbatim = "yes"
    severity = "A"
    verdict = "misleading"
    note = "No operation fixes it for sure."


class SynonymFactory(DjangoModelFactory):
    class Meta:
        model = Synonym

    lay = factory.Sequence("lay word {}".format)
    clinical = factory.Sequence("clinical word {}".format)
    match = "same"


class CodeFactory(DjangoModelFactory):
    class Meta:
        model = Code

    system = "icd-10-cm"
    code = factory.Sequence("M{}.1".format)
    title = "Postlaminectomy syndrome"
    entry = factory.LazyFunction(lambda: TopicFactory(published=True).entry)


class PictureFactory(DjangoModelFactory):
    """A picture whose files are named, and not there."""

    class Meta:
        model = Picture

    key = factory.Sequence("picture-{}".format)
    alt = "The lower back from the side"
    credit = "A. Person"
    licence = "CC BY 4.0"
    width = 640
    height = 400
    files = factory.LazyFunction(
        lambda: [
            {
                "width": 640,
                "height": 400,
                "webp": "pictures/0123456789abcdef-640.webp",
                "fallback": "pictures/0123456789abcdef-640.jpg",
            }
        ]
    )
