"""Fields of forms for pictures and documents. What is wrong with a file is said at its field.

A file that is in order is kept at once, and the form carries a signed note of it: where another field is wrong, nobody
has to choose the file again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads import documents, pictures, scanning, shelf
from hromada.kernel.uploads.ladder import FORMATS, beside, is_kept_in_steps, widths_up_to
from hromada.kernel.uploads.private import private

Kept = TypeVar("Kept", shelf.KeptPicture, shelf.KeptDocument)

_SALT = "hromada.kernel.uploads"
_NOTE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Sent:
    """What a form said about a file: a new one, a note of one that was sent before, or that there shall be none."""

    file: UploadedFile[Any] | None
    note: str
    is_taken_away: bool


class UploadInput(forms.FileInput):
    """What is there now, a choice of another, and a box to take it away; ``kept`` is set by the field.

    ``preview``: where a picture that is kept privately is shown; others are shown where they lie."""

    template_name = "kernel/widgets/upload.html"
    kept: shelf.KeptPicture | shelf.KeptDocument | None = None
    is_new = False
    is_private = False
    folder = ""
    preview = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        return Sent(files.get(name), data.get(f"{name}_kept", ""), bool(data.get(f"{name}_taken_away")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}_kept" not in data and f"{name}_taken_away" not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return self.kept is None and not initial

    def format_value(self, value: Any) -> None:
        """A browser takes no file as given."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["kept"] = self.kept
        if isinstance(self.kept, shelf.KeptPicture):
            context["preview"] = self._preview(self.kept)
        if self.kept is not None and self.is_new:
            context["note"] = signing.dumps(asdict(self.kept), salt=f"{_SALT}.{self.folder}")
        return context

    def _preview(self, kept: shelf.KeptPicture) -> str:
        if self.is_private:
            return "" if self.is_new else self.preview
        path = kept.path
        if is_kept_in_steps(path, kept.width):
            path = beside(path, widths_up_to(kept.width)[0], FORMATS[-1])
        return f"{settings.MEDIA_URL}{path}"


class UploadField(forms.FileField, Generic[Kept]):
    """Gives what is kept now, or None. ``folder`` is where new files go; ``storage``, what it is a folder of."""

    widget = UploadInput
    kind: ClassVar[type[Any]]
    accept: ClassVar[str]

    def __init__(self, *, folder: str, storage: Storage = default_storage, **options: Any) -> None:
        self.folder = folder
        self.storage = storage
        super().__init__(**options)
        self.widget.is_private, self.widget.folder = storage is private, folder

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": self.accept}

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self._show(self.kept_of(form.get_initial_for_field(self, field_name)))
        return super().get_bound_field(form, field_name)

    def clean(self, data: Sent, initial: Any = None) -> Kept | None:
        kept = self._chosen(data, self.kept_of(initial))
        if kept is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return kept

    def has_changed(self, initial: Any, data: Sent | None) -> bool:  # noqa: ARG002  # Django's signature
        return data is not None and (data.file is not None or bool(data.note) or data.is_taken_away)

    def kept_of(self, initial: Any) -> Kept | None:
        """What the row names."""
        raise NotImplementedError

    def taken(self, content: bytes, name: str) -> Kept:
        """Raises Refusal."""
        raise NotImplementedError

    @property
    def megabytes(self) -> int:
        raise NotImplementedError

    def _chosen(self, sent: Sent, initial: Kept | None) -> Kept | None:
        if sent.file is not None:
            kept = self._received(sent.file)
        elif sent.is_taken_away:
            self._show(None)
            return None
        elif sent.note:
            kept = self._noted(sent.note)
        else:
            return initial
        self._show(kept, is_new=True)
        return kept

    def _received(self, file: UploadedFile[Any]) -> Kept:
        if not file.size:
            raise ValidationError(_("The file is empty: please choose another."), code="empty")
        if file.size > self.megabytes * 1_000_000:
            facts = {"size": -(-file.size // 1_000_000), "limit": self.megabytes}
            raise ValidationError(
                _("The file has %(size)d MB; up to %(limit)d MB can be taken. Please make it smaller.") % facts,
                code="too_large",
            )
        content = file.read()
        try:
            scanning.refuse_harmful(content)
            return self.taken(content, file.name or "")
        except Refusal as refusal:
            raise ValidationError(refusal.sentence, code=refusal.code) from refusal

    def _noted(self, note: str) -> Kept:
        try:
            kept: Kept = self.kind(**signing.loads(note, salt=f"{_SALT}.{self.folder}", max_age=_NOTE_SECONDS))
        except (signing.BadSignature, TypeError) as error:
            raise self._too_old() from error
        if not self.storage.exists(kept.path):
            raise self._too_old()
        return kept

    def _too_old(self) -> ValidationError:
        return ValidationError(_("Please choose the file again."), code="too_old")

    def _show(self, kept: Kept | None, *, is_new: bool = False) -> None:
        widget = self.widget
        if isinstance(widget, UploadInput):
            widget.kept, widget.is_new = kept, is_new


class PictureField(UploadField[shelf.KeptPicture]):
    """Gives a KeptPicture, drawn anew."""

    kind = shelf.KeptPicture
    # Without HEIC: an iPhone then sends a JPEG by itself.
    accept = "image/jpeg,image/png,image/webp,image/avif,image/tiff"

    @property
    def megabytes(self) -> int:
        return int(settings.PICTURE_MEGABYTES)

    def kept_of(self, initial: Any) -> shelf.KeptPicture | None:
        if isinstance(initial, FieldFile):
            field: Any = initial.field
            width, height = (getattr(initial.instance, name) for name in (field.width_field, field.height_field))
            return shelf.KeptPicture(str(initial.name), width or 0, height or 0) if initial else None
        return initial or None

    def taken(self, content: bytes, name: str) -> shelf.KeptPicture:  # noqa: ARG002  # a picture has no name
        return shelf.keep_picture(pictures.redraw(content), self.folder, storage=self.storage)


class DocumentField(UploadField[shelf.KeptDocument]):
    """Gives a KeptDocument, as it was sent."""

    kind = shelf.KeptDocument
    accept = ",".join(f".{ending}" for ending in documents.TYPES)

    @property
    def megabytes(self) -> int:
        return int(settings.DOCUMENT_MEGABYTES)

    def kept_of(self, initial: Any) -> shelf.KeptDocument | None:
        if isinstance(initial, FieldFile):
            return shelf.KeptDocument(str(initial.name), initial.size) if initial else None
        return initial or None

    def taken(self, content: bytes, name: str) -> shelf.KeptDocument:
        return shelf.keep_document(documents.examined(content, name), self.folder, storage=self.storage)
