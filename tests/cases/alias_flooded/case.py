"""Strangers write to an alias that Exim expands to sixty people elsewhere: each of their letters goes to all of them. A member's
letter of each day stays."""
from server import Server

LIST, STRANGERS = "crew@harbor.example", ["203.0.113.31", "203.0.113.32"]


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="debian")
    server.account("harbor", "harbor.example", ["info", "crew"])
    server.history({"info@harbor.example": "192.0.2.21"})
    crew = {f"sailor{number}@port{number % 15}.example": LIST for number in range(60)}

    def post(host, at, sender, subject, outcome, **fields):
        server.exim.pass_on(server.remote_message(host, at, sender, LIST, subject, outcome, settle=False, **fields), crew, outcome)

    for ago in range(12, -1, -1):
        post("198.51.100.23", (ago, "09:30:00"), "sailor1@port1.example", f"Tide table {ago}",
             ("delivered",) * 9 + ("greylisted" if ago == 0 else "delivered",), honest="list")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 60)):
        post(STRANGERS[number % 2], at, f"win{number}@lotto{number}.example", f"You have won {number}",
             ("delivered", "delivered", "greylisted", "spam"), flood="list")
    server.expect("list", "list", list=LIST, block=STRANGERS, spare_origins=["198.51.100.23"], counts=False)
    return server
