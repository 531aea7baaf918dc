"""What is wrong with a file, its columns or their mapping, and how to mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = tuple[str | Promise, str | Promise]

_SAVE_AGAIN = _("Open it in your spreadsheet program and save it as .xlsx or as CSV (UTF-8).")

FILE_TEXTS: dict[str, Text] = {
    "file_empty": (
        _("There is nothing in this file."),
        _("Check that you chose the right file and that the list was saved in it."),
    ),
    "file_too_large": (
        _("The file is larger than %(limit)s MB."),
        _("Leave out pictures and columns that Peerlearn does not need, or split the file."),
    ),
    "file_unpacks_too_large": (
        _("Unpacked, this workbook is larger than %(limit)s MB."),
        _("Copy the list of people alone into a new workbook, or save it as CSV."),
    ),
    "too_many_rows": (
        _("The file has more than %(limit)s rows."),
        _("Split it into several files and import them one after the other."),
    ),
    "too_many_columns": (
        _("The file has more than %(limit)s columns."),
        _("Leave out the columns that Peerlearn does not need."),
    ),
    "row_too_wide": (
        _("Row %(row)s has more than %(limit)s columns."),
        _("Leave out the columns that Peerlearn does not need, or choose another separator."),
    ),
    "row_too_large": (
        _("Row %(row)s has more than %(limit)s characters."),
        _("Leave out the columns that Peerlearn does not need."),
    ),
    "cell_too_long": (
        _("Row %(row)s has a cell with more than %(limit)s characters."),
        _('Shorten it, or look for a quotation mark " in that row that is never closed.'),
    ),
    "not_a_table": (_("This is not a table."), _("Choose a .csv, .xlsx, .xls or .ods file.")),
    "password_protected": (
        _("This workbook is protected by a password."),
        _("Save a copy without the password and choose that one."),
    ),
    "workbook_broken": (
        _("This workbook can’t be read: it is damaged or incomplete."),
        _SAVE_AGAIN,
    ),
    "server_busy": (
        _("Other files are being opened right now."),
        _("Try again in a minute."),
    ),
    "workbook_takes_too_much": (
        _("This workbook takes too much memory or time to open."),
        _("Copy the list of people alone into a new workbook, or save it as CSV."),
    ),
    "html_table": (
        _("This is a web page that is called a spreadsheet (some HR systems do that)."),
        _SAVE_AGAIN,
    ),
    "xml_file": (_("This is an XML file, not a table."), _SAVE_AGAIN),
    "nul_bytes": (
        _("Line %(row)s has bytes that no text has (NUL): the file is damaged."),
        _SAVE_AGAIN,
    ),
    "quote_open": (
        _("A quotation mark that opens in row %(row)s is never closed."),
        _('Look at that row for a single " and remove it or write it twice.'),
    ),
    "encoding_wrong": (
        _("The file can’t be read as %(encoding)s."),
        _("Choose another encoding, or let Peerlearn guess it."),
    ),
    "sheet_missing": (
        _("There is no sheet “%(sheet)s” in this workbook, or it is empty."),
        _("Choose another sheet."),
    ),
    "sheet_reaches_too_far": (
        _("The sheet reaches down to cell %(where)s; %(limit)s rows are the most."),
        _("Something stands far outside of the list: copy the list alone into a new workbook."),
    ),
    "header_missing": (
        _("The columns have no names: row %(row)s holds data already (%(value)s)."),
        _("Put a first row above it that says what each column is: Name, E-mail, Department …"),
    ),
    "no_rows": (
        _("There are column names, but no people under them."),
        _("Check that the list was saved in this file and on this sheet."),
    ),
    "header_blank": (
        _("Column %(column)s has values but no name."),
        _("It is called %(renamed)s here."),
    ),
    "header_repeated": (
        _("There is more than one column “%(column)s”."),
        _("The later one is called “%(renamed)s” here."),
    ),
    "dates_ambiguous": (
        _("“%(column)s” can be read as day/month or month/day: no date in it settles that."),
        _("They are read as day/month. Choose the other order if that is wrong."),
    ),
    "formulas_not_computed": (
        _("More than %(limit)s formulas on this sheet have no value or are an error."),
        _("Open the file in Excel and save it, then choose it again."),
    ),
    "formulas_unseen": (
        _("We can’t see whether this sheet holds formulas without a value."),
        _("Cells that look empty here may hold one. To be sure, save the list as CSV."),
    ),
    "people_changed_meanwhile": (
        _("People were changed by somebody else while this import ran. Nothing was written."),
        _("Start the preview again and import then."),
    ),
    "import_crashed": (
        _("Something went wrong on our side. Nothing was written."),
        _("Try again. If it happens once more, send us the file’s name and the time."),
    ),
    "name_not_mapped": (
        _("No column is mapped to a name."),
        _("Choose the column that holds the full name, or those of first and last name."),
    ),
    "mapped_twice": (
        _("Several columns are mapped to the same field: %(column)s."),
        _("Keep one of them; set the others to “Leave out”."),
    ),
    "target_unknown": (
        _("“%(value)s” is not one of our fields."),
        _("Choose a field from the list."),
    ),
}
