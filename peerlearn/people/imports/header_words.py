"""The words by which the columns of HR exports are called: English, German, French, Spanish.

Written as `normal` leaves them: lower case, no accents, no punctuation. `STRONG` words name
the field and little else; `WEAK` ones name it where no better column does.
"""

import re
import unicodedata
from typing import Final

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\W_]+")


def normal(header: str) -> str:
    """ "Straße_privat" → "strasse privat", "firstName" → "first name"."""
    spaced = _CAMEL.sub(" ", header).replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", spaced.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", letters).strip()


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


STRONG: Final[dict[str, tuple[str, ...]]] = {
    "full_name": _words(
        "full name, employee name, display name, person name, employee full name, legal name,"
        " mitarbeitername, vollstandiger name, vor und nachname, nachname vorname,"
        " name vorname, vorname nachname, vorname name, last name first name, last first,"
        " nom complet, nom et prenom, nom prenom, prenom nom, nombre completo,"
        " nombre y apellidos, apellidos y nombre, anzeigename"
    ),
    "first_name": _words(
        "first name, firstname, given name, givenname, forename, vorname, rufname, prenom,"
        " nombre de pila, primer nombre, preferred first name"
    ),
    "last_name": _words(
        "last name, lastname, surname, family name, familyname, second name, nachname,"
        " familienname, zuname, nom de famille, apellidos, apellido, sn"
    ),
    "email": _words(
        "email, e mail, email address, e mail address, mail, work email, business email,"
        " company email, corporate email, primary email, email work, user principal name, upn,"
        " mailadresse, e mail adresse, email adresse, e mail dienstlich, geschaftliche e mail,"
        " courriel, adresse e mail, adresse mail, adresse electronique, correo,"
        " correo electronico, direccion de correo"
    ),
    "employee_number": _words(
        "employee number, employee no, employee nr, employee id, employeeid, emp id, emp no,"
        " staff id, staff number, staff no, personnel number, personnel no, payroll number,"
        " payroll id, worker id, person id, person number, badge number, id number,"
        " personalnummer, personal nr, personalnr, pers nr, persnr, mitarbeiternummer,"
        " mitarbeiter nr, mitarbeiter id, stammnummer, matricule, numero d employe, id employe,"
        " numero employe, numero de empleado, no de empleado, id de empleado, numero empleado,"
        " legajo, employee code"
    ),
    "title": _words(
        "job title, jobtitle, title, position, position title, role, job role, job, designation,"
        " business title, stelle, stellenbezeichnung, funktion, position stelle, jobtitel,"
        " tatigkeit, berufsbezeichnung, poste, intitule de poste, intitule du poste, fonction,"
        " emploi, puesto, cargo, puesto de trabajo, funcion"
    ),
    "department": _words(
        "department, dept, department name, abteilung, bereich, fachbereich, organisationseinheit,"
        " departement, service, direction, departamento, area, seccion"
    ),
    "location": _words(
        "location, office, site, work location, office location, workplace, city, standort,"
        " arbeitsort, dienstort, ort, buro, niederlassung, lieu, lieu de travail, site de travail,"
        " bureau, ville, ubicacion, oficina, sede, ciudad, centro de trabajo, lugar de trabajo"
    ),
    "time_zone": _words(
        "time zone, timezone, tz, zeitzone, fuseau horaire, fuseau, zona horaria, huso horario"
    ),
    "start_date": _words(
        "start date, startdate, start, starts, started, starts on, started on, start on,"
        " starting date, starting, start of work, first working day, hire date, hired, hired on,"
        " hiredate, date hired, date of hire, original hire date, joining date,"
        " date of joining, date joined, joined, joined on, joining, join date,"
        " entry date, date of entry, entry, first day, employment start,"
        " employment start date, employed since, with us since,"
        " service date, eintritt, eintrittsdatum, eintritt am, eintrittstag, beginn, startdatum,"
        " starttermin, erster tag, erster arbeitstag, dienstantritt, dienstbeginn, arbeitsbeginn,"
        " vertragsbeginn, einstellungsdatum, eingestellt am, beschaftigt seit, dabei seit,"
        " date d entree, entree, date d embauche, date d arrivee,"
        " date de debut, embauche, fecha de ingreso, fecha de inicio, fecha de alta,"
        " fecha de contratacion, alta, ingreso, inicio, primer dia, premier jour"
    ),
    "end_date": _words(
        "end date, enddate, end, leaving date, leave date, date left, left on, exit date,"
        " termination date, terminated on, last day, last working day, employment end,"
        " employment end date, contract end, contract end date, austritt, austrittsdatum,"
        " austritt am, enddatum, vertragsende, date de sortie, date de depart, date de fin,"
        " fin de contrat, fecha de baja, fecha de salida, fecha de fin, fecha fin, baja"
    ),
    "status": _words(
        "status, employment status, employee status, work status, worker status, account status,"
        " hr status, active, is active, aktiv, beschaftigungsstatus, mitarbeiterstatus, statut,"
        " actif, situation, estado, activo, situacion, estado laboral"
    ),
    "manager": _words(
        "manager, line manager, reports to, reporting to, reporting manager, supervisor, boss,"
        " direct manager, manager name, manager email, manager id, team lead, department head,"
        " head of department, vorgesetzter, vorgesetzte, vorgesetzte r, fuhrungskraft, leiter,"
        " teamleiter, teamleitung, abteilungsleiter, berichtet an, responsable, superieur,"
        " superieur hierarchique, responsable hierarchique, n 1, chef, jefe, jefe directo,"
        " superior, supervisor directo, reporta a, gerente, responsable directo"
    ),
    "reviewer": _words(
        "reviewer, performance reviewer, appraiser, performance appraiser, second level reviewer,"
        " second reviewer, reviewing manager, reviewed by, appraised by, rater, beurteiler,"
        " beurteilerin, beurteilende, beurteilt von, beurteilende fuhrungskraft, zweitbeurteiler,"
        " evaluateur, evaluatrice, evalue par, evaluador, evaluadora, evaluado por"
    ),
    "languages": _words(
        "languages, language, spoken languages, languages spoken, speaks, language skills,"
        " sprachen, sprache, sprachkenntnisse, spricht, langues, langue, langues parlees, parle,"
        " idiomas, idioma, idiomas hablados, lenguas, habla"
    ),
    "level": _words(
        "level, grade, job level, job grade, band, pay band, career level, seniority, stufe,"
        " karrierestufe, entgeltgruppe, besoldungsgruppe, laufbahn, niveau, echelon, nivel,"
        " grado, categoria"
    ),
    "about": _words(
        "about, about me, bio, biography, biografie, profile, uber mich, kurzprofil, vorstellung,"
        " biographie, a propos, presentation, biografia, acerca de, sobre mi, perfil"
    ),
    "known_topics": _words(
        "topics, topic, skills, skill, expertise, areas of expertise, knows, knowledge,"
        " can teach, can help with, strengths, specialism, specialisms, specialty, competencies,"
        " competences, characteristics, offers, themen, thema, kenntnisse, kompetenzen,"
        " kann erklaren,"
        " fahigkeiten, fachgebiet, fachgebiete, schwerpunkte, starken, merkmale, sujets, themes,"
        " connaissances, savoir faire, domaines d expertise, specialites, points forts,"
        " temas, habilidades, competencias, conocimientos, especialidad, especialidades"
    ),
    "wanted_topics": _words(
        "wants to learn, want to learn, would like to learn, learning goals, learning goal,"
        " learning interests, interests, interested in, looking for, development goals,"
        " development areas, needs help with, wanted topics, mochte lernen, lernziele, lernziel,"
        " interessen, sucht, lernwunsche, souhaite apprendre, veut apprendre, interets,"
        " centres d interet, objectifs d apprentissage, recherche, quiere aprender, intereses,"
        " objetivos de aprendizaje, busca"
    ),
}
WEAK: Final[dict[str, tuple[str, ...]]] = {
    "full_name": _words(
        "name, person, employee, worker, colleague, staff, mitarbeiter, mitarbeiterin,"
        " mitarbeitende, kollege, nom, collaborateur, salarie, nombre, empleado, trabajador"
    ),
    "employee_number": _words("id, number, no, nr, nummer, numero, code, username, kennung"),
    "department": _words(
        "team, unit, business unit, division, organisation, organization, org unit, group,"
        " cost center name, cost centre name, function, geschaftsbereich, gruppe, referat,"
        " unite, equipe, pole, equipo, unidad, division name"
    ),
    "location": _words("country, region, land, state, building, pays, pais, gebaude, edificio"),
    "known_topics": _words("profession, beruf, metier, profesion, discipline, job family"),
    "wanted_topics": _words("goals, ziele, objectifs, objetivos, to match"),
    "about": _words("description, notes about, beschreibung, descripcion"),
}
SENSITIVE_WORDS: Final = frozenset(
    _words(
        "characteristic, characteristics, protected, identity, identities, religion, belief,"
        " beliefs, faith, ethnicity, ethnic, race, gender, sex, sexual, orientation, disability,"
        " disabilities, neurodiversity, health, pregnancy, marital, nationality, veteran, union,"
        " political, lgbt, lgbtq, merkmal, merkmale, identitat, konfession, glaube, herkunft,"
        " geschlecht, behinderung, gesundheit, familienstand, nationalitat, weltanschauung,"
        " caracteristique, caracteristiques, identite, croyance, ethnie, genre, sexe, handicap,"
        " sante, nationalite, caracteristica, caracteristicas, identidad, creencia, etnia, genero,"
        " sexo, orientacion, discapacidad, salud, nacionalidad"
    )
)
"""What laws protect people for. Topics of such a column come in as sensitive ones."""
ALONE: Final = {
    "first": "first_name",
    "given": "first_name",
    "last": "last_name",
    "family": "last_name",
}
"""Words that name a field only where nothing stands beside them: "Last login" is no name."""
MANAGER_WORDS: Final = frozenset(
    _words(
        "manager, supervisor, vorgesetzter, vorgesetzte, vorgesetzten, fuhrungskraft, superieur,"
        " superior, jefe, boss, reports"
    )
)
REVIEWER_WORDS: Final = frozenset(
    _words(
        "reviewer, appraiser, beurteiler, beurteilerin, beurteilende, zweitbeurteiler, evaluateur,"
        " evaluatrice, evaluador, evaluadora"
    )
)
PRIVATE_WORDS: Final = frozenset(
    _words(
        "salary, wage, pay, compensation, bonus, gehalt, lohn, vergutung, salaire, remuneration,"
        " salario, sueldo, birth, birthday, birthdate, dob, geburt, geburtsdatum, geburtstag,"
        " naissance, nacimiento, gender, sex, geschlecht, sexe, genre, genero, sexo, religion,"
        " konfession, nationality, nationalitat, nationalite, nacionalidad, ssn, social,"
        " sozialversicherungsnummer, steuer, steuerid, tax, iban, bic, bank, konto, passport,"
        " marital, familienstand, health, disability, behinderung, ethnicity, race, private,"
        " privat, personal, prive, perso, street, strasse, address, adresse, direccion, phone,"
        " mobile, telefon, telephone, telefono, movil, emergency, notfall, password"
    )
)
"""What a learning product has no use for. Such a column is left out unless somebody picks it."""
OTHER_DATE_WORDS: Final = frozenset(
    _words(
        "end, ends, ended, until, till, leave, leaves, leaving, left, exit, termination,"
        " terminated, last, next, login, seen, active, review, reviewed, appraisal, probation,"
        " trial, confirmation, promotion, promoted, raise, training, trained, certified, expiry,"
        " expires, expiration, valid, visa, permit, contract, created, updated, modified, changed,"
        " export, exported, anniversary, vacation, absence, parental, retirement, pension, notice,"
        " bis, ende, endet, austritt, letzte, letzter, letztes, nachste, nachster,"
        " probezeit, befristet, geandert, erstellt, aktualisiert, stand, jubilaum, rente, urlaub,"
        " elternzeit, kundigung, beurteilung, gesprach, schulung, gultig, ablauf, vertrag,"
        " fin, sortie, depart, dernier, derniere, prochain, essai, modifie, cree, contrat,"
        " salida, baja, ultimo, ultima, proximo, prueba, modificado, creado, contrato"
    )
)
"""A column of dates with such a word in its name is the date of something else."""
