"""The rows about people: who takes part, who mentors, who facilitates, who reads reports."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.home.proposals.ground import MENTEE, MENTOR, Ground
from peerlearn.home.proposals.shapes import Page, Proposal, Wish, ids_of, seen_of
from peerlearn.people.models import Person
from peerlearn.web.moments import date_text
from programs.actions.long_acts import enroll_many
from programs.actions.nominations import nominate_facilitator
from programs.actions.report_desks import name_readers
from programs.rules import words
from programs.rules.acts import AT_ONCE, rule_as_json
from programs.rules.enrollment import SEASONED_YEARS, EnrollmentRule, start_window

# The usual mentors, as the page that enrolls by a rule has them in its address.
SEASONED = f"started=seasoned&years={SEASONED_YEARS}&leaves_out_leads=on"


def who_takes_part(ground: Ground) -> Proposal:
    """Recruits, or in a program without pairs all who lead nobody."""
    role, count = ground.roles[ground.main], ground.coming.to_enroll
    program, enrolled = ground.program, ground.counts[ground.main]
    change = Page("programs:enroll", (program.id,), f"?role={role.role}")
    row = partial(Proposal, step="people", title=role.plural)
    if ground.joins_by_rule:
        text = _("Come in by themselves on their first day, from %(day)s")
        text %= {"day": date_text(program.starts_on)}
        return row(text=text, change=Page("programs:new_hires", (program.id,)))
    if enrolled:
        undo = _undo(ground, role.role)
        return row(text=_enrolled(enrolled), change=change, undo=undo)
    if not count:
        return row(text=_("Nobody found: choose them yourself"), change=change, state="stuck")
    return row(
        text=_of_rule(ground, count),
        change=change,
        state="open",
        people=ground.coming.names,
        more=ground.coming.more_names,
        warnings=_unreachable(ground),
        # very many in a program for everybody are nothing to be ticked by us
        is_ticked=ground.main == MENTEE or count <= AT_ONCE,
        seen=seen_of(role.role, rule_as_json(ground.rule), count, *ids_of(ground.coming.names)),
        act=partial(_enroll, ground, role.role, ground.rule, count),
    )


def _unreachable(ground: Ground) -> list[str]:
    coming = ground.coming
    if not coming.unreachable:
        return []
    return [words.without_mail(coming.unreachable, coming.names_without_mail)]


def _of_rule(ground: Ground, count: int) -> str:
    if ground.main != MENTEE:
        text = ngettext("%(count)s person who leads nobody", "All %(count)s who lead nobody", count)
        return text % {"count": count}
    window = start_window(ground.rule, today=ground.today)
    text = ngettext(
        "%(count)s who starts between %(first)s and %(last)s",
        "%(count)s who start between %(first)s and %(last)s",
        count,
    )
    days = {
        "first": date_text(window.first or ground.today),
        "last": date_text(window.last or ground.today),
    }
    return text % {"count": count, **days}


def who_mentors(ground: Ground) -> Proposal:
    """As many as the mentees need, and some more."""
    role, need, found = ground.roles[MENTOR], ground.need, ground.mentors
    change = Page("programs:enroll", (ground.program.id,), f"?role={MENTOR}&{SEASONED}")
    row = partial(Proposal, step="mentors", title=role.plural, change=change)
    if enrolled := ground.counts[MENTOR]:
        if enrolled >= need.least:
            return row(text=_enrolled(enrolled), undo=_undo(ground, MENTOR))
        if not found:
            text = _("%(count)s enrolled, at least %(least)s needed")
            said = text % {"count": enrolled, "least": need.least}
            return row(text=said, state="stuck")
    if not found:
        return row(text=_("Nobody found: choose them yourself"), state="stuck")
    ids = ids_of(found)
    rule = EnrollmentRule(person_ids=frozenset(ids))
    return row(
        text=_needed(ground, len(found)),
        state="open",
        people=found,
        seen=seen_of(MENTOR, *sorted(ids)),
        act=partial(_enroll, ground, MENTOR, rule, len(ids)),
    )


def _needed(ground: Ground, proposed: int) -> str:
    need, mentors, mentees = ground.need, ground.roles[MENTOR], ground.roles[MENTEE]
    figures = {
        "mentees": need.mentees,
        "least": need.least,
        "most": need.most,
        "proposed": proposed,
        "called": mentees.said_plural,
        "mentors": mentors.said_plural,
    }
    if ground.joins_by_rule:
        return (
            _("For about %(mentees)s in three months; we propose the %(proposed)s best placed")
            % figures
        )
    if need.least == need.most:
        return _("The best placed for one")
    return (
        _(
            "%(mentees)s %(called)s need %(least)s to %(most)s %(mentors)s; we propose the"
            " %(proposed)s best placed"
        )
        % figures
    )


def who_facilitates(ground: Ground) -> Proposal:
    """The best neutral person."""
    program, person = ground.program, ground.helpers.facilitator
    change = Page("programs:facilitator", (program.id,))
    row = partial(Proposal, step="facilitator", title=_("Facilitator"), change=change)
    if ground.nominations:
        first = ground.nominations[0].nomination
        said = f"{first.person.name} ({first.get_state_display()})"
        undo = Page("programs:nomination_revoke", (program.id, first.id))
        return row(text=said, undo=undo)
    if person is None:
        return row(text=_("Nobody is neutral here: choose yourself"), state="stuck")
    return row(
        text=", ".join(filter(None, (person.name, person.title, _("neutral")))),
        state="open",
        seen=seen_of("facilitator", person.id),
        act=partial(_ask_to_facilitate, ground, person),
    )


def who_reads(ground: Ground) -> Proposal:
    """A neutral person who isn't near to HR, and somebody in their place."""
    program, helpers = ground.program, ground.helpers
    change = Page("programs:report_desk", (program.id,))
    row = partial(Proposal, step="readers", title=_("Quiet reports"), change=change)
    desk = ground.desk
    if desk and desk.trusted_person:
        if not (ground.readers.reader or ground.readers.awaited):
            text = _("Nobody who is named reads them: name somebody else")
            return row(text=text, state="stuck")
        undo = Page("programs:report_desk_undo", (program.id,))
        return row(text=_readers(desk.trusted_person, desk.stand_in, is_named=True), undo=undo)
    if helpers.reader is None:
        return row(text=_("Nobody neutral is far from HR: choose yourself"), state="stuck")
    return row(
        text=_readers(helpers.reader, helpers.stand_in),
        state="open",
        seen=seen_of("readers", *ids_of(helpers.people[1:])),
        act=partial(_name_readers, ground, helpers.reader, helpers.stand_in),
    )


