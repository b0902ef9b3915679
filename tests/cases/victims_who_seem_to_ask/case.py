"""A ticket desk answers who writes to it. Robots write to it once in the name of each of five victims, and a mailer under the same user then sends
these fifteen hundred letters, and two hundred and fifty to strangers: one question gets no three hundred answers."""
from server import Server

DESK = "help@ferry.example"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("ferry", "ferry.example", ["info"])
    server.history({"info@ferry.example": "192.0.2.155"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "11:30:00"), 12)):
            asker = f"asker{ago * 20 + number}@town{number}.example"
            server.remote_message(f"203.0.113.{1 + number}", at, asker, DESK, f"My order {number}", name=f"mx.town{number}.example")
            write(server, at + 2, asker, f"[#{ago * 20 + number}] AutoReply: My order", **({} if ago else {"honest": "mailer"}))
    victims = [f"victim{number}@quiet{number}.example" for number in range(5)]
    for number, victim in enumerate(victims):
        server.remote_message(f"198.51.100.{1 + number}", server.moment("12:00:00") + number * 2, victim, DESK, "hello", name=f"bot{number}.bots.example")
    for number, at in enumerate(server.spread("12:01:00", "15:00:00", 1750)):
        to = server.strangers(1)[0] if number % 7 == 3 else victims[number % 5]
        write(server, at, to, "Your parcel is held", ("delivered", "delivered", "greylisted", "delivered", "unknown", "delivered")[number % 6], flood="mailer")
    server.expect("mailer", "script", system_user="www-data", counts=False)
    return server


def write(server, at, to, subject, outcome="delivered", **fields):
    server.local_message("www-data", at, DESK, [to], subject, outcome, directory="/", arguments=("/usr/sbin/sendmail", "-oi", "-t", "-f", DESK), **fields)
