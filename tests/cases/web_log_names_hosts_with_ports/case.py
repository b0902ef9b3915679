"""Apache with HostnameLookups On and the client's port behind his name ("%h:%{remote}p"): the same is said as without ports (named_clients.py).
Whoever is named "192.0.2.7" by his provider would else be believed to have that address."""
from named_clients import server_of_names
from named_clients import wrong_about_names as check

__all__ = ["build", "check"]


def line(domain, client, clock, at, rest, forwarded):
    return f"{client}:{49152 + int(at) % 16000} - - [{clock.web(at)}] {rest}"


def build(root):
    return server_of_names(root, web=line)
