"""A computer of the office, which may send through this server, is infected: each letter bears another name of elsewhere and another
text, and of the people half never existed. Its user's own letters stay, and so do those of the office's other computer."""
from server import Server

INFECTED, OTHER = "10.0.0.23", "10.0.0.20"
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("mill", "mill.example", ["info", "desk"])
    server.history({"info@mill.example": "192.0.2.21"}, days=12)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 8)):
            box, computer = (("info", INFECTED), ("desk", OTHER))[number % 2]
            honest = {"honest": "relay"} if computer == INFECTED else {}
            outcome = "greylisted" if ago == 0 and number == 6 else "delivered"
            server.remote_message(computer, at, f"{box}@mill.example", f"boss{number}@partner{number % 4}.example", f"Report {ago} {number}",
                                  outcome, helo="pc", **honest)
    for number, at in enumerate(server.spread("13:00:00", "15:30:00", 70)):
        subject = " ".join(server.random.sample(WORDS, 2 + number % 4))
        server.remote_message(INFECTED, at, f"x{number}@elsewhere{number % 3}.example", server.strangers(2), subject,
                              ("delivered", "unknown") * 5 + ("greylisted", "unknown"), helo="pc23", flood="relay")
    server.expect("relay", "relay", block=[], spare_origins=[INFECTED])
    server.never_named("info@mill.example", "desk@mill.example", OTHER)
    return server
