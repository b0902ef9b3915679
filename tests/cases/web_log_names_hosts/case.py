"""Apache with HostnameLookups On: a client's column holds the name that his own provider gave his address, and only those
who have none stand there as addresses. A shell's caller and a form's robot have names: that no request precedes the letters
cannot be told, the guests without names are not who drives the form, and nobody is blocked by such a log."""
from named_clients import server_of_names as build
from named_clients import wrong_about_names as check

__all__ = ["build", "check"]
