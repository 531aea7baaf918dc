"""Addresses of the pages that combine apps."""

from django.urls import include, path

from peerlearn.home import (
    dashboard,
    dry_run_pages,
    employee_view,
    ending_pages,
    gallery,
    launch,
    my_programs,
    my_topics,
    program_page,
    team,
)
from peerlearn.home.own_templates import editing, keeping
from peerlearn.home.proposals.pages import proposals

own_template = [
    path("edit/", editing.texts, name="template_texts"),
    path("roles/", editing.roles, name="template_roles"),
    path("weights/", editing.weights, name="template_weights"),
    path("sessions/new/", editing.session_add, name="template_session_add"),
    path("sessions/<slug:ref>/", editing.session_edit, name="template_session"),
    path("sessions/<slug:ref>/removal/", keeping.session_removal, name="template_session_removal"),
    path("archival/", keeping.archival, name="template_archive"),
    path("archival/undo/", keeping.restore, name="template_restore"),
    path("deletion/", keeping.deletion, name="template_delete"),
]

app_name = "home"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("programs/templates/", gallery.gallery, name="gallery"),
    path("programs/templates/<slug:key>/", gallery.template_preview, name="template"),
    path("programs/templates/<slug:key>/use/", gallery.template_use, name="template_use"),
    path("programs/templates/<uuid:template_id>/", include(own_template)),
    path("programs/<uuid:program_id>/template/", keeping.save_as_template, name="save_template"),
    path("programs/mine/budget/", my_programs.own_budget, name="own_budget"),
    path("programs/mine/", my_programs.my_programs, name="my_programs"),
    path("programs/<uuid:program_id>/proposals/", proposals, name="proposals"),
    path("programs/<uuid:program_id>/opening/", launch.launch, name="launch"),
    path(
        "programs/<uuid:program_id>/opening/invitations/",
        launch.invitations,
        name="launch_invitations",
    ),
    path("programs/<uuid:program_id>/places/", launch.draft_places, name="draft_places"),
    path("programs/<uuid:program_id>/dry-run/", dry_run_pages.show_dry_run, name="dry_run"),
    path(
        "programs/<uuid:program_id>/dry-run/<str:key>/",
        dry_run_pages.planned_mail,
        name="planned_mail",
    ),
    path(
        "programs/<uuid:program_id>/dry-run/<str:key>/test/",
        dry_run_pages.test_mail,
        name="test_mail",
    ),
    path("programs/<uuid:program_id>/finish/", ending_pages.finish, name="finish"),
    path("programs/<uuid:program_id>/archival/", ending_pages.archival, name="archive"),
    path("programs/<uuid:program_id>/preview/", employee_view.preview, name="preview"),
    path("programs/<uuid:program_id>/", program_page.program_page, name="program"),
    path("team/", team.team, name="team"),
    path("topics/", my_topics.my_topics, name="my_topics"),
    path("topics/suggestions/", my_topics.suggestions, name="topic_suggestions"),
    path("topics/private-matching/", my_topics.agree, name="agree_private_matching"),
    path("topics/private-matching/end/", my_topics.disagree, name="end_private_matching"),
    path("topics/<str:stance>/", my_topics.add, name="add_topic"),
    path("topics/<str:stance>/<uuid:topic_id>/removal/", my_topics.remove, name="remove_topic"),
    path(
        "topics/<str:stance>/<uuid:topic_id>/removal/undo/",
        my_topics.restore,
        name="restore_topic",
    ),
]
