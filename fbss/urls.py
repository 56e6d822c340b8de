"""The addresses that visitors use. Never break one: a page that moves leaves a redirect."""

from django.urls import path

from fbss.content.vocabulary import Kind
from fbss.views import (
    a_to_z,
    about,
    claims,
    codes,
    comparison,
    help_now,
    home,
    machines,
    quality,
    questions,
    sources,
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
    path("words/", words.words, name="words"),
    path("words/<slug:slug>/", words.word, name="word"),
    path("a-to-z/", a_to_z.a_to_z, name="a_to_z"),
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
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("robots.txt", machines.robots, name="robots"),
    path("llms.txt", machines.llms, name="llms"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("infobutton", machines.infobutton, name="infobutton"),
]
