from django.urls import path

from hromada.network.views import public

app_name = "network"
urlpatterns = [
    path("network/", public.network, name="network"),
    path("network/<slug:slug>/", public.organisation, name="organisation"),
]
