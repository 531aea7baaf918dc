"""From an import to the programs that its people can be enrolled in."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.queries.imports import finished_imports, people_of_import
from programs.forms.enrollment import imported_rule
from programs.models import Enrollment
from programs.queries import programs_visible_to
from programs.queries.programs import open_for_joining, with_people_count
from programs.views.doors import crumbs_to


@require_safe
@hr_admin_required
def import_programs(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Choose the program; its own page then says the role and who they are before the act."""
    job = get_object_or_404(finished_imports(), id=job_id)
    programs = open_for_joining(programs_visible_to(request.person, request.membership))
    query = QueryDict(mutable=True)
    query.update(imported_rule(job, role=Enrollment.Role.MENTEE))
    context = {
        "job": job,
        "people_count": len(people_of_import(job.id)),
        "programs": with_people_count(programs),
        "query": query.urlencode(),
        "crumbs": crumbs_to(request),
    }
    return render(request, "programs/import_programs.html", context)
