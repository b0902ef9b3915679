"""Twelve hosts throw 120 letters called "Invoice" at the mailboxes here. On that day three suppliers whose hosts never wrote before send one, and
a customer of a great provider's by a host that is new: only the twelve are blocked."""
from bigmail import BOXES, host, town

STORM = [f"203.0.113.{1 + number}" for number in range(12)]


def build(root):
    server = town(root)
    for number in range(120):
        server.remote_message(STORM[number % 12], server.moment("03:00:00") + number * 30, f"a{number}@bulk{number % 7}.example", BOXES[number % 3],
                              "Invoice", helo="h.bulk.example", flood="storm")
    address, name = host(99)
    server.remote_message(address, server.moment("10:00:00"), "carl@bigmail.example", BOXES[0], "Invoice", "waiting", name=name)
    suppliers = [f"198.51.100.{210 + number}" for number in range(3)]
    for number, supplier in enumerate(suppliers):
        server.remote_message(supplier, server.moment("10:30:00") + number * 100, f"accounts@supplier{number}.example", BOXES[0], "Invoice", "waiting",
                              name=f"mail.supplier{number}.example")
    server.expect("storm", "inbound", block=STORM, spare_origins=[address, *suppliers])
    return server
