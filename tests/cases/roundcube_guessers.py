"""Strangers try passwords at Roundcube, which logs the typed name raw: with the line feeds that it may hold."""
from roundcube import OTHER
from server import Server

BOXES = ["accounts", "info", "sales", "desk"]
GUESSER, FORGER = "203.0.113.81", "198.51.100.82"
OWNER, FRAMED = "192.0.2.21", "2001:db8:5::66"
REFUSED = "AUTHENTICATE PLAIN: Authentication failed."
PLACE = "in /usr/share/roundcube/program/lib/Roundcube/rcube_imap.php on line 211 (POST /?_task=login&_action=login)"


def error(server, name, remote, when, typed="", why=REFUSED):
    at = server.moment(when)
    session = f"{server.random.getrandbits(32):08x}"
    server.roundcube_line("errors", at, f"<{session}> IMAP Error: Login failed for {typed}{name} against localhost from {remote}. {why} {PLACE}")


def recorded(server, name, remote, when, typed=""):
    at = server.moment(when)
    session = f"{server.random.getrandbits(32):08x}"
    server.roundcube_line("userlogins", at, f"<{session}> Failed login for {typed}{name} from {remote} in session {session}{session} (error: 0)")


def typed_in_errors(server, name, when):
    """What goes into the field of the user's name to write one more line about somebody else. Tags are taken out of it, so no session stands
    in front."""
    return (f"{name} against localhost from {FRAMED}. {REFUSED} {PLACE}\n[{server.clock.roundcube(server.moment(when))}]: "
            " IMAP Error: Login failed for ")


def typed_in_logins(server, name, when):
    return (f"{name} from {FRAMED} in session 0badcafe0badcafe (error: 0)\n"
            f"[{server.clock.roundcube(server.moment(when))}]: Failed login for ")


def forged(root, write, typed):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", BOXES)
    server.history({f"{box}@harbor.example": f"192.0.2.{21 + number}" for number, box in enumerate(BOXES)}, days=6, messages=1)
    server.ordinary_day(OTHER, "192.0.2.22")
    names = [f"{box}@harbor.example" for box in BOXES]
    for number, at in enumerate(server.spread("02:00:00", "04:00:00", 80)):
        write(server, names[number % 4], GUESSER, at)
    for number, at in enumerate(server.spread("05:10:00", "06:00:00", 60)):
        write(server, names[number % 4], FORGER, at, typed(server, names[number % 4], at))
    for second in range(6):
        write(server, names[0], OWNER, f"08:30:{10 + second * 7}")
    server.expect("guessing", "inbound", block=[GUESSER, FORGER], spare_origins=[OWNER, FRAMED])
    server.never_named(*names, FRAMED, "harbor")
    return server
