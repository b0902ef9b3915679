"""The hoster tells 300 customers of Saturday's maintenance, with a script in root's own folder, under his own name."""
from abuse import stolen_beside
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info"])
    server.history({"info@harbor.example": "192.0.2.21"}, days=12)
    stolen_beside(server)
    for number, to in enumerate(server.strangers(300, domains=70)):
        server.local_message("root", server.moment("10:00:00") + number * 0.8, "support@hosting.example", [to],
                             "Planned maintenance on Saturday", "unknown" if number % 25 == 3 else "delivered", directory="/root")
    server.never_named("root", "harbor")
    return server
