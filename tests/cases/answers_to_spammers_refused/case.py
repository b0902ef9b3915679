"""As answers_to_spammers, and the tickets bear the spam's own subject: a quarter of the servers that get one in the forged
sender's name refuses it as spam, a quarter knows nobody of that name, a quarter puts it off. Nothing of it is a mailing."""
from server import Server

SITE = "helpdesk.example"
OUTCOMES = ("unknown", "greylisted", "spam", "delivered")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    account = server.account("helpdesk", SITE, ["support"])
    server.history({f"support@{SITE}": "192.0.2.21"}, days=10)
    for ago in range(10, -1, -1):
        times = server.spread((ago, "08:00:00"), (ago, "18:00:00"), 6) if ago else server.spread("09:00:00", "15:45:00", 260)
        for number, at in enumerate(times):
            sender = f"writer{ago}x{number}@town{number % 90}.example"
            subject = f"Question {ago}{number}" if ago else f"You have won {number}"
            server.remote_message(f"198.51.100.{number % 200 + 1}", at, sender, f"support@{SITE}", subject)
            server.local_message("helpdesk", at + 0.3, f"support@{SITE}", [sender],
                                 f"[#{90000 + ago * 500 + number}] Ticket opened: {subject}",
                                 "delivered" if ago else OUTCOMES[number % 4], directory=account.home)
    server.never_named("helpdesk", SITE)
    return server
