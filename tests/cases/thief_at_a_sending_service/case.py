"""Eight customers have their invoices sent by one service, which sent the last ones four days ago. Today somebody has
the passwords it held and sends from a network never seen: few letters with each. That the service is silent excuses
nobody (sending_service_moves is the honest story)."""
from server import Server

THIEVES = ["203.0.113.5", "203.0.113.6", "203.0.113.7"]


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    boxes = []
    for number in range(8):
        server.account(f"cust{number}", f"cust{number}.example", ["billing"])
        boxes.append(f"billing@cust{number}.example")
    server.history({box: f"192.0.2.{60 + number}" for number, box in enumerate(boxes)}, days=12, messages=2)
    for ago in range(12, -1, -1):
        for number, box in enumerate(boxes):
            server.login(box, f"192.0.2.{60 + number}", (ago, "09:10:00"))
            for turn, at in enumerate(server.spread((ago, "10:00:00"), (ago, "15:00:00"), 4 if ago >= 4 else 0)):
                server.smtp_auth_message(box, f"198.51.100.{30 + turn}", at, [f"client{turn}@firm{number}.example"],
                                         f"Invoice {ago * 10 + turn}", helo="out.books.example", mailer="plain")
    for number, box in enumerate(boxes):
        for turn, at in enumerate(server.spread("11:00:00", "15:00:00", 6)):
            server.smtp_auth_message(box, THIEVES[(number + turn) % 3], at, server.strangers(1),
                                     f"Payment {server.random.randrange(10**6)} is held", ("delivered", "greylisted"),
                                     flood=f"stolen{number}")
        server.expect(f"stolen{number}", "mailbox", account=box, block=THIEVES, counts=False)
    return server
