"""Why a letter failed, in words. A letter keeps the name of the fault and the server's code, never its text."""

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "SMTPRecipientsRefused": _("The mail server does not accept the recipient's address."),
    "SMTPSenderRefused": _("The mail server does not accept our address as sender."),
    "SMTPDataError": _("The mail server refused the letter."),
    "SMTPAuthenticationError": _("The mail server refused our user name or password."),
    "SMTPServerDisconnected": _("The mail server broke the connection off."),
    "SMTPConnectError": _("The mail server does not take connections at the moment."),
    "SMTPNotSupportedError": _("The mail server cannot do what our settings ask of it."),
    "ConnectionRefusedError": _("The mail server cannot be reached."),
    "ConnectionResetError": _("The mail server broke the connection off."),
    "BrokenPipeError": _("The mail server broke the connection off."),
    "TimeoutError": _("The mail server did not answer in time."),
    "gaierror": _("The mail server's name is not known."),
    "OSError": _("The mail server cannot be reached."),
    "SSLError": _("No secure connection to the mail server came about."),
    "SSLCertVerificationError": _("The mail server's certificate is not trusted."),
    "sender": _("Sending was interrupted: it is not known whether the letter left."),
}
#: the temporary refusals of SMTP
_LATER = _("The mail server asked to try again later.")


def in_words(error):
    """The sentence for what `Letter.error` holds; empty when there was no fault."""
    if not error:
        return ""
    name, _space, code = error.partition(" ")
    if code.startswith("4"):
        return _LATER
    return _WORDS.get(name, _("The letter could not be handed over."))
