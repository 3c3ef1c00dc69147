"""What a person is asked by their personal link. Each part is checked and kept on its own: what is wrong in one of them
never costs what was written in another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hromada.kernel.editing import label_of
from hromada.kernel.forms import LocalisedFormField
from hromada.kernel.localised import Localised
from hromada.kernel.templatetags.ui import language_name
from hromada.kernel.uploads.fields import DocumentField, PictureField
from hromada.kernel.uploads.private import private
from hromada.programme import labels
from hromada.programme.actions.answering import NewFile, Said, SaidOfOne
from hromada.programme.answers import ABOUT, OF_APPEARANCE, standing_appearances
from hromada.programme.models import Answer, Appearance, Reply, SentFile, Session
from hromada.programme.presentation.times import long_day

_LONGEST = {"name": 150, "biography": 4000, "function": 300, "organisation_name": 300}
_ROWS = {"biography": 6, "function": 2}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _as_written(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class TextsForm(forms.Form):
    """Texts by language, shown as they were proposed last, else as they stand. ``shown`` remembers what was on the
    page, so that only what was touched counts: what the office has changed meanwhile is not taken back unasked."""

    TEXTS: ClassVar[tuple[str, ...]] = ()
    LABELS: ClassVar[Mapping[str, Any]] = {}

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        prefix: str,
        thing: Any,
        proposed: Mapping[str, str],
        languages: Sequence[str],
        initial: Mapping[str, Any],
    ) -> None:
        texts = {name: _with(getattr(thing, name), proposed, name) for name in self.TEXTS}
        digests = {f"{name}.{code}": _digest(texts[name].get(code, "")) for name in texts for code in languages}
        super().__init__(data, prefix=prefix, initial={**texts, **initial, "shown": json.dumps(digests)})
        self.languages = languages
        for name in self.TEXTS:
            self.fields[name] = LocalisedFormField(
                languages=languages,
                rows=_ROWS.get(name, 1),
                max_length=_LONGEST[name],
                label=self.LABELS[name],
                required=name == "name",
            )

    def touched(self) -> dict[str, str]:
        """By path, as the answer keeps it."""
        shown = _read(self.cleaned_data["shown"])
        found = {}
        for name in self.TEXTS:
            for code in self.languages:
                text, path = _as_written(self.cleaned_data[name].get(code, "")), f"{name}.{code}"
                if shown.get(path) != _digest(text):
                    found[path] = text
        return found


def _with(text: Localised, proposed: Mapping[str, str], name: str) -> Localised:
    said = {path.partition(".")[2]: new for path, new in proposed.items() if path.startswith(f"{name}.")}
    return Localised({code: _as_written(one) for code, one in {**text, **said}.items()})


def _read(shown: str) -> dict[str, str]:
    """What came back may be anything; then everything counts as touched."""
    try:
        found = json.loads(shown)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class AboutForm(TextsForm):
    TEXTS = ABOUT
    LABELS: ClassVar[Mapping[str, Any]] = {
        "name": gettext_lazy("Your name"),
        "biography": gettext_lazy("A few sentences about you"),
    }

    language = forms.ChoiceField(label=gettext_lazy("Language in which we write to you"), required=False)

    def __init__(self, data: Any, *, initial: Mapping[str, Any], **options: Any) -> None:
        super().__init__(data, initial=initial, **options)
        codes = dict.fromkeys([*dict(settings.LANGUAGES), initial["language"]])
        self.fields["language"].choices = [(code, language_name(code)) for code in codes]  # type: ignore[attr-defined]  # a field of choices


class ReplyForm(TextsForm):
    TEXTS = OF_APPEARANCE
    LABELS: ClassVar[Mapping[str, Any]] = {
        "function": gettext_lazy("Your function, as it is announced"),
        "organisation_name": gettext_lazy("Your organisation, as it is announced"),
    }

    says = forms.ChoiceField(
        label=gettext_lazy("Will you take part?"),
        choices=Reply.Says.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    presence = forms.ChoiceField(label=gettext_lazy("How?"), choices=labels.presences, required=False)

    def __init__(self, data: Any, *, appearance: Appearance, reply: Reply, languages: Sequence[str]) -> None:
        says = reply.says or ("yes" if appearance.state == Appearance.State.CONFIRMED else "")
        super().__init__(
            data,
            prefix=f"a{appearance.pk}",
            thing=appearance,
            proposed=reply.texts,
            languages=languages,
            initial={"says": says, "presence": reply.presence or appearance.presence},
        )
        self.appearance = appearance

    def said(self) -> SaidOfOne:
        presence = self.cleaned_data["presence"]
        return SaidOfOne(says=self.cleaned_data["says"], presence=presence, texts=self.touched())


class PortraitForm(forms.Form):
    portrait = PictureField(
        folder="answers/portraits",
        storage=private,
        label=gettext_lazy("Portrait"),
        help_text=gettext_lazy("A photograph that shows you, as JPEG or PNG, at least 600 pixels wide."),
        required=False,
    )
    portrait_credit = forms.CharField(
        label=gettext_lazy("Who took the photograph?"),
        help_text=gettext_lazy("The name is printed with it."),
        max_length=200,
        required=False,
    )
    consents = forms.BooleanField(
        label=gettext_lazy(
            "The text about me and my portrait may be published with the programme: on this site, in print and in "
            "the data that others take from it. I can take this back at any time."
        ),
        required=False,
    )

    def __init__(self, data: Any, files: Any, *, answer: Answer, address: str) -> None:
        given = answer.person.published_with_consent_on is not None
        initial = {
            "portrait": answer.portrait,
            "portrait_credit": answer.portrait_credit,
            "consents": given if answer.consents is None else answer.consents,
        }
        super().__init__(data, files, prefix="p", initial=initial)
        self.fields["portrait"].widget.preview = address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("portrait") and not cleaned.get("portrait_credit"):
            self.add_error("portrait_credit", _("Please say who took the photograph."))
        if cleaned.get("portrait") and not cleaned.get("consents"):
            self.add_error("consents", _("Without your consent we cannot take the portrait."))
        return cleaned


class SlidesForm(forms.Form):
    """Of one session; several can be sent one after the other."""

    file = DocumentField(
        folder="answers/slides", storage=private, label=gettext_lazy("Slides or another document"), required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("In which language?"), required=False)
    gone = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, data: Any, files: Any, *, session: Session, there: Sequence[SentFile], languages: Sequence[str]
    ) -> None:
        super().__init__(data, files, prefix=f"s{session.pk}")
        self.session, self.there = session, there
        codes = [("", pgettext_lazy("language", "not said")), *((code, labels.language(code)) for code in languages)]
        self.fields["language"].choices = codes  # type: ignore[attr-defined]  # a field of choices
        self.fields["gone"].choices = [(file.pk, str(file)) for file in there]  # type: ignore[attr-defined]  # as above

    def new(self) -> list[NewFile]:
        kept = self.cleaned_data["file"]
        return [NewFile(session=self.session, kept=kept, language=self.cleaned_data["language"])] if kept else []


class NeedsForm(forms.Form):
    def __init__(self, data: Any, *, answer: Answer) -> None:
        super().__init__(data, prefix="n", initial={name: getattr(answer, name) for name in Answer.NEEDS})
        for name in Answer.NEEDS:
            label = label_of(Answer, name)
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
            )


class AskAgainForm(forms.Form):
    """For whom the link opens nothing any more."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )


