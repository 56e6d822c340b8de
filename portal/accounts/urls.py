"""Addresses of accounts. Only what we offer: there is no sign-up and no list of mail addresses.

They are listed one by one, as the library's own lists bring all that it can do into memory.
"""

from django.urls import path, re_path

from portal.later import later

ACCOUNT = "allauth.account.views"
SECOND_STEP = "allauth.mfa.base.views"
APP = "allauth.mfa.totp.views"
CODES = "allauth.mfa.recovery_codes.views"
PASSKEYS = "allauth.mfa.webauthn.views"

VIEWS = (
    ("", "portal.accounts.views.account", "account"),
    ("login/", f"{ACCOUNT}.login", "account_login"),
    ("logout/", f"{ACCOUNT}.logout", "account_logout"),
    ("inactive/", f"{ACCOUNT}.account_inactive", "account_inactive"),
    ("again/", f"{ACCOUNT}.reauthenticate", "account_reauthenticate"),
    ("password/", f"{ACCOUNT}.password_change", "account_change_password"),
    ("password/set/", f"{ACCOUNT}.password_set", "account_set_password"),
    ("password/forgotten/", f"{ACCOUNT}.password_reset", "account_reset_password"),
    (
        "password/forgotten/sent/",
        f"{ACCOUNT}.password_reset_done",
        "account_reset_password_done",
    ),
    (
        "password/new/done/",
        f"{ACCOUNT}.password_reset_from_key_done",
        "account_reset_password_from_key_done",
    ),
    ("second-step/", f"{SECOND_STEP}.index", "mfa_index"),
    ("second-step/authenticate/", f"{SECOND_STEP}.authenticate", "mfa_authenticate"),
    ("second-step/reauthenticate/", f"{SECOND_STEP}.reauthenticate", "mfa_reauthenticate"),
    ("second-step/totp/activate/", f"{APP}.activate_totp", "mfa_activate_totp"),
    ("second-step/totp/deactivate/", f"{APP}.deactivate_totp", "mfa_deactivate_totp"),
    ("second-step/recovery-codes/", f"{CODES}.view_recovery_codes", "mfa_view_recovery_codes"),
    (
        "second-step/recovery-codes/generate/",
        f"{CODES}.generate_recovery_codes",
        "mfa_generate_recovery_codes",
    ),
    (
        "second-step/recovery-codes/download/",
        f"{CODES}.download_recovery_codes",
        "mfa_download_recovery_codes",
    ),
    ("second-step/webauthn/", f"{PASSKEYS}.list_webauthn", "mfa_list_webauthn"),
    ("second-step/webauthn/add/", f"{PASSKEYS}.add_webauthn", "mfa_add_webauthn"),
    (
        "second-step/webauthn/reauthenticate/",
        f"{PASSKEYS}.reauthenticate_webauthn",
        "mfa_reauthenticate_webauthn",
    ),
    (
        "second-step/webauthn/keys/<int:pk>/remove/",
        f"{PASSKEYS}.remove_webauthn",
        "mfa_remove_webauthn",
    ),
    (
        "second-step/webauthn/keys/<int:pk>/edit/",
        f"{PASSKEYS}.edit_webauthn",
        "mfa_edit_webauthn",
    ),
    ("second-step/webauthn/login/", f"{PASSKEYS}.login_webauthn", "mfa_login_webauthn"),
    ("sessions/", "allauth.usersessions.views.list_usersessions", "usersessions_list"),
)

urlpatterns = [
    *(path(address, later(view), name=name) for address, view, name in VIEWS),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        later(f"{ACCOUNT}.password_reset_from_key"),
        name="account_reset_password_from_key",
    ),
]
