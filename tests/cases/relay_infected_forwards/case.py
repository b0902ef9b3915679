"""As relay_infected_with_names, and the infected computer is the office's mail server, which also forwards what strangers write to the
boss's mailbox elsewhere: each under its writer's name, to one person. Some of that waits, and stays."""
from server import Server

OFFICE = "10.0.0.23"
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("mill", "mill.example", ["info"])
    server.history({"info@mill.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 4)):
            server.remote_message(OFFICE, at, "info@mill.example", f"boss{number}@partner{number % 4}.example", f"Report {ago} {number}",
                                  helo="pc", honest="relay")
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:40:00"), 10)):
            words = " ".join(server.random.sample(WORDS, 2 + number % 4))
            server.remote_message(OFFICE, at, f"writer{ago}x{number}@town{ago * 10 + number}.example", "boss@freemail.example",
                                  f"Question of {ago} {number} {words}", "greylisted" if ago == 0 and number % 3 == 0 else "delivered",
                                  helo="mx.office.example", honest="relay")
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 70)):
        subject = " ".join(server.random.sample(WORDS, 2 + number % 4))
        server.remote_message(OFFICE, at, f"x{number}@elsewhere{number % 3}.example", server.strangers(2), subject,
                              ("delivered", "unknown") * 5 + ("greylisted", "unknown"), helo="pc23", flood="relay")
    server.expect("relay", "relay", block=[], spare_origins=[OFFICE])
    server.never_named("info@mill.example")
    return server
