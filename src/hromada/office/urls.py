"""What lies above all conferences, and where the work on one begins."""

from django.urls import path

from hromada.office.views import home

app_name = "office"

urlpatterns = [
    path("office/", home.home, name="home"),
    path("office/<slug:slug>/", home.overview, name="overview"),
]
