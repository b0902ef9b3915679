"""Two hosts send fifteen letters each with a stolen password, within minutes, each with a subject of its own. This log names no
subjects; the queue names those of the letters that wait, which are as much the thief's as those that went."""
from server import Server

BOX, HOME, THIEVES = "info@florist.example", "192.0.2.21", ["101.8.7.9", "41.3.2.77"]
WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()


def build(root):
    server = Server(root, layout="debian", log="debian", exim="4.96")
    server.account("florist", "florist.example", ["info"])
    server.history({BOX: HOME}, days=12)
    server.ordinary_day(BOX, HOME)
    for number, at in enumerate(server.spread("15:40:00", "15:45:00", 30)):
        server.smtp_auth_message(BOX, THIEVES[number % 2], at, server.strangers(1), " ".join(server.random.sample(WORDS, 2 + number % 4)),
                                 ("delivered", "greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=[HOME])
    return server
