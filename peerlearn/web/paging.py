"""Pages of lists that may be very long."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class LongPaginator(Paginator):  # type: ignore[type-arg]  # not generic at run time
    """Django's pages, by number and with their total, at the price of one page.

    Which rows a page has is decided by ids in the order's index, from whichever end is nearer;
    only then are these rows read, with all that belongs to them. The order must be total.
    """

    def __init__(self, rows: QuerySet[Any], per_page: int, *, total: int | None = None) -> None:
        """`total` where the caller has counted already."""
        super().__init__(rows, per_page)
        if total is not None:
            self.count = total

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        rows: Any = self.object_list
        return int(rows.order_by().count())

    def page(self, number: Any) -> "Page[Any]":
        """One page. Raises PageNotAnInteger or EmptyPage."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        after = min(first + self.per_page, self.count)
        return Page(list(self._rows(first, after)), number, self)

    def _rows(self, first: int, after: int) -> QuerySet[Any]:
        rows: Any = self.object_list
        ids = rows.values("pk")
        if first > self.count // 2:
            chosen = ids.reverse()[self.count - after : self.count - first]
        else:
            chosen = ids[first:after]
        return rows.filter(pk__in=chosen)  # type: ignore[no-any-return]
