"""A club's chairman, who reads and writes by Roundcube alone, and a friend who uses a mail program."""
from server import Server

BOX, HOME = "chair@rowing.example", "192.0.2.61"


def rowing_club(root):
    server = Server(root, layout="hestia", exim="4.98")
    server.account("rowing", "rowing.example", ["chair", "info"])
    server.ordinary_day("info@rowing.example", "192.0.2.62")
    return server


def sit_at_webmail(server, start, minutes, place=HOME):
    """Roundcube logs in to IMAP anew for each page."""
    session = server.roundcube_login(BOX, place, start)
    for page in range(minutes * 2):
        server.login(BOX, "127.0.0.1", server.moment(start) + page * 30, lip="127.0.0.1", seconds=1)
    return session


def invite(server, start, letters, dead=15):
    """All members, of whom one in `dead` is gone, in Bcc of a few letters."""
    session, at = sit_at_webmail(server, start, 12), server.moment(start) + 200
    for _ in range(letters):
        some = server.strangers(45, domains=40, name="rower")
        server.webmail_message(BOX, HOME, at, some, "Invitation to the general meeting", {
            to: "unknown" if n % dead == 4 else "greylisted" if n % 20 == 7 else "delivered" for n, to in enumerate(some)}, session=session)
        at += 120
    server.never_named(BOX, "rowing", HOME)
