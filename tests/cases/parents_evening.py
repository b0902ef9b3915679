"""A teacher writes to forty parents this afternoon from home, a letter each. Her provider gives her another IPv6 /48 every night, by which she wrote two
letters on each of four evenings before. Thieves write as much by a mailbox that was never seen elsewhere, and by one that was on one evening; where a
mail log tells who reads, one by the mailbox's own provider, where he does not."""
from server import Server

TEACHER, AT_HOME, NEXT_DOOR = "anna@north.example", "2003:db:100:1::5", "2003:db:4f31:7::9"
THIEVES = {"info@mill.example": "2a02:6b8:77:1::9", "info@tailor.example": "2a03:4000:6:2::7"}
TRIED, NEIGHBOUR = "info@tailor.example", "info@bakery.example"
FRIENDS = [f"friend{number}@home{number % 20}.example" for number in range(30)]


def circular(server, box, address, reads, parents=40, **fields):
    for number, at in enumerate(server.spread("13:10:00", "15:30:00", parents)):
        if reads and number % 8 == 0:
            server.login(box, address, at - 30)
        server.smtp_auth_message(box, address, at, [f"parent{number}@home{number % 20}.example"], f"Your time on Thursday {number}", **fields)


def evenings(server, box, reads):
    for ago in range(4, 0, -1):
        for number, at in enumerate(server.spread((ago, "19:00:00"), (ago, "21:00:00"), 2)):
            home = f"2003:db:{ago * 977 + 256:x}:{ago + 1:x}::{ago * 17 + 5:x}"
            if reads:
                server.login(box, home, at - 30)
            server.smtp_auth_message(box, home, at, [FRIENDS[ago * 3 + number]], f"Re: Tomorrow {ago}{number}")


def school(root, reads, parents=40):
    server = Server(root, layout="debian", exim="4.96")
    thieves = {**THIEVES, **({NEIGHBOUR: NEXT_DOOR} if reads else {})}
    for order, box in enumerate([TEACHER, *thieves]):
        name, domain = box.split("@")
        server.account(domain.split(".")[0], domain, [name])
        for ago in range(10, -1, -1):
            for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "12:30:00"), 3)):
                server.smtp_auth_message(box, f"84.17.{order}.9", at, [FRIENDS[(ago * 3 + number) % 30]], f"Homework {ago}{number}")
                if reads:
                    server.login(box, f"84.17.{order}.9", at - 60)
    evenings(server, TEACHER, reads)
    circular(server, TEACHER, AT_HOME, reads, parents)
    if reads:
        evenings(server, NEIGHBOUR, reads)
    server.smtp_auth_message(TRIED, THIEVES[TRIED], (1, "19:30:00"), [FRIENDS[0]], "Hello")
    for box, thief in thieves.items():
        circular(server, box, thief, False, flood=box)
        server.expect(box, "mailbox", account=box, block=[thief], counts=False)
    server.never_named("north", TEACHER, AT_HOME)
    return server
