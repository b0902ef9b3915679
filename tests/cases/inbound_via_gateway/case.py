"""All mail from outside comes through a filtering gateway, today twice as much as on other days: one address sends
everything, and it is no flood. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    server.account("harbor", "harbor.example", ["info", "sales", "jobs"])
    boxes = ["info@harbor.example", "sales@harbor.example", "jobs@harbor.example"]
    for ago in range(8, -1, -1):
        for number, at in enumerate(server.spread((ago, "00:10:00"), (ago, "15:55:00"), 300 if ago == 0 else 150)):
            server.remote_message("198.51.100.5", at, f"writer{number % 70}@town{number % 40}.example", boxes[number % 3],
                                  f"Letter {ago * 400 + number}", name="gateway.filter.example")
        server.ordinary_day(boxes[0], "192.0.2.21", ago, messages=1)
    return server
