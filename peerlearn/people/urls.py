"""Addresses of this app's pages, inside an organization."""

from django.urls import URLPattern, path

from peerlearn.people.views import directory, editing, import_files, imports, members

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("", directory.people_list, name="list"),
    path("export.csv", directory.export, name="export"),
    path("import/", imports.upload, name="import"),
    path("import/template.csv", import_files.template, name="import_template"),
    path("import/<uuid:job_id>/", imports.job, name="import_job"),
    path("import/<uuid:job_id>/columns/", imports.columns, name="import_columns"),
    path("import/<uuid:job_id>/reading/", imports.reading, name="import_reading"),
    path("import/<uuid:job_id>/run/", imports.run, name="import_run"),
    path("import/<uuid:job_id>/again/", imports.again, name="import_again"),
    path("import/<uuid:job_id>/discard/", imports.discard, name="import_discard"),
    path("import/<uuid:job_id>/bad-rows.csv", import_files.bad_rows, name="import_bad_rows"),
    path("new/", editing.new, name="new"),
    path("<uuid:person_id>/", directory.detail, name="detail"),
    path("<uuid:person_id>/edit/", editing.edit, name="edit"),
    path("members/", members.members, name="members"),
    path("members/invitations/", members.invite, name="invite_members"),
    path("members/<uuid:person_id>/hr-admin/", members.make_admin, name="make_admin"),
    path("members/<uuid:person_id>/hr-admin/end/", members.unmake_admin, name="unmake_admin"),
]
