"""A planted program in an account's .forward: the log with directories has it run in the home."""
from piped import HELPDESK, OWNER, SITE, TRIGGER, flood, ordinary_pipes, town

PROGRAM = "/home/bakery/bin/notify.pl"


def build(root):
    server = town(root, layout="cpanel")
    ordinary_pipes(server)
    server.file("/home/bakery/.forward", f'\\bakery, "|{PROGRAM}"\n', 2)
    flood(server, PROGRAM)
    server.expect("piped", "script", system_user="bakery", script=PROGRAM)
    server.never_named("club", "desk", HELPDESK, TRIGGER)
    return server


def check(document):
    texts = [row["text"] for incident in document["incidents"] for row in incident["evidence"]]
    return [] if any(f"letters to {OWNER}" in text for text in texts) else [f"no word of the letters: {texts}"]
