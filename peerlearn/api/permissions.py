"""Who may call an operation at all. What they may see and do, the apps' own doors decide."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from peerlearn.people.models import ApiToken, Scope


class IsMember(BasePermission):
    """Strangers are asked who they are; to outsiders the organization isn't there, as in pages."""

    def has_permission(self, request: Any, view: Any) -> bool:
        if not (request.user and request.user.is_authenticated):
            return False
        if request._request.membership is None:
            raise Http404
        return True


class HasScope(BasePermission):
    """A token needs the scope of the operation; a browser's session has all."""

    def has_permission(self, request: Any, view: Any) -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        scope = Scope.READ if request.method in SAFE_METHODS else view.write_scope
        if scope not in request.auth.scopes:
            text = _("This token lacks the scope “%(scope)s”.") % {"scope": scope.value}
            raise PermissionDenied(text)
        return True
