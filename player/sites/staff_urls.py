"""Pages for staff that are not of the admin: signing in, the own account, the people of a site, its tag."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from player.sites.pages import account, invitations, people, signing_in, tag, theme

app_name = "staff"
urlpatterns = [
    path("sign-in", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/code", signing_in.code, name="code"),
    path("sign-out", LogoutView.as_view(next_page="staff:sign_in"), name="sign_out"),
    path("forgotten-password", signing_in.ForgottenPassword.as_view(), name="forgotten"),
    path("forgotten-password/sent", signing_in.ForgottenPasswordSent.as_view(), name="forgotten_sent"),
    path("forgotten-password/<uidb64>/<token>", signing_in.NewPassword.as_view(), name="new_password"),
    path("account", account.account, name="account"),
    path("account/password", account.Password.as_view(), name="password"),
    path("account/second-factor", account.set_up, name="second_factor"),
    path("account/second-factor/off", account.turn_off, name="second_factor_off"),
    path("account/recovery-codes", account.recovery_codes, name="recovery_codes"),
    path("invitations/<str:token>", invitations.invitation, name="invitation"),
    path("sites/<slug:key>/tag", tag.tag, name="tag"),
    path("sites/<slug:key>/origins", tag.add_origin, name="add_origin"),
    path("sites/<slug:key>/theme", theme.theme, name="theme"),
    path("sites/<slug:key>/people", people.people, name="people"),
    path("sites/<slug:key>/people/invitations", people.invite, name="invite"),
    path("sites/<slug:key>/people/invitations/<int:pk>/again", people.invite_again, name="invite_again"),
    path("sites/<slug:key>/people/invitations/<int:pk>/revoke", people.revoke, name="revoke"),
    path("sites/<slug:key>/people/<int:pk>/role", people.change_role, name="change_role"),
    path("sites/<slug:key>/people/<int:pk>/remove", people.remove, name="remove"),
    path("sites/<slug:key>/people/second-factor", people.require_second_factor, name="require_second_factor"),
]
