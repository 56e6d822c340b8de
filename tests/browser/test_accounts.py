"""Logging in as people do it: with a password and a code, with a passkey, with a paper code."""

import re
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from fbss.editing.roles import REVIEWERS
from tests.browser.judges import axe, reflow, senses, targets
from tests.browser.site import PASSWORD
from tests.browser.tools import html_validate, nu
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "JBSWY3DPEHPK3PXP"
SHIFTS = """
() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})
"""


@pytest.fixture(autouse=True)
def _in_production(settings):
    settings.SECOND_STEP = True
    cache.clear()


@pytest.fixture
def nina(live_server):
    nina = UserFactory(username="nina", is_staff=True, email="nina@example.org")
    nina.set_password(PASSWORD)
    nina.save()
    nina.groups.add(Group.objects.get(name=REVIEWERS))
    return nina


@pytest.fixture
def authenticator(page):
    """A device that says yes with a fingerprint, as a phone does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def code_now(secret=SECRET):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def log_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("nina")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def confirm(page):
    """The password once more, before who can get in changes."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def set_up_app(page):
    """Gives back the key that the app holds from now on."""
    page.goto("/account/second-step/totp/activate/")
    confirm(page)
    secret = page.locator(".account-key").inner_text()
    page.get_by_label("Authenticator code").fill(code_now(secret))
    page.get_by_role("button", name="Set up the app").click()
    return secret


def log_out(page):
    page.goto("/account/logout/")
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("h1")).to_have_text("Log in")


def test_a_reviewer_sets_up_a_passkey_at_the_first_login_and_needs_no_password_after(
    page, nina, authenticator
):
    log_in(page)
    expect(page.get_by_role("alert")).to_contain_text("Set up a second step first.")
    page.get_by_role("link", name="Second step: passkeys, app and recovery codes").click()
    page.get_by_role("link", name="Set up a passkey").click()
    confirm(page)
    page.get_by_label("Name of this passkey").fill("Phone")
    page.get_by_role("button", name="Set up the passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    log_out(page)

    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(re.compile("/admin/$"))
    assert [str(one) for one in Authenticator.objects.filter(type="webauthn")] == ["Phone"]


def test_a_reviewer_sets_up_an_app_and_logs_in_with_its_code(page, nina):
    log_in(page)
    secret = set_up_app(page)
    expect(page.locator(".account-codes li")).to_have_count(10)
    log_out(page)
    # A code counts once: the next login is some time later.
    cache.clear()

    log_in(page)
    page.get_by_label("Code of your app, or a recovery code").fill(code_now(secret))
    page.get_by_role("button", name="Log in").click()

    expect(page).to_have_url(re.compile("/admin/$"))


def test_whoever_lost_the_phone_gets_in_with_a_code_from_paper(page, nina):
    log_in(page)
    set_up_app(page)
    paper = page.locator(".account-codes li").first.inner_text()
    log_out(page)

    log_in(page)
    page.get_by_label("Code of your app, or a recovery code").fill(paper)
    page.get_by_role("button", name="Log in").click()

    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto("/account/second-step/")
    expect(page.locator("main")).to_contain_text("9 left.")


def test_a_passkey_that_is_refused_leaves_a_sentence(reader, nina):
    page = reader().new_page()
    page.add_init_script(
        "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page.goto("/account/login/")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("alert")).to_have_text(
        "No passkey was used. Try again, or use another way."
    )


def test_a_password_and_a_code_work_without_javascript(plain_page, nina):
    TOTP.activate(nina, SECRET)

    log_in(plain_page)
    plain_page.get_by_label("Code of your app, or a recovery code").fill(code_now())
    plain_page.get_by_role("button", name="Log in").click()

    expect(plain_page).to_have_url(re.compile("/admin/$"))


def judged(page, address, h1):
    """The faults of a page, in every look."""
    page.goto(address)
    assert page.locator("h1").all_inner_texts() == [h1]
    visitor = SimpleNamespace(page=page)
    faults = [f"moves by {moved}" for moved in [page.evaluate(SHIFTS)] if moved >= 0.1]
    faults += page.context.console
    for judge in (axe.judge, reflow.judge, targets.judge, senses.judge_forced_colors):
        faults += judge(visitor)
    # axe reads style sheets in a way that the policy forbids; the page itself has been heard.
    page.context.console.clear()
    return [f"{address}: {fault}" for fault in faults]


STRANGERS = {
    "/account/login/": "Log in",
    "/account/password/forgotten/": "A new password",
    "/account/password/forgotten/sent/": "Look into your mail",
    "/account/password/new/1-x/": "This link does not work",
    "/account/inactive/": "This account has ended",
}
OWN = {
    "/account/": "Your account",
    "/account/logout/": "Log out?",
    "/account/again/": "Is it you?",
    "/account/second-step/": "Second step at login",
    "/account/second-step/totp/activate/": "Set up an app with codes",
    "/account/second-step/webauthn/add/": "Set up a passkey",
    "/account/second-step/webauthn/": "Your passkeys",
    "/account/sessions/": "Where you are logged in",
    "/account/password/": "Change your password",
}
WITH_AN_APP = {
    "/account/second-step/": "Second step at login",
    "/account/second-step/totp/deactivate/": "Remove the app with codes?",
    "/account/second-step/recovery-codes/": "Recovery codes",
    "/account/second-step/recovery-codes/generate/": "Make new recovery codes?",
    "/account/second-step/reauthenticate/": "Is it you?",
}


def test_no_judge_finds_a_fault_before_the_login(page, nina):
    faults = [fault for address, h1 in STRANGERS.items() for fault in judged(page, address, h1)]

    assert faults == []


def test_no_judge_finds_a_fault_in_an_account(page, nina):
    log_in(page)
    page.goto("/account/again/?next=/account/")
    confirm(page)

    faults = [fault for address, h1 in OWN.items() for fault in judged(page, address, h1)]

    assert faults == []


def test_no_judge_finds_a_fault_around_the_second_step(page, nina):
    log_in(page)
    set_up_app(page)

    faults = [fault for address, h1 in WITH_AN_APP.items() for fault in judged(page, address, h1)]
    log_out(page)
    cache.clear()
    log_in(page)
    faults += judged(page, reverse("mfa_authenticate"), "Second step")

    assert faults == []


@pytest.mark.parametrize("checker", [nu, html_validate])
def test_the_checkers_find_no_fault_in_what_is_sent(client, nina, tmp_path, checker):
    for place, address in enumerate(STRANGERS):
        (tmp_path / f"a{place}.html").write_bytes(client.get(address, follow=True).content)
    client.force_login(nina)
    client.post("/account/again/", {"password": PASSWORD})
    for place, address in enumerate(OWN):
        (tmp_path / f"b{place}.html").write_bytes(client.get(address).content)
    TOTP.activate(nina, SECRET)
    RecoveryCodes.activate(nina)
    for place, address in enumerate(WITH_AN_APP):
        (tmp_path / f"c{place}.html").write_bytes(client.get(address).content)

    assert checker(sorted(tmp_path.glob("*.html"))) == []
