from django.urls import path

from hromada.network.views import public
from hromada.network.views.office import uploading

app_name = "network"
urlpatterns = [
    path("office/network/upload/", uploading.upload, name="office_upload"),
    path("office/network/upload/write/", uploading.write, name="office_upload_write"),
    path("network/", public.network, name="network"),
    path("network/<slug:slug>/", public.organisation, name="organisation"),
]
