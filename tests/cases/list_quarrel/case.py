"""A village's list quarrels about dogs: 24 answers with one subject within four hours, as all answers have, from 24 members;
half of their providers' hosts are known here, the others new. Strangers flood another list. Only that is named."""
from server import Server

LIST, OTHER = "village@harbor.example", "walks@birdclub.example"
BAD = ["203.0.113.31", "203.0.113.32"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.account("birdclub", "birdclub.example", ["info"])
    server.mailman_list(LIST, "info@harbor.example")
    server.mailman_list(OTHER, "info@birdclub.example")
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    members = [f"member{n}@{'bigmail' if n % 2 else 'home%d' % (n % 12)}.example" for n in range(80)]
    walkers = [f"member{number}@town{number % 20}.example" for number in range(60)]
    for ago in range(12, -1, -1):
        for n, at in enumerate(server.spread((ago, "10:00:00"), (ago, "14:00:00"), 24 if ago == 0 else 2)):
            host = f"198.51.100.{20 + n}" if ago == 0 and n % 2 else f"198.51.100.{120 + (ago + n) % 10}"
            server.list_post(LIST, members, host, at, members[(n * 5 + ago) % 80],
                             "Re: Dogs on the green" if ago == 0 else f"Notice of day {ago} by {'ab'[n]}",
                             {to: "unknown" if i == 4 else "delivered" for i, to in enumerate(members)})
        server.list_post(OTHER, walkers, "198.51.100.23", (ago, "09:30:00"), "member3@town3.example", f"[Walks] Sunday {ago}", "delivered")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 14)):
        server.list_post(OTHER, walkers, BAD[number % 2], at, f"win{number}@lotto{number}.example",
                         f"[Walks] You have won {number}", ("delivered", "delivered", "greylisted", "spam"), flood="list")
    server.expect("list", "list", list=OTHER, block=BAD, counts=False)
    server.never_named(LIST, "info@harbor.example")
    return server
