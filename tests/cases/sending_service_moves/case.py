"""Eight customers have their invoices sent by one accounting service, which logs in for each; last night it moved to
another data centre, so all come from a network never seen. A thief with one mailbox beside. Only he is named."""
from server import Server

BOX, THIEF = "info@harbor.example", "203.0.113.211"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    boxes = []
    for n in range(8):
        server.account(f"cust{n}", f"cust{n}.example", ["billing"])
        boxes.append(f"billing@cust{n}.example")
    server.history({BOX: "192.0.2.21", **{b: f"192.0.2.{60 + n}" for n, b in enumerate(boxes)}}, days=12, messages=2)
    for ago in range(12, -1, -1):
        for n, box in enumerate(boxes):
            server.login(box, f"192.0.2.{60 + n}", (ago, "09:10:00"))
            for k, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 3 + n % 4)):
                service = f"198.51.100.{30 + k % 4}" if ago else f"203.0.113.{30 + k % 4}"
                server.smtp_auth_message(box, service, at, [f"client{(ago * 7 + k) % 30}@firm{n}{k}.example"],
                                         f"Invoice {ago * 10 + k} of cust{n}", helo="out.books.example", mailer="plain")
    for number, at in enumerate(server.spread("11:00:00", "15:40:00", 120)):
        server.smtp_auth_message(BOX, THIEF, at, server.strangers(2), "Your parcel is waiting", ("greylisted", "unknown", "delivered"), flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=[THIEF])
    server.never_named(*boxes)
    return server
