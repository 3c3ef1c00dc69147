"""What lies above all conferences, and where the work on one begins."""

from django.urls import path

from hromada.office.views import home, new

app_name = "office"

urlpatterns = [
    path("office/", home.home, name="home"),
    path("office/new/", new.new, name="new"),
    path("office/new/from/<slug:slug>/", new.new_from, name="new_from"),
    path("office/<slug:slug>/", home.overview, name="overview"),
]
