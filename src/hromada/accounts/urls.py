"""allauth's views for signing in, under the names by which allauth looks for them; none of its others.

Where allauth has pages of its own for what is there, it is led to the account page, which shows everything.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path
from django.views.decorators.cache import never_cache

from hromada.accounts.views import mine, signing_in

two_factors = [
    path("authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("app/add/", never_cache(app.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("recovery-codes/", never_cache(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/make/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("", mine.account, name="account_home"),
    path("", mine.account, name="mfa_index"),
    path("", mine.account, name="mfa_list_webauthn"),
    path("login/", signing_in.ask_for_code, name="account_login"),
    path("login/", signing_in.ask_for_code, name="account_request_login_code"),
    path("login/code/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("2fa/", include(two_factors)),
]
