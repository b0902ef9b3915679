"""Dovecot's own submission service: it takes the login and hands each letter to Exim over loopback; Exim's log tells of the mailbox and
of 127.0.0.1, Dovecot's of the person, and under which id Exim took his letter."""
from server import Server

BOX, THIEF, OWNER = "accounts@harbor.example", "203.0.113.41", "192.0.2.21"
HANDED_IN = {"helo": "localhost", "lip": "127.0.0.1", "tls": False}


class Session:
    """One login; `tells` what Dovecot's lines hold: "ids" and "session"."""

    def __init__(self, server, box, address, when, tells=("ids", "session")):
        self.server, self.box, self.address, self.tells = server, box, address, tells
        self.at, self.name = server.moment(when), server.session()
        self.pid = server.exim.pid(self.at)
        done = "Logged in" if server.dovecot == "2.4" else "Login"
        session = f", session=<{self.name}>" if "session" in tells else ""
        server.dovecot_line(self.at, f"submission-login: {done}: user=<{box}>, method=PLAIN, rip={address}, lip={server.address}, "
                            f"mpid={self.pid}, TLS{session}")

    def line(self, moment, words):
        session = f"<{self.name}>" if "session" in self.tells else ""
        self.server.dovecot_line(moment, f"submission({self.box})<{self.pid}>{session}: {words}")

    def letter(self, when, recipients, subject, outcome="delivered", **fields):
        at, server = self.server.moment(when), self.server
        message = server.smtp_auth_message(self.box, "127.0.0.1", at, recipients, subject, outcome, **HANDED_IN, **fields)
        reply = f"250 OK id={message.id}" if "ids" in self.tells else "250 Thank you for the letter"
        self.line(at + 0.1, f"Successfully relayed message: from=<{message.sender}>, size={message.size}, id={self.name}, "
                  f"nrcpt={len(recipients)}, reply=`{reply}'")
        return message

    def end(self, when):
        self.line(self.server.moment(when), "Disconnected: Logged out in=1893 out=412")


def send(server, box, address, when, recipients, subject, outcome="delivered", *, tells=("ids", "session"), **fields):
    """A session of one letter."""
    at = server.moment(when)
    session = Session(server, box, address, at - 1.5, tells)
    message = session.letter(at, recipients, subject, outcome, **fields)
    session.end(at + 1.2)
    return message


def owner_by_service(root, tells, **form):
    """He reads and writes for ten days, and reads today."""
    server = Server(root, **form)
    server.account("harbor", "harbor.example", ["accounts", "info"])
    for ago in range(10, -1, -1):
        for at in server.spread((ago, "07:30:00"), (ago, "15:00:00"), 4):
            server.login(BOX, OWNER, at)
        if ago:
            for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 4)):
                send(server, BOX, OWNER, at, [f"friend{number}@partner{ago % 5}.example"], f"Offer {ago}{number}", tells=tells)
    return server


def stolen_beside_owner(root, tells=("ids", "session"), **form):
    """The owner writes by the same service all the while; letters and subjects of both look alike."""
    server = owner_by_service(root, tells, **form)
    for at in server.spread("11:00:00", "15:30:00", 140):
        send(server, BOX, THIEF, at, server.strangers(1), "Request quotation 88/A", ("greylisted", "delivered", "unknown"), tells=tells,
             flood="stolen")
    for number, at in enumerate(server.spread("10:00:00", "15:30:00", 5)):
        send(server, BOX, OWNER, at, [f"friend{number}@partner{number % 5}.example"], f"Re: offer {number}", "greylisted", tells=tells,
             honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF], spare_origins=[OWNER, "127.0.0.1"])
    return server
