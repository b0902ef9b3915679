"""Customers of a server with a mailbox each, who wrote from their own places all week and do today."""
from server import Server


def desk(number):
    return f"192.0.{2 + number}.10"


def customers(root, count, **layout):
    """The server and their mailboxes."""
    server = Server(root, exim="4.96", **layout)
    boxes = [f"info@customer{number}.example" for number in range(count)]
    for number in range(count):
        server.account(f"customer{number}", f"customer{number}.example", ["info"])
    server.history({box: desk(number) for number, box in enumerate(boxes)}, days=7, messages=4)
    for number, box in enumerate(boxes):
        server.ordinary_day(box, desk(number), messages=2)
    return server, boxes
