"""What a body may hold, whatever it is about."""

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

# The database stores neither, and half a surrogate pair can't even be said back.
UNUSABLE = re.compile("[\0\ud800-\udfff]")


class TextParser(JSONParser):
    """JSON in which every text is one. Anything else is a 400."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """The body. Raises ParseError."""
        try:
            said = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The lists and objects are nested too deeply.")) from error
        left: list[Any] = [said]
        while left:
            one = left.pop()
            if isinstance(one, dict):
                left += [*one, *one.values()]
            elif isinstance(one, list):
                left += one
            elif isinstance(one, str) and UNUSABLE.search(one):
                raise ParseError(_("A text holds NUL or half a surrogate pair, which is no text."))
        return said
