"""People in the admin: who has an account, and which roles. An administrator's page."""

from __future__ import annotations

from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 -- these three register what is taken back below
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from fbss.editing.roles import IN_SHORT, ROLES

# Groups follow the table of roles, and the rest is kept by each person's own account pages.
for model in (User, Group, EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

RISKY = method_decorator(reauthentication_required)
RISKY_ACTION = method_decorator(
    reauthentication_required(enabled=lambda request: request.method == "POST")
)
ABOUT = ("first_name", "last_name", "email")


class RolesField(forms.ModelMultipleChoiceField[Group]):
    """The roles as boxes to tick, in the order of the table."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            Group.objects.filter(name__in=ROLES).order_by("pk"),
            label="Roles",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **options,
        )

    def label_from_instance(self, role: Any) -> str:
        return f"{role.name} {IN_SHORT[role.name]}."


class PersonForm(forms.ModelForm[User]):
    """Somebody who has an account."""

    groups = RolesField()

    class Meta:
        model = User
        fields = ["username", *ABOUT, "groups", "is_active"]
        labels = {"is_active": "May log in"}
        help_texts = {
            "username": "What the person types at login. Letters, digits and . _ - + @",
            "is_active": "Take the tick away when somebody leaves. What they wrote stays.",
        }


class NewPersonForm(PersonForm):
    """Somebody who gets an account, and chooses a password by the link in the mail."""

    email = forms.EmailField(
        help_text="The person chooses a password at “Forgotten your password?”, by this address."
    )

    class Meta(PersonForm.Meta):
        fields = ["username", *ABOUT, "groups"]

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """Accounts and roles. Nobody is deleted: the record of decisions names them for good."""

    class Media:
        css = {"all": ["desk/people.css"]}

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = None
    fieldsets = [
        (None, {"fields": ["username", *ABOUT]}),
        ("What the person may do", {"fields": ["groups", "is_active"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", *ABOUT, "groups"]})]
    filter_horizontal = ()
    list_display = ["username", "get_full_name", "roles", "second_step", "is_active", "last_login"]
    list_filter = ["is_active", ("groups", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    show_full_result_count = False
    actions = ["remove_second_step", "end_sessions"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        steps = Authenticator.objects.filter(user_id=OuterRef("pk"))
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(has_second_step=Exists(steps)).prefetch_related("groups")

    @admin.display(description="Roles")
    def roles(self, person: User) -> str:
        names = ", ".join(group.name for group in person.groups.all())
        return names or ("All rights" if person.is_superuser else "None")

    @admin.display(description="Second step", boolean=True)
    def second_step(self, person: Any) -> bool:
        return bool(person.has_second_step)

    # Who may do what ---------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only somebody with all rights changes an account with all rights."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or self._is_superuser(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _is_superuser(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_actions(request) if self.has_change_permission(request) else {}

    # Risky steps: the password is asked for once more ------------------------------------------

    @RISKY
    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(*args, **kwargs)

    @RISKY_ACTION
    def changelist_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changelist_view(*args, **kwargs)

    @RISKY
    def user_change_password(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().user_change_password(*args, **kwargs)

    @admin.action(description="Remove the second step: phone and recovery codes are lost")
    def remove_second_step(self, request: HttpRequest, people: QuerySet[User]) -> None:
        chosen = self._reachable(request, people)
        Authenticator.objects.filter(user__in=chosen).delete()
        self._end_sessions(chosen)
        self._say(request, "They set up a new second step at their next login", chosen)

    @admin.action(description="Log out everywhere")
    def end_sessions(self, request: HttpRequest, people: QuerySet[User]) -> None:
        chosen = self._reachable(request, people)
        self._end_sessions(chosen)
        self._say(request, "Logged out everywhere", chosen)

    def _reachable(self, request: HttpRequest, people: QuerySet[User]) -> list[User]:
        return [person for person in people if self.has_change_permission(request, person)]

    def _end_sessions(self, people: list[User]) -> None:
        for session in UserSession.objects.filter(user__in=people):
            session.end()

    def _say(self, request: HttpRequest, what: str, people: list[User]) -> None:
        names = ", ".join(person.get_username() for person in people) or "nobody"
        self.message_user(request, f"{what}: {names}.")
