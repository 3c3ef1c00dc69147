"""The byte store at the edge: what an anonymous visitor may read is rendered once and then served as bytes.

``@immutable_page`` marks a view, ``forget_all()`` empties every store of every process when the transaction commits,
``on_forget`` lets an app drop what it keeps in memory at the same moment.
"""

from hromada.kernel.pages.forgetting import forget_all, on_forget
from hromada.kernel.pages.marking import immutable_page

__all__ = ["forget_all", "immutable_page", "on_forget"]