def _readers(reader: Person, stand_in: Person | None, *, is_named: bool = False) -> str:
    """Whom we propose; or who is named, and reads them as soon as they have agreed."""
    names = {"name": reader.name, "stand_in": stand_in.name if stand_in else ""}
    if stand_in is None:
        said = _("Named: %(name)s") if is_named else _("%(name)s reads them")
    elif is_named:
        said = _("Named: %(name)s; stand-in %(stand_in)s")
    else:
        said = _("%(name)s reads them; stand-in %(stand_in)s")
    return said % names


def _enrolled(count: int) -> str:
    return ngettext("%(count)s enrolled", "%(count)s enrolled", count) % {"count": count}


def _undo(ground: Ground, role: str) -> Page | None:
    act = ground.enrolled_by.get(role)
    return Page("programs:batch_undo", (ground.program.id, act)) if act else None


def _enroll(ground: Ground, role: str, rule: EnrollmentRule, count: int, wish: Wish) -> object:
    return enroll_many(
        ground.program, rule, role=role, by=wish.by, today=ground.today, expected=count
    )


def _ask_to_facilitate(ground: Ground, person: Person, wish: Wish) -> object:
    return nominate_facilitator(ground.program, person, by=wish.by, now=ground.now)


def _name_readers(ground: Ground, reader: Person, stand_in: Person | None, wish: Wish) -> object:
    return name_readers(
        ground.program, trusted_person=reader, stand_in=stand_in, external_contact="", by=wish.by
    )
