"""The same where the log has no directories, by an interpreter, from one letter."""
from piped import HELPDESK, TRIGGER, flood, ordinary_pipes, town

PROGRAM = "/home/bakery/.cache/m.pl"


def build(root):
    server = town(root, layout="debian")
    ordinary_pipes(server)
    server.file("/home/bakery/.forward", f'"|/usr/bin/perl {PROGRAM} 3"\n', 2)
    flood(server, PROGRAM, f"/usr/bin/perl {PROGRAM} 3", letters=1, each=300)
    server.expect("piped", "script", system_user="bakery", script=PROGRAM)
    server.never_named("club", "desk", HELPDESK, TRIGGER)
    return server
