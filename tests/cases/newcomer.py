"""A mailbox that nobody used until five days ago (or `days`), and from which three hosts have sent 120 letters a day since."""
from server import Server

BOX, HOSTS = "receipts@tool.example", ["198.51.100.40", "203.0.113.20", "192.0.2.130"]


def send(root, text, outcomes, days=5, logs=16, **fields):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info"])
    server.account("tool", "tool.example", ["receipts"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=logs)
    number = 0
    for ago in range(days, -1, -1):
        for at in server.spread((ago, "00:05:00"), (ago, "23:50:00") if ago else "15:55:00", 120 if ago else 80):
            number += 1
            inside = {key: value for key, value in fields.items() if at >= server.now - 86400}
            server.smtp_auth_message(BOX, HOSTS[number % 3], at, [f"buyer{number}@town{number % 60}.example"], f"{text} {7000 + number}",
                                     outcomes[number % len(outcomes)], helo="app.tool.example", mailer="plain", **inside)
    return server
