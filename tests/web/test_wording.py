from django import forms


class MailForm(forms.Form):
    email = forms.EmailField()


def test_wrong_e_mail_address_is_told_in_our_spelling():
    assert MailForm({"email": "cy@acme"}).errors == {"email": ["Enter a valid e-mail address."]}
