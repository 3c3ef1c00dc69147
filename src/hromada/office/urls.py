"""What lies above all conferences, and where the work on one begins."""

from django.urls import path

from hromada.office.views import history, home, new

app_name = "office"

urlpatterns = [
    path("office/", home.home, name="home"),
    path("office/history/", history.history, name="history"),
    path("office/history/<int:entry>/take-back/", history.take_back, name="history_take_back"),
    path("office/history/<int:entry>/take-back/all/", history.take_batch_back, name="history_take_batch_back"),
    path("office/new/", new.new, name="new"),
    path("office/new/from/<slug:slug>/", new.new_from, name="new_from"),
    path("office/<slug:slug>/", home.overview, name="overview"),
]
