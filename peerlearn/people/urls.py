"""Addresses of this app's pages, inside an organization."""

from django.urls import URLPattern, path

from peerlearn.people.views import (
    directory,
    editing,
    import_files,
    imports,
    members,
    taxonomy,
    topic_editing,
    topics,
)

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
    path("topics/", topics.topics, name="topics"),
    path("topics/gaps.csv", topics.gaps_csv, name="topic_gaps_csv"),
    path("topics/all/", topics.topic_list, name="topic_list"),
    path("topics/all.csv", topics.export, name="topics_csv"),
    path("topics/new/", topic_editing.new, name="topic_new"),
    path("topics/import/", taxonomy.upload, name="topic_import"),
    path("topics/import/run/", taxonomy.run, name="topic_import_run"),
    path("topics/import/template.csv", taxonomy.template, name="topic_template"),
    path("topics/<uuid:topic_id>/", topic_editing.topic, name="topic"),
    path("topics/<uuid:topic_id>/synonyms/", topic_editing.synonym, name="topic_synonym"),
    path("topics/<uuid:topic_id>/name/<uuid:word_id>/", topic_editing.name, name="topic_name"),
    path("topics/<uuid:topic_id>/merge/", topic_editing.merge, name="topic_merge"),
    path("topics/<uuid:topic_id>/split/", topic_editing.split, name="topic_split"),
    path("topics/<uuid:topic_id>/sensitive/", topic_editing.sensitive, name="topic_sensitive"),
    path(
        "topics/<uuid:topic_id>/sensitive/undo/",
        topic_editing.not_sensitive,
        name="topic_not_sensitive",
    ),
    path("new/", editing.new, name="new"),
    path("<uuid:person_id>/", directory.detail, name="detail"),
    path("<uuid:person_id>/edit/", editing.edit, name="edit"),
    path("members/", members.members, name="members"),
    path("members/invitations/", members.invite, name="invite_members"),
    path("members/<uuid:person_id>/hr-admin/", members.make_admin, name="make_admin"),
    path("members/<uuid:person_id>/hr-admin/end/", members.unmake_admin, name="unmake_admin"),
]
