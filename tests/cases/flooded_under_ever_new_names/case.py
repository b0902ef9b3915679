"""As flooded_by_a_providers_customer, but each of the 300 letters bears another name of the provider's, and none was refused: the flood is told by
all of them, the host stays open and nothing is taken, since no name says whose letters are the flood's."""
from bigmail import host, town


def build(root):
    server = town(root)
    address, name = host(99)
    for number in range(300):
        server.remote_message(address, server.moment("11:00:00") + number * 8, f"eve{number}@bigmail.example", "info@harbor.example",
                              f"Hello you {number}", "waiting" if number % 20 == 0 else "delivered", name=name)
    server.expect("flood", "inbound", block=[], spare_origins=[address], counts=False)
    return server


def check(document):
    told = [incident["messages"]["submitted"] for incident in document["incidents"]]
    return [] if told == [300] else [f"tells of {told} messages"]