@dataclass(frozen=True)
class Planned:
    """One session of the person: what they are asked about it, once for each part that they have in it."""

    session: Session
    day: str
    replies: list[ReplyForm]
    slides: SlidesForm


class Parts:
    """All that is asked, part by part; ``data`` and ``files`` are None where nothing was sent."""

    def __init__(self, answer: Answer, token: str, data: Any = None, files: Any = None) -> None:
        languages = answer.edition.languages
        self.answer = answer
        self.about = AboutForm(
            data,
            prefix="me",
            thing=answer.person,
            proposed=answer.texts,
            languages=languages,
            initial={"language": answer.language or answer.person.language},
        )
        address = reverse("programme:answer_file", args=[token, "portrait"]) if answer.portrait else ""
        self.portrait = PortraitForm(data, files, answer=answer, address=address)
        self.needs = NeedsForm(data, answer=answer)
        replies = {one.appearance_id: one for one in answer.replies.all()} if answer.pk else {}
        there = list(answer.files.all()) if answer.pk else []
        appearances = standing_appearances(answer)
        self.replies = [
            ReplyForm(data, appearance=one, reply=replies.get(one.pk) or Reply(appearance=one), languages=languages)
            for one in appearances
        ]
        self.slides = {
            session.pk: SlidesForm(
                data,
                files,
                session=session,
                there=[file for file in there if file.session_id == session.pk],
                languages=languages,
            )
            for session in (one.session for one in appearances)
        }

    def __iter__(self) -> Iterator[forms.Form]:
        yield from (*self.replies, *self.slides.values(), self.about, self.portrait, self.needs)

    @property
    def planned(self) -> list[Planned]:
        """In the order of the programme."""
        zone, found = self.answer.edition.zone, []
        for form in self.slides.values():
            starts = form.session.starts
            day = long_day(starts.astimezone(zone).date()) if starts else ""
            of_it = [reply for reply in self.replies if reply.appearance.session_id == form.session.pk]
            found.append(Planned(form.session, day, of_it, form))
        return found

    @property
    def wrong(self) -> list[forms.Form]:
        return [form for form in self if not form.is_valid()]

    @property
    def unanswered(self) -> list[ReplyForm]:
        return [form for form in self.replies if not form.cleaned_data.get("says")]

    def with_what_is_wrong(self, sent: Parts) -> Parts:
        """As they are kept now, but for those that could not be: these as they were sent, to be mended."""
        wrong = {id(form) for form in sent.wrong}
        for name in ("about", "portrait", "needs"):
            if id(getattr(sent, name)) in wrong:
                setattr(self, name, getattr(sent, name))
        self.replies = [was if id(was) in wrong else now for now, was in zip(self.replies, sent.replies, strict=True)]
        self.slides |= {pk: form for pk, form in sent.slides.items() if id(form) in wrong}
        return self

    def said(self) -> Said:
        """Everything that is in order."""
        plain: dict[str, Any] = dict(self.needs.cleaned_data) if self.needs.is_valid() else {}
        has_portrait = self.portrait.is_valid()
        if has_portrait:
            plain |= {name: self.portrait.cleaned_data[name] for name in ("portrait_credit", "consents")}
        if self.about.is_valid():
            plain["language"] = self.about.cleaned_data["language"]
        return Said(
            texts=self.about.touched() if self.about.is_valid() else {},
            plain=plain,
            portrait=self.portrait.cleaned_data["portrait"] if has_portrait else None,
            has_portrait=has_portrait,
            replies=[(form.appearance, form.said()) for form in self.replies if form.is_valid()],
            files=[new for form in self.slides.values() if form.is_valid() for new in form.new()],
            gone=[pk for form in self.slides.values() if form.is_valid() for pk in form.cleaned_data["gone"]],
        )
