"""One host throws 500 letters, none like another and each from another name of one house, at the mailboxes of four customers.
A new helpdesk tells one customer's three clerks of every ticket, each from a sender of its own; since noon a filtering gateway
brings all mail of another; an alarm service, new here, writes to three customers as one sender; and a market place that has written here for
a week has another host, which tells four customers of the orders of its busy day, each from a sender of its own."""
from all_different import subject
from server import Server

HOST, HELPDESK, GATEWAY, ALARM, MARKET = "203.0.113.91", "84.17.3.9", "84.17.4.9", "84.17.5.9", "84.17.6.9"
BOXES = [f"{name}@{customer}.example" for customer in ("harbor", "mill", "school", "club") for name in ("info", "sales")]
CLERKS = [f"{name}@studio.example" for name in ("anna", "bob", "carl")]


def build(root):
    server = Server(root, layout="hestia", log="cpanel", exim="4.96")
    for customer in ("harbor", "mill", "school", "club"):
        server.account(customer, f"{customer}.example", ["info", "sales"])
    server.account("studio", "studio.example", ["anna", "bob", "carl"])
    server.account("clinic", "clinic.example", ["desk"])
    server.history({box: f"192.0.2.{21 + number}" for number, box in enumerate(BOXES)}, days=8, messages=1)
    for number, at in enumerate(server.spread("13:00:00", "14:10:00", 500)):
        server.remote_message(HOST, at, f"offer{number}@bulk.example", BOXES[number % 8], subject(server), name="mail.bulk.example")
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 240)):
        server.remote_message(HELPDESK, at, f"ticket+{number}@desk.example", CLERKS[number % 3], f"[#{8000 + number}] {subject(server)}",
                              name="out.desk.example")
        server.remote_message(ALARM, at, "alarm@watch.example", BOXES[number % 3 * 2], f"PROBLEM {subject(server)}", name="out.watch.example")
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:50:00"), 150)):
            by_gateway = ago == 0 and at > server.moment("12:00:00")
            server.remote_message(GATEWAY if by_gateway else f"84.18.{number % 40}.9", at, f"writer{number % 70}@town{number % 40}.example",
                                  "desk@clinic.example", f"Letter {ago * 400 + number}",
                                  name="in.filter.example" if by_gateway else f"mx.town{number % 40}.example")
    for number, at in enumerate(server.spread("14:00:00", "15:30:00", 200)):
        server.remote_message(MARKET, at, f"order+{number}@market.example", BOXES[number % 4 * 2], f"Sold: {subject(server)}", name="out7.market.example")
    for ago in range(8, 0, -1):
        server.remote_message("84.17.6.8", (ago, "11:00:00"), f"order+{ago}x@market.example", BOXES[0], f"Sold: {subject(server)}",
                              name="out1.market.example")
    server.expect("flood", "inbound", block=[HOST], spare_origins=[HELPDESK, GATEWAY, ALARM, MARKET])
    server.never_named(*BOXES, *CLERKS)
    return server
