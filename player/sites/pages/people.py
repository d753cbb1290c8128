"""The people of a site: who they are, what they may do, whom they invite."""

from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from player.sites import audit
from player.sites.audit import Action
from player.sites.models import Invitation, LastOwner, Member, Site
from player.sites.staff import for_staff_of_site
from synthesis.rights import Area, Role

if TYPE_CHECKING:
    _InvitationModelForm = forms.ModelForm[Invitation]
else:
    _InvitationModelForm = forms.ModelForm

# Letters go out in the operator's name: nobody mails the world through a site.
_MOST_INVITED: Final = 50
_TO_CONSOLE: Final = "django.core.mail.backends.console.EmailBackend"
_LAST_OWNER: Final = "Somebody must own the site: make another person an owner first."


class InvitationForm(_InvitationModelForm):
    """Whom to ask, and for what."""

    role = forms.ChoiceField(
        choices=[(role.value, f"{role.label}: {role.does}") for role in Role], initial=Role.EDITOR.value
    )

    class Meta:
        model = Invitation
        fields = ("email", "role")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if self.instance.site.members.filter(user__username=email).exists():
            raise forms.ValidationError(f"{email} looks after the site already. Change the role below.")
        if self.instance.site.invitations.pending().count() >= _MOST_INVITED:
            raise forms.ValidationError(
                f"{_MOST_INVITED} invitations are open. Revoke some before you send another one."
            )
        return email


@for_staff_of_site(Area.PEOPLE, "view", "GET")
def people(request: HttpRequest, site: Site) -> HttpResponse:
    """Everybody who looks after the site, or is asked to."""
    return _page(request, site, InvitationForm())


def _page(request: HttpRequest, site: Site, form: InvitationForm, status: int = 200) -> HttpResponse:
    context = {
        "site": site,
        "members": site.members.select_related("user").order_by("user__username"),
        "invitations": site.invitations.pending(),
        "roles": list(Role),
        "form": form,
    }
    return render(request, "people/people.html", context, status=status)


@for_staff_of_site(Area.PEOPLE, "add", "POST")
def invite(request: HttpRequest, site: Site) -> HttpResponse:
    """Ask somebody; who is asked already is asked anew, in the role chosen now."""
    email = request.POST.get("email", "").strip().lower()
    known = site.invitations.pending().filter(email=email).first()
    form = InvitationForm(request.POST, instance=known or _new_invitation(request, site))
    if not form.is_valid():
        return _page(request, site, form, 400)
    form.instance.renew()
    audit.note(request.user, Action.INVITED, site, form.instance.email, form.instance.get_role_display())
    return _send(request, form.instance)


def _new_invitation(request: HttpRequest, site: Site) -> Invitation:
    by: Any = request.user
    return Invitation(site=site, invited_by=by)


@for_staff_of_site(Area.PEOPLE, "add", "POST")
def invite_again(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """A new letter with a new link, for another week."""
    invitation = get_object_or_404(site.invitations.pending(), pk=pk)
    invitation.renew()
    audit.note(request.user, Action.INVITED_AGAIN, site, invitation.email)
    return _send(request, invitation)


@for_staff_of_site(Area.PEOPLE, "delete", "POST")
def revoke(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """Take an invitation back; its link is void."""
    invitation = get_object_or_404(site.invitations.pending(), pk=pk)
    invitation.delete()
    audit.note(request.user, Action.INVITATION_REVOKED, site, invitation.email)
    messages.success(request, f"The invitation of {invitation.email} is revoked.")
    return _back(site)


@for_staff_of_site(Area.PEOPLE, "change", "POST")
def change_role(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """Make somebody an owner, an editor, an analyst."""
    member = get_object_or_404(site.members.select_related("user"), pk=pk)
    wanted = request.POST.get("role", "")
    if wanted not in Role.values:
        messages.error(request, f"“{wanted}” is no role. Choose one of: {', '.join(Role.labels)}.")
    elif wanted != member.role:
        _become(request, member, Role(wanted))
    return _back(site)


def _become(request: HttpRequest, member: Member, role: Role) -> None:
    before = member.get_role_display()
    try:
        with transaction.atomic():
            member.become(role)
            audit.note(request.user, Action.ROLE_CHANGED, member.site, str(member.user), f"{before} → {role.label}")
    except LastOwner:
        messages.error(request, _LAST_OWNER)
    else:
        messages.success(request, f"{member.user} is now {role.label.lower()}.")


@for_staff_of_site(Area.PEOPLE, "delete", "POST")
def remove(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """Take somebody off the site. The account stays: it may look after others."""
    member = get_object_or_404(site.members.select_related("user"), pk=pk)
    try:
        with transaction.atomic():
            member.leave()
            audit.note(request.user, Action.REMOVED, site, str(member.user))
    except LastOwner:
        messages.error(request, _LAST_OWNER)
    else:
        messages.success(request, f"{member.user} looks after {site} no longer.")
    return redirect("home") if member.user == request.user else _back(site)


@for_staff_of_site(Area.PEOPLE, "change", "POST")
def require_second_factor(request: HttpRequest, site: Site) -> HttpResponse:
    """Want a second factor of everybody who looks after the site, or leave it to them."""
    wanted = request.POST.get("required") == "yes"
    if wanted != site.second_factor:
        Site.objects.filter(pk=site.pk).update(second_factor=wanted)
        details = "required" if wanted else "up to each person"
        audit.note(request.user, Action.CHANGED, site, "second factor", details)
    return _back(site)


def _send(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    link = request.build_absolute_uri(reverse("staff:invitation", args=(invitation.token(),)))
    context = {"invitation": invitation, "link": link, "by": request.user}
    subject = " ".join(f"Look after {invitation.site} with Readalong".split())
    letter = render_to_string("people/letters/invitation.txt", context)
    try:
        send_mail(subject, letter, None, [invitation.email])
    except (SMTPException, OSError) as error:
        messages.error(request, f"The letter could not be sent ({error}). The invitation is kept: send it again.")
        return _back(invitation.site)
    if settings.EMAIL_BACKEND == _TO_CONSOLE:
        told = "This service sends no e-mail (READALONG_EMAIL_URL is not set): the letter stands in its log."
        messages.warning(request, told)
    else:
        messages.success(request, f"An invitation is on its way to {invitation.email}.")
    return _back(invitation.site)


def _back(site: Site) -> HttpResponse:
    return redirect("staff:people", key=site.key)
