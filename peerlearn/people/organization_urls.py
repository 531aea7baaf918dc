"""Addresses about an organization itself and one's place in it, right below /o/<slug>/."""

from django.urls import path

from peerlearn.people.views import joining, organizations, profiles, tokens

app_name = "organization"
urlpatterns = [
    path("me/", profiles.me, name="me"),
    path("me/participation/", profiles.share, name="share_participation"),
    path("me/participation/end/", profiles.stop_sharing, name="stop_sharing"),
    path("settings/", organizations.settings, name="settings"),
    path("join/<str:token>/", joining.join, name="join"),
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("me/tokens/<uuid:token_id>/revocation/", tokens.revoke, name="revoke_token"),
    path("me/tokens/<uuid:token_id>/revocation/undo/", tokens.restore, name="restore_token"),
]
