"""From an import to the programs that its people can be enrolled in."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.queries.imports import finished_imports, people_of_import
from programs.forms.enrollment import imported_rule
from programs.queries import programs_visible_to
from programs.queries.programs import open_for_joining, with_people_count
from programs.queries.roles import main_roles
from programs.views.doors import crumbs_to
from programs.views.presets import as_query


@require_safe
@hr_admin_required
def import_programs(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Choose the program; its own page then says the role and who they are before the act."""
    job = get_object_or_404(finished_imports(), id=job_id)
    programs = open_for_joining(programs_visible_to(request.person, request.membership))
    found = list(with_people_count(programs))
    roles = main_roles([program.id for program in found])
    context = {
        "job": job,
        "people_count": len(people_of_import(job.id)),
        "programs": [
            (one, as_query(imported_rule(job, role=roles[one.id])).urlencode()) for one in found
        ],
        "crumbs": crumbs_to(request),
    }
    return render(request, "programs/import_programs.html", context)
