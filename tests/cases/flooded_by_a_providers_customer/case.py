"""One of a great provider's customers throws 130 letters at a mailbox within the hour, by a host of the provider's that is new here and brings
twenty letters of other people, of which five wait: the flood is told, the host stays open and the five in the queue."""
from bigmail import BOXES, host, town


def build(root, begin="11:00:00"):
    server = town(root)
    address, name = host(99)
    for number in range(130):
        server.remote_message(address, server.moment(begin) + number * 20, "eve@bigmail.example", "info@harbor.example", f"Hello you {number}",
                              "waiting" if number % 20 == 0 else "delivered", name=name, flood="flood")
    for number in range(20):
        server.remote_message(address, server.moment("08:00:00") + number * 1000, f"p{number}@bigmail.example", BOXES[number % 3], f"Concerning {number}",
                              "waiting" if number % 4 == 0 else "delivered", name=name)
    server.expect("flood", "inbound", block=[], spare_origins=[address])
    return server
