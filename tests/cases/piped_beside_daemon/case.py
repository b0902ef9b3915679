"""The same by a process that was started by hand, whose program nothing names: the account is, the helpdesk's program is not."""
from piped import HELPDESK, ordinary_pipes, town


def build(root):
    server = town(root, layout="debian")
    ordinary_pipes(server)
    at = server.moment("12:00:00")
    for to in server.strangers(1500, domains=40):
        server.local_message("desk", at, "billing@desk.example", [to], "Final notice", ("delivered",) * 8 + ("unknown", "greylisted"),
                             flood="daemon")
        at += 4 + server.random.random() * 3
    server.expect("daemon", "script", system_user="desk", script=None, counts=False)
    server.never_named("club", "bakery", HELPDESK)
    return server
