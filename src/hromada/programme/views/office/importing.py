"""Files come into the draft, and the draft goes out as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from hromada.programme.access import Desk, DeskRequest, Right, needs
from hromada.programme.actions import import_runs
from hromada.programme.forms.importing import ImportForm
from hromada.programme.workbook.making import draft_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Right.ORGANISE)
def imports(request: DeskRequest, desk: Desk) -> HttpResponse:
    """Choose a file; earlier ones below."""
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        run = import_runs.begin_import(
            desk.edition,
            name=file.name,
            content=file.read(),
            removes_gone=form.cleaned_data["removes_gone"],
            language=get_language() or "de",
            by=desk.person,
        )
        return redirect("programme:office_import", desk.edition.slug, run.pk)
    runs = desk.edition.import_runs.defer("content", "marked").select_related("by")
    context = {"desk": desk, "form": form, "runs": runs}
    return render(request, "programme/office/imports.html", context, status=422 if form.errors else 200)


@require_safe
@needs(Right.ORGANISE)
def import_run(request: DeskRequest, desk: Desk, run: int) -> HttpResponse:
    """One import: how far it is, what it would do, what it did. While it works, the part asks for itself anew."""
    found = get_object_or_404(desk.edition.import_runs.defer("content"), pk=run)
    part = "#state" if "HX-Request" in request.headers else ""
    return render(request, f"programme/office/import_run.html{part}", {"desk": desk, "run": found})


@require_POST
@needs(Right.ORGANISE)
def write(_request: DeskRequest, desk: Desk, run: int) -> HttpResponse:
    import_runs.write_import(get_object_or_404(desk.edition.import_runs, pk=run), by=desk.person)
    return redirect("programme:office_import", desk.edition.slug, run)


@require_POST
@needs(Right.ORGANISE)
def cancel(_request: DeskRequest, desk: Desk, run: int) -> HttpResponse:
    import_runs.cancel_import(get_object_or_404(desk.edition.import_runs, pk=run))
    return redirect("programme:office_import", desk.edition.slug, run)


@require_safe
@needs(Right.ORGANISE)
def marked(_request: DeskRequest, desk: Desk, run: int) -> HttpResponse:
    """The workbook that was refused, with its faults marked."""
    found = get_object_or_404(desk.edition.import_runs.exclude(marked=b""), pk=run)
    return _file(bytes(found.marked), f"{found.name.rpartition('.')[0]}-errors.xlsx")


@require_safe
@needs(Right.READ)
def workbook(_request: DeskRequest, desk: Desk) -> HttpResponse:
    """The whole draft, to be worked on in a spreadsheet."""
    return _file(draft_workbook(desk.edition, get_language() or "de"), f"{desk.edition.slug}.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition or ""})
