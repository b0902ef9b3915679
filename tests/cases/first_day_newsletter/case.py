"""A customer mails his circular to 60 people in one message, by Bcc, from home; as every fortnight. Clean."""
from server import Server

BOX = "info@birdclub.example"


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("birdclub", "birdclub.example", ["info"])
    server.history({BOX: "192.0.2.41"}, days=20)
    server.ordinary_day(BOX, "192.0.2.41")
    members = [f"member{number}@town{number % 30}.example" for number in range(60)]
    for ago in (14, 0):
        server.smtp_auth_message(BOX, "192.0.2.41", (ago, "14:00:00"), members, "Programme of the fortnight",
                                 ("delivered",) * 14 + ("greylisted" if ago == 0 else "delivered",))
    return server
