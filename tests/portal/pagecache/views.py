"""Views that opt in although some of them should not have."""

from django.db import OperationalError, connection
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from fbss.models import Source, Synonym
from fbss.views.caching import cached
from portal.health import healthz, readyz


def page(view):
    return path(f"{view.__name__}/", cached("page")(view))


def good(request):
    return HttpResponse(f"{Source.objects.count()} sources, page {request.GET.get('page', 1)}")


def plain(request):
    return HttpResponse("rests on nothing")


def missing(request):
    return HttpResponse("missing", status=404)


def with_cookie(request):
    response = HttpResponse("hello")
    response.set_cookie("seen", "1")
    return response


def with_token(request):
    return HttpResponse(get_token(request))


def with_user(request):
    return HttpResponse(str(request.user))


def with_session(request):
    return HttpResponse(request.session.get("name", "nobody"))


def with_new_session(request):
    request.session["name"] = "Robin"
    return HttpResponse("hello")


def private(request):
    return HttpResponse("yours", headers={"Cache-Control": "private"})


@never_cache
def never(request):
    return HttpResponse("now")


def varying(request):
    return HttpResponse("hello", headers={"Vary": "Accept-Language"})


def streaming(request):
    return StreamingHttpResponse([b"a", b"b"])


def late(request):
    return TemplateResponse(request, "404.html")


def saving(request):
    Synonym.objects.create(lay="a", clinical="b", match="same")
    return HttpResponse("saved")


def updating(request):
    return HttpResponse(Source.objects.update(year=2020))


def deleting(request):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM fbss_synonym")
    return HttpResponse("deleted")


def away(request):
    raise OperationalError("the database is away")


def broken(request):
    raise ValueError("a fault of ours")


def not_asked(request):
    return HttpResponse("not opted in")


urlpatterns = [
    *map(
        page,
        [
            good,
            plain,
            missing,
            with_cookie,
            with_token,
            with_user,
            with_session,
            with_new_session,
            private,
            never,
            varying,
            streaming,
            late,
            saving,
            updating,
            deleting,
            away,
            broken,
        ],
    ),
    path("not_asked/", not_asked),
    path("healthz", healthz),
    path("readyz", readyz),
]
