"""An autoresponder answers whoever writes; today 160 strangers did. Clean of outgoing spam."""
from server import Server

BOX = "info@harbor.example"
WORDS = "berth price boat winter key invoice crane mast paint harbour sail rope list visit Sunday".split()


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    account = server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "01:00:00"), (ago, "15:40:00"), 160 if ago == 0 else 15)):
            sender = f"writer{ago}x{number}@town{number % 40}.example"
            server.remote_message(f"203.0.113.{1 + number % 150}", at, sender, BOX, " ".join(server.random.choice(WORDS) for _ in range(3)).capitalize())
            server.local_message("harbor", at + 2, BOX, [sender], "Autoreply: we are closed in November",
                                 ("delivered", "delivered", "delivered", "greylisted"), directory=account.home,
                                 arguments=("/usr/sbin/sendmail", "-f", BOX, "-t", "-oi"),
                                 extra_headers=[("Auto-Submitted", "auto-replied"), ("Precedence", "bulk")])
    return server
