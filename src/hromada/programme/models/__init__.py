"""The draft of a programme, and what has been published of it."""

from hromada.programme.models.answer import Answer, Decision, Reply, SentFile
from hromada.programme.models.appearance import Appearance
from hromada.programme.models.edition import Edition, EditionBody
from hromada.programme.models.import_run import ImportRun
from hromada.programme.models.personal_link import PersonalLink
from hromada.programme.models.place import Room, Venue
from hromada.programme.models.release import PlannedRelease, Release, ReleaseFile
from hromada.programme.models.role import CoOrganiser, Role
from hromada.programme.models.session import Material, Session, SessionBody, Topic
from hromada.programme.models.term import Term

__all__ = [
    "Answer",
    "Appearance",
    "CoOrganiser",
    "Decision",
    "Edition",
    "EditionBody",
    "ImportRun",
    "Material",
    "PersonalLink",
    "PlannedRelease",
    "Release",
    "ReleaseFile",
    "Reply",
    "Role",
    "Room",
    "SentFile",
    "Session",
    "SessionBody",
    "Term",
    "Topic",
    "Venue",
]
