"""What the library stores."""

from hromada.library.models.document import Document
from hromada.library.models.news import News, lead_somewhere

__all__ = ["Document", "News", "lead_somewhere"]
