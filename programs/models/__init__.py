"""Programs, who is in them, who facilitates them, and what they agreed on."""

from programs.models.conduct import (
    ConductAcceptance,
    ConductSuggestion,
    ConductSupport,
    ConductVersion,
)
from programs.models.enrollment import Enrollment, EnrollmentBatch, EnrollmentChange, JoiningRule
from programs.models.nominations import FacilitatorNomination
from programs.models.programs import Program, ProgramTransition
from programs.models.reports import (
    QuietReport,
    QuietReportMessage,
    ReaderConsent,
    ReportDesk,
)
from programs.models.roles import ProgramRole
from programs.models.templates import OwnTemplate

__all__ = [
    "ConductAcceptance",
    "ConductSuggestion",
    "ConductSupport",
    "ConductVersion",
    "Enrollment",
    "EnrollmentBatch",
    "EnrollmentChange",
    "FacilitatorNomination",
    "JoiningRule",
    "OwnTemplate",
    "Program",
    "ProgramRole",
    "ProgramTransition",
    "QuietReport",
    "QuietReportMessage",
    "ReaderConsent",
    "ReportDesk",
]
