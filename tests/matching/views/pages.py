"""Addresses of the pages of HR admins, and what a page costs in any case."""

from matching.models import Match

HTMX = {"HX-Request": "true"}
# Session, user, organization, membership, transaction, unread messages: around every page.
FRAME = 9


def url(scene, path=""):
    return scene.cast.hr_admin.url(f"matching/{path}")


def of(scene, mentee):
    with scene.cast.inside():
        return Match.objects.get(run=scene.run, mentee=mentee, state="proposed")
