"""The network from two files, looked at before it is written."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from hromada.accounts.access import PersonRequest, for_administrators
from hromada.network import uploading
from hromada.network.forms.uploading import UploadForm
from hromada.network.importing import SentFile


@for_administrators
def upload(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "network/office/upload.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "network/office/upload.html", {"form": form}, status=422)
    files = [form.cleaned_data[name] for name in ("municipalities", "partnerships")]
    first, second = (SentFile(file.name, file.read()) for file in files)
    report = uploading.look_at(first, second, by=request.user)
    return render(request, "network/office/upload.html", {"form": UploadForm(), "report": report})


@require_POST
@for_administrators
def write(request: PersonRequest) -> HttpResponse:
    report = uploading.write_upload(by=request.user)
    return render(request, "network/office/upload.html", {"form": UploadForm(), "report": report})
