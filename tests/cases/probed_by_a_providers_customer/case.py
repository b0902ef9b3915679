"""One of a great provider's customers writes to sixty names that nobody has here, by a host of the provider's that wrote on other days, and to
thirty by one that did not: told, and both stay open, for everybody's letters come by them. A host of nobody's that tries as many is blocked."""
from bigmail import host, town

PROBER = "203.0.113.9"


def build(root):
    server = town(root)
    known, new = host(42), host(99)
    for (address, name), count in ((known, 60), (new, 30)):
        for number in range(count):
            server.exim.rejected(server.moment("11:00:00") + number * 0.2, server.client(address, name, name), "eve@bigmail.example",
                                 f"RCPT <nobody{number}@harbor.example>", "No Such User Here")
    for number in range(60):
        server.probe(PROBER, server.moment("12:00:00") + number * 3, f"name{number}@harbor.example")
    server.expect("probing", "inbound", block=[PROBER], spare_origins=[known[0], new[0]], counts=False)
    return server
