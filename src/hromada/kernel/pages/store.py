"""The pages of one process, least recently used first, bounded in bytes."""

from __future__ import annotations

from collections import OrderedDict

from hromada.kernel.pages.answers import Page

Key = tuple[bytes, bool, str, bytes]  # host, over https, path, canonical query


class Store:
    """Closed until news of changes can reach us; while closed it gives nothing away and takes nothing in."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.is_open = False
        self.generation = 0
        self.size = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key, now: float) -> Page | None:
        page = self._pages.get(key)
        if page is None:
            return None
        if page.dies_at <= now:
            self._remove(key)
            return None
        self._pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Page, *, generation: int) -> bool:
        """Keep a page that was begun in ``generation``; one begun before the last forgetting came too late."""
        if not self.is_open or generation != self.generation or page.size > self.capacity // 8:
            return False
        self._remove(key)
        self._pages[key] = page
        self.size += page.size
        self._shrink()
        return True

    def forget(self) -> None:
        self.generation += 1
        self._pages.clear()
        self.size = 0

    def open(self) -> None:
        self.forget()
        self.is_open = True

    def close(self) -> None:
        self.is_open = False
        self.forget()

    def _remove(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= page.size

    def _shrink(self) -> None:
        while self.size > self.capacity:
            _key, page = self._pages.popitem(last=False)
            self.size -= page.size
