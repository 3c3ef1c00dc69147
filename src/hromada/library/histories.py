"""Of news and documents a change may be taken back, a deletion too; the public sees it at once."""

from django.utils.translation import pgettext_lazy

from hromada.kernel.histories.subjects import Subject, Verb
from hromada.library.events import LibraryChanged
from hromada.library.models import Document, News
from hromada.programme.access import Right

SUBJECTS = (
    Subject(
        model=News,
        right=Right.EDIT,
        existence=Right.ORGANISE,
        fields={"published_at": Right.ORGANISE},
        event=LibraryChanged,
        is_public=lambda item: item.published_at is not None,
        shared=lambda desk: News.objects.filter(editions=desk.edition),
    ),
    Subject(
        model=Document,
        right=Right.EDIT,
        existence=Right.ORGANISE,
        fields={"is_offered": Right.ORGANISE},
        event=LibraryChanged,
        is_public=lambda document: document.is_offered,
    ),
)

VERBS = {
    "offered": Verb(pgettext_lazy("history", "offered to the public")),
    "withdrawn": Verb(pgettext_lazy("history", "withdrawn")),
}
