"""A service's receipts: three hosts in a cloud send 160 a day with the login of a mailbox that nobody reads."""
from server import Server

BOX, NEW = "receipts@tool.example", ["203.0.113.20", "203.0.113.133"]
HOSTS = ["198.51.100.40", "198.51.100.151", "198.51.100.77"]


def service(root, today=160, hosts=HOSTS, log="cpanel"):
    """`hosts` send today's, each as much as the others."""
    server = Server(root, layout="cpanel", exim="4.98", log=log)
    server.account("tool", "tool.example", ["receipts", "anna"])
    server.history({"anna@tool.example": "192.0.2.21"}, days=12)
    number = 0
    for ago in range(12, -1, -1):
        for at in server.spread((ago, "00:05:00"), (ago, "23:50:00") if ago else "15:55:00", 160 if ago else today):
            number += 1
            receipt(server, at, (hosts if not ago else HOSTS)[number % len(hosts if not ago else HOSTS)], number,
                    "unknown" if number % 33 == 4 else "delivered")
    return server


def receipt(server, at, host, number, outcome, **fields):
    return server.smtp_auth_message(BOX, host, at, [f"buyer{number}@town{number % 60}.example"], f"Your receipt no. {7000 + number}",
                                    outcome, helo="app.tool.example", mailer="plain", **fields)
