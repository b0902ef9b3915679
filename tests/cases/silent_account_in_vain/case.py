"""An account that never mailed sends forty letters within minutes, no two alike, and of those tried half do not exist: thirty dead
are not needed where nobody ever had a letter from it."""
from server import Server

WORDS = ("invoice parcel account payment urgent notice document voice message delivery refund bonus winner secure update signature transfer "
         "order statement").split()


def build(root):
    server = Server(root, layout="hestia", log="subject", exim="4.96")
    server.account("pottery", "pottery.example", ["info"])
    server.account("mill", "mill.example", ["info"])
    server.history({"info@pottery.example": "192.0.2.21", "info@mill.example": "192.0.2.22"}, days=12)
    for at in server.spread("15:30:00", "15:35:00", 40):
        server.local_message("pottery", at, "office@pottery.example", server.strangers(1), " ".join(server.random.sample(WORDS, 4)),
                             ("delivered", "unknown", "greylisted", "unknown", "delivered"), directory="/dev/shm/.k", flood="program")
    server.expect("program", "script", system_user="pottery", block=[])
    server.never_named("mill", "info@mill.example", "info@pottery.example")
    return server
