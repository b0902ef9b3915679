"""A stolen mailbox whose every letter has another subject, another sender name and few recipients; the owner
writes too. What they share: address, shape, pace."""
from server import Server

BOX = "info@harbor.example"
WORDS = "river amber stone velvet lantern orchid maple harbour copper violin garden silver meadow canyon saddle".split()


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    server.ordinary_day(BOX, "192.0.2.21")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 120)):
        words = [server.random.choice(WORDS) for _ in range(4)]
        server.smtp_auth_message(BOX, ["203.0.113.11", "198.51.100.13", "203.0.113.12"][number % 3], at,
                                 server.strangers(1, domains=60), " ".join(words).capitalize(),
                                 ("greylisted", "unknown", "delivered"), sender=f"{words[0]}@{words[1]}.example",
                                 flood="stolen")
    server.smtp_auth_message(BOX, "192.0.2.21", "15:20:00", ["friend1@partner1.example"], "Saturday at ten?",
                             "greylisted", honest="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=["203.0.113.11", "198.51.100.13", "203.0.113.12"],
                  spare_origins=["192.0.2.21"])
    return server
