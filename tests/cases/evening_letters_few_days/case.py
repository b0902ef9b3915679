"""The logs are three days old. Two teachers write to sixty parents from home last night, a letter each; of their evenings the logs know one, with one
look at the mailbox and one letter. One line has IPv4, the other another /64 of its provider every night. Clean. Thieves try a password on the eve
in the same way and send: one to sixty people of whom a fifth does not exist, one to 150; a third had only looked in. All are named."""
from server import Server

TEACHERS = {"tom@north.example": ("84.17.5.9", "84.17.5.9"), "eva@south.example": ("2001:db8:31:7702::be02", "2001:db8:31:4419::13d7")}
THIEVES = {"info@mill.example": ("103.4.99.2", 60, 5), "info@tailor.example": ("177.3.4.9", 150, 15), "info@bakery.example": ("45.12.8.3", 60, 15)}
LOOKED_IN = "info@bakery.example"


def evening(server, box, eve, home, letters, dead_every, tries=True, **fields):
    server.login(box, eve, (2, "20:30:00"))
    if tries:
        server.smtp_auth_message(box, eve, (2, "21:10:00"), ["friend@partner.example"], "As agreed")
    server.login(box, home, (1, "22:05:00"))
    for number, to in enumerate(server.strangers(letters, domains=12, name="parent")):
        server.smtp_auth_message(box, home, server.moment((1, "22:10:00")) + 20 * number, [to], "Evening for parents on Thursday",
                                 "unknown" if number % dead_every == 4 else "delivered", **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.logs_begin = server.now - 3 * 86400
    for number, box in enumerate([*TEACHERS, *THIEVES]):
        name, domain = box.split("@")
        server.account(domain.split(".")[0], domain, [name])
        for ago in (3, 2, 1, 0):
            server.ordinary_day(box, f"192.0.2.{20 + number}", ago, 2)
            for at in server.spread((ago, "08:00:00"), (ago, "13:00:00"), 4):
                server.login(box, f"192.0.2.{20 + number}", at)
    for box, (eve, home) in TEACHERS.items():
        evening(server, box, eve, home, 60, 15)
    for box, (thief, letters, dead_every) in THIEVES.items():
        evening(server, box, thief, thief, letters, dead_every, box != LOOKED_IN, flood=box)
        server.expect(box, "mailbox", account=box, block=[thief], counts=False)
    server.never_named("north", "south", "84.17.5.9", "2001:db8:31:4419::13d7")
    server.expect_note("this may be honest: a person writes so to a club in an evening")
    return server
