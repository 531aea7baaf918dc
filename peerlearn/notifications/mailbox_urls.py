"""The development mailbox: what the local mail sink has taken."""

from django.urls import path, register_converter

from peerlearn.notifications.views import mailbox


class MailNameConverter:
    """The name of a mail's file: a time and a few letters."""

    regex = r"[0-9A-Za-z.-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MailNameConverter, "mail_name")

app_name = "mailbox"
urlpatterns = [
    path("", mailbox.inbox, name="inbox"),
    path("<mail_name:name>/", mailbox.message, name="message"),
    path("<mail_name:name>/html/", mailbox.html, name="html"),
    path("<mail_name:name>/<int:number>/", mailbox.attachment, name="attachment"),
]
