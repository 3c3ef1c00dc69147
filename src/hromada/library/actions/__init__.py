"""What is done with news and documents."""

from hromada.library.actions.documents import (
    create_document,
    delete_document,
    edit_document,
    move_document,
    offer_document,
    withdraw_document,
)
from hromada.library.actions.news import create_news, delete_news, edit_news, publish_news, withdraw_news

__all__ = [
    "create_document",
    "create_news",
    "delete_document",
    "delete_news",
    "edit_document",
    "edit_news",
    "move_document",
    "offer_document",
    "publish_news",
    "withdraw_document",
    "withdraw_news",
]
