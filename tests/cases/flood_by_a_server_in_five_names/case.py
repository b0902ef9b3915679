"""A server's flood under five names. A shop that it hosts since today confirms its first orders in the same hours, under a sixth: none of these
waits, and none is told as the flood's."""
from all_different import subject
from flooding_server import flooded


def build(root):
    server, send = flooded(root, 5)
    for number, at in enumerate(server.spread("12:50:00", "14:40:00", 25)):
        send(at, "desk@newshop.example", [f"buyer{number}@town{number}.example"], subject(server), "delivered")
    return server
