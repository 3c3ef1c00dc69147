"""allauth's views for signing in by code, under the names by which allauth looks for them; none of its others."""

from allauth.account import views as allauth
from django.urls import path

from hromada.accounts.views import mine

urlpatterns = [
    path("", mine.account, name="account_home"),
    path("login/", allauth.request_login_code, name="account_login"),
    path("login/", allauth.request_login_code, name="account_request_login_code"),
    path("login/code/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
]
