"""The addresses that visitors use. Never break one: a page that moves leaves a redirect."""

from django.urls import include, path, re_path

from fbss.content.vocabulary import Kind
from fbss.models import REVISIONS
from fbss.syndication.leaflets.forms import FORMS
from fbss.views import (
    a_to_z,
    about,
    api_addresses,
    bad_day,
    claims,
    codes,
    comparison,
    drafts,
    feedback,
    handouts,
    help_now,
    home,
    leaflets,
    machines,
    offline,
    pack,
    pictures,
    prepare,
    quality,
    questions,
    search,
    short,
    sources,
    styleguide,
    topics,
    treatments,
    words,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("help-now/", help_now.help_now, name="help_now"),
    path("understand/", topics.topics, name="understand"),
    path("understand/<slug:slug>/", topics.topic, name="topic"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<slug:slug>/", questions.question, name="question"),
    path("treatments/", treatments.treatments, name="treatments"),
    path("treatments/compare/", comparison.compare, name="compare"),
    path("treatments/<slug:slug>/", treatments.treatment, name="treatment"),
    path("prepare/", prepare.prepare, name="prepare"),
    path("handout/", handouts.handout, name="handout"),
    path("handout/card/", handouts.handout_card, name="handout_card"),
    path("bad-day/", bad_day.bad_day, name="bad_day"),
    path("bad-day/<slug:slug>/", bad_day.bad_day_topic, name="bad_day_topic"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/send/", feedback.send, name="feedback_send"),
    path("feedback/thanks/", feedback.thanks, name="feedback_thanks"),
    path("offline/", offline.offline, name="offline"),
    path("offline/missing/", offline.offline_missing, name="offline_missing"),
    path("offline/pages.json", offline.offline_pages, name="offline_pages"),
    path("offline-worker.js", offline.worker, name="offline_worker"),
    path("words/", words.words, name="words"),
    path("words/<slug:slug>/", words.word, name="word"),
    path("a-to-z/", a_to_z.a_to_z, name="a_to_z"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggestions, name="suggestions"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:key>/", sources.source, name="source"),
    path("about/", about.about, name="about"),
    path("about/claims/", claims.claims, name="claims"),
    path("about/quality.json", quality.quality_json, name="quality_json"),
    path("about/<slug:slug>/", about.about_page, name="about_page"),
    path("codes/", codes.codes, name="codes"),
    path("codes/<slug:system>/<str:code>/", codes.code, name="code"),
    path("changes.atom", machines.changes_feed, name="changes_feed"),
    *(
        path(f"{shelf}/<slug:slug>/changes.atom", machines.entry_feed, {"kind": kind}, name=name)
        for shelf, kind, name in (
            ("understand", Kind.TOPIC, "topic_feed"),
            ("questions", Kind.FAQ, "question_feed"),
            ("treatments", Kind.TREATMENT, "treatment_feed"),
            ("about", Kind.PAGE, "about_page_feed"),
            ("words", Kind.WORD, "word_feed"),
        )
    ),
    *(
        path(f"{shelf}/<slug:slug>/{form.file}", leaflets.leaflet(REVISIONS[kind], form))
        for shelf, kind in (
            ("understand", Kind.TOPIC),
            ("questions", Kind.FAQ),
            ("treatments", Kind.TREATMENT),
            ("about", Kind.PAGE),
            ("words", Kind.WORD),
        )
        for form in FORMS
    ),
    # The front page of its shelf has the shelf's own address.
    *(
        path(f"about/{form.file}", leaflets.leaflet(REVISIONS[Kind.PAGE], form), {"slug": "about"})
        for form in FORMS
    ),
    *(path(f"help-now/{form.file}", leaflets.help_leaflet(form)) for form in FORMS),
    path("pack.html", pack.pack, name="pack"),
    path("q/<slug:code>/", short.short, name="short"),
    path("q/<slug:code>", short.short),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("opensearch.xml", machines.search_description, name="search_description"),
    path("robots.txt", machines.robots, name="robots"),
    path("llms.txt", machines.llms, name="llms"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("api/v1/", include(api_addresses)),
    path("draft/<str:token>/", drafts.draft, name="draft"),
    re_path(
        r"^media/pictures/(?P<digest>[0-9a-f]{16})-(?P<width>\d{1,4})\.(?P<ending>webp|jpg|png)$",
        pictures.picture,
        name="picture",
    ),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("infobutton", machines.infobutton, name="infobutton"),
]
