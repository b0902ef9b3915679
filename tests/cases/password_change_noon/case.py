"""At noon the office changed a password; three phones go on trying the old one all afternoon. Clean."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({BOX: "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    phones = ["192.0.2.21", "198.51.100.71", "198.51.100.72"]
    for ago in range(10, -1, -1):
        for phone in phones:
            for hour in range(7, 12):
                server.login(BOX, phone, (ago, f"{hour:02d}:1{phones.index(phone)}:00"))
    server.ordinary_day("sales@harbor.example", "192.0.2.22")
    for phone in phones:
        for at in server.spread("12:05:00", "15:55:00", 70):
            server.failed_login(BOX, phone, at)
    for at in server.spread("12:30:00", "15:00:00", 4):
        server.smtp_auth_failure(BOX, "192.0.2.21", at)
        server.login(BOX, "192.0.2.23", at + 60)
    return server
