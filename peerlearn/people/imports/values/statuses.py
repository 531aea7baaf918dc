"""Words for "works here" and "has left"."""

from enum import StrEnum

from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.values.text import compare_key, value_of


class Status(StrEnum):
    ACTIVE = "active"
    LEFT = "left"


_WORDS = {
    Status.ACTIVE: (
        "active, activ, current, employed, hired, working, yes, y, true, 1, a, enabled, on leave,"
        " leave, leave of absence, loa, parental leave, maternity leave, maternity,"
        " paternity leave, sick leave, long term sick, sabbatical, suspended, probation,"
        " on probation, notice, on notice, notice period, in notice period, permanent,"
        " temporary, fixed term, contract, contractor, full time, part time, fulltime, parttime,"
        " intern, trainee, apprentice, regular, pending, onboarding, pre hire, prehire,"
        " preboarding, new hire, future hire, starter, aktiv, angestellt, beschaftigt, tatig,"
        " ja, j, elternzeit, mutterschutz, in elternzeit, krank, beurlaubt, freigestellt,"
        " befristet, unbefristet, vollzeit, teilzeit, probezeit, azubi, auszubildende,"
        " werkstudent, ruhend, actif, active, en poste, present, oui, o, conge, en conge,"
        " conge maternite, conge parental, cdi, cdd, stagiaire, activo, activa, empleado,"
        " empleada, si, s, vigente, de baja medica, excedencia, en excedencia"
    ),
    Status.LEFT: (
        "left, leaver, terminated, termination, inactive, former, former employee, ex employee,"
        " resigned, retired, dismissed, fired, departed, exited, exit, ended, deactivated,"
        " disabled, offboarded, gone, deceased, redundant, made redundant, no, n, false, 0,"
        " inaktiv, ausgeschieden, ausgetreten, gekundigt, entlassen, ehemalig, ehemalige,"
        " ehemaliger, rente, in rente, ruhestand, im ruhestand, pensioniert, verstorben, nein,"
        " parti, partie, inactif, inactive, sorti, sortie, licencie, licenciee, demissionnaire,"
        " retraite, retraitee, ancien, non, inactivo, inactiva, baja, de baja, cesado, cesada,"
        " despedido, despedida, jubilado, jubilada, exempleado"
    ),
}
_STATUS_OF = {word.strip(): status for status, text in _WORDS.items() for word in text.split(",")}


def parse_status(text: str, *, column: str = "") -> Status | Problem | None:
    """What the word says; None for an empty cell; a Problem for a word that we don't know."""
    shown = value_of(text)
    if not shown:
        return None
    word = compare_key(shown).replace("-", " ").replace("_", " ")
    word = " ".join(word.strip(" .()").split())
    return _STATUS_OF.get(word) or problem("status_unknown", column, shown)
