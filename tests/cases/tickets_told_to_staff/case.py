"""A ticket desk that gets its letters by a pipe answers each at once, tells its staff of five, and an agent answers within the hour. An
outage brings six times as many letters, some from addresses that take no answer. The web server's own user runs it, and writes under the desk's name. Clean."""
from server import Server

DESK = "help@ferry.example"
STAFF = [f"agent{number}@ferry{number % 2}.example" for number in range(5)]


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("ferry", "ferry.example", ["info"])
    server.history({"info@ferry.example": "192.0.2.155"})
    ticket = 20000
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "14:30:00"), 90 if ago == 0 else 15)):
            ticket += 1
            asker = f"asker{ticket}@town{ticket % 60}.example"
            server.remote_message(f"203.0.113.{1 + ticket % 250}", at, asker, DESK, f"My order {number}", name=f"mx{ticket % 60}.town{ticket % 60}.example")
            write(server, at + 2, [asker], f"[ferry.example #{ticket}] AutoReply: My order", "greylisted" if number % 20 == 3 else "unknown" if number % 9 == 5 else "delivered")
            write(server, at + 3, STAFF, f"[ferry.example #{ticket}] My order", "delivered")
            if number % 3:
                write(server, at + 1500 + number % 7 * 200, [asker], f"[ferry.example #{ticket}] Re: My order", "unknown" if number % 9 == 5 else "delivered")
    server.never_named("www-data", "ferry", DESK)
    return server


def write(server, at, people, subject, outcome):
    server.local_message("www-data", at, DESK, people, subject, outcome, directory="/", arguments=("/usr/sbin/sendmail", "-oi", "-t", "-f", DESK))
