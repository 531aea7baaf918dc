"""Pages of a list."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`page` and `page_size` in the address; count, next, previous and results in the answer."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
