"""What is wrong with a row, or worth knowing of it, and how to mend it."""

from django.utils.translation import gettext_lazy as _

from peerlearn.people.imports.texts_of_files import Text

_ADDRESS = _("Write one address like anna.berg@company.example, or leave the cell empty.")

ROW_TEXTS: dict[str, Text] = {
    "row_too_long": (
        _("This row has %(cells)s cells under %(columns)s columns."),
        _("A value may hold the delimiter: put quotation marks around it."),
    ),
    "name_missing": (_("There is no name in this row."), _("Fill in the name.")),
    "email_no_at": (_("“%(value)s” is no e-mail address: the @ is missing."), _ADDRESS),
    "email_two": (_("“%(value)s” is more than one e-mail address."), _("Keep one of them.")),
    "email_space": (
        _("There is a space inside the e-mail address “%(value)s”."),
        _("Remove the space."),
    ),
    "email_comma": (
        _("There is a comma in the e-mail address “%(value)s”."),
        _("Write a dot in its place, or keep one of two addresses."),
    ),
    "email_no_domain": (
        _("The e-mail address “%(value)s” ends too early: no dot after the @."),
        _ADDRESS,
    ),
    "email_invalid": (_("“%(value)s” is no e-mail address."), _ADDRESS),
    "email_of_another": (
        _("The e-mail address “%(value)s” belongs to %(name)s (number %(number)s) in Peerlearn."),
        _("Correct the address or the employee number: they name two different people."),
    ),
    "email_taken": (
        _("The e-mail address “%(value)s” stands in row %(row)s already, for %(name)s."),
        _("Give each person their own address, or leave this one empty."),
    ),
    "person_repeated": (
        _("This person stands in row %(row)s already, with another value for: %(fields)s."),
        _("Row %(row)s is the one that counts. Keep the right one and delete the other."),
    ),
    "row_repeated": (
        _("The same as row %(row)s."),
        _("Nothing to do: the person is imported once."),
    ),
    "person_ambiguous": (
        _("%(count)s people in Peerlearn are called %(value)s; the row could be any of them."),
        _("Add the employee number or the e-mail address."),
    ),
    "namesake": (
        _("Somebody called %(value)s is in Peerlearn already (%(department)s)."),
        _("They are taken for two people. If they are one, add an employee number or e-mail."),
    ),
    "date_unreadable": (
        _("“%(value)s” is no date that we can read."),
        _("Write it as 2024-03-31 or 31.03.2024."),
    ),
    "date_not_there": (
        _("There is no %(value)s: that month has no such day."),
        _("Correct the day or the month."),
    ),
    "date_out_of_range": (
        _("The year %(year)s in “%(value)s” can’t be right."),
        _("Correct the year."),
    ),
    "end_before_start": (
        _("The end date %(value)s is before the start date."),
        _("Correct one of the two dates."),
    ),
    "status_unknown": (
        _("We don’t know whether “%(value)s” means that this person works here."),
        _("Write “active” or “left”, or leave this column out."),
    ),
    "status_contradicts": (
        _("The status says “%(value)s”, but the end date is past."),
        _("Taken as left, so that nobody who is gone is invited. Remove the date if it is wrong."),
    ),
    "too_long": (
        _("This is too long: “%(value)s”. %(limit)s characters are the most."),
        _("Shorten it."),
    ),
    "formula_text": (
        _("“%(value)s” looks like a formula."),
        _("It is kept as plain text and never computed. Put the value there instead."),
    ),
    "name_is_formula": (
        _("“%(value)s” is a formula and no name."),
        _("Put the person’s name there instead."),
    ),
    "name_is_error": (
        _("There is a spreadsheet’s error instead of a name in this cell."),
        _("Put the person’s name there instead."),
    ),
    "formula_bare": (
        _("The cell holds a formula without a value."),
        _("Open the file in Excel and save it, or type the value."),
    ),
    "zone_unknown": (
        _("We don’t know the time zone “%(value)s”."),
        _("Guessed from the location instead. Write it like Europe/Berlin."),
    ),
    "manager_unknown": (
        _("Nobody here or in this file is “%(value)s”."),
        _("Imported without this manager. Add the manager to the file, or correct the cell."),
    ),
    "manager_ambiguous": (
        _("“%(value)s” may be several people: %(people)s."),
        _("Imported without this manager. Give the manager’s e-mail or employee number."),
    ),
    "manager_self": (
        _("“%(value)s” is the person’s own manager."),
        _("Imported without a manager. Leave the cell empty for whoever is at the top."),
    ),
    "manager_left": (
        _("The manager %(name)s has left."),
        _("Imported without this manager. Name the new one."),
    ),
    "manager_row_wrong": (
        _("The manager “%(value)s” stands in row %(row)s, which can’t be imported."),
        _("Correct row %(row)s and import the file again: the link is made then."),
    ),
    "manager_ring": (
        _("The reporting line goes round in a ring: %(ring)s."),
        _("Imported without this manager. Correct the manager of one of them."),
    ),
    "manager_zeros": (
        _("“%(value)s” is taken for number %(number)s, %(name)s: only leading zeros differ."),
        _("Nothing to do if that is right. Else give the manager’s number with its zeros."),
    ),
    "reviewer_unknown": (
        _("Nobody here or in this file is “%(value)s”."),
        _("Imported without this reviewer. Add them to the file, or correct the cell."),
    ),
    "reviewer_ambiguous": (
        _("“%(value)s” may be several people: %(people)s."),
        _("Imported without this reviewer. Give the reviewer’s e-mail or employee number."),
    ),
    "reviewer_self": (
        _("“%(value)s” is the person’s own reviewer."),
        _("Imported without a reviewer. Leave the cell empty where only the manager appraises."),
    ),
    "reviewer_left": (
        _("The reviewer %(name)s has left."),
        _("Imported without this reviewer. Name the new one."),
    ),
    "reviewer_row_wrong": (
        _("The reviewer “%(value)s” stands in row %(row)s, which can’t be imported."),
        _("Correct row %(row)s and import the file again: the link is made then."),
    ),
    "reviewer_zeros": (
        _("“%(value)s” is taken for number %(number)s, %(name)s: only leading zeros differ."),
        _("Nothing to do if that is right. Else give the reviewer’s number with its zeros."),
    ),
    "leaver_unknown": (
        _("%(value)s has left and was never in Peerlearn."),
        _("Nothing to do: the row is passed over."),
    ),
    "leaver_is_you": (
        _("%(value)s is you: you can’t mark yourself as left."),
        _("Correct the status or end date, or let another HR admin import this row."),
    ),
    "left_before": (
        _("This person is marked as left in Peerlearn, and the file does not say otherwise."),
        _("If they are back, add a status column with “active”."),
    ),
}
