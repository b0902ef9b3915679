"""A mailbox that nobody reads sends the month's invoices from an office with IPv4 and IPv6, where each computer has another address
every day: its colleague's is in the same /64, and known from days before. Clean."""
from server import Server

BOX, COLLEAGUE, PREFIX, FOUR = "billing@studio.example", "info@studio.example", "2001:db8:77:4201", "192.0.2.88"


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("studio", "studio.example", ["info", "billing"])
    for ago in range(9, -1, -1):
        server.ordinary_day(COLLEAGUE, f"{PREFIX}:{ago + 3}a:77:{ago * 7:x}:1", ago, 2)
        server.ordinary_day(COLLEAGUE, FOUR, ago, 1)
    for number, at in enumerate(server.spread("09:20:00", "09:35:00", 125)):
        server.smtp_auth_message(BOX, f"{PREFIX}:9c:41:5:2", at, [f"client{number}@firm{number % 60}.example"],
                                 f"Invoice 2026-{1100 + number} of November", "unknown" if number % 22 == 6 else "greylisted" if number % 20 == 3
                                 else "delivered")
    server.never_named("studio", "studio.example", BOX, COLLEAGUE, f"{PREFIX}:9c:41:5:2")
    return server
