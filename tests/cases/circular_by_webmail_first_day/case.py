"""The logs are a day old. A club's chairman invites all members by Roundcube, a dozen of whom are gone. What the webmail fetches for
him from this server is no reader elsewhere. Clean."""
from webmail_circular import invite, rowing_club


def build(root):
    server = rowing_club(root)
    invite(server, "09:20:00", 3)
    server.logs_begin = server.moment("00:00:00")
    return server
