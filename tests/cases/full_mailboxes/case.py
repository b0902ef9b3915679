"""Three mailboxes here are full: mail for them waits, senders are told, and the bounces wait as well. Clean."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales", "jobs"])
    boxes = ["info@harbor.example", "sales@harbor.example", "jobs@harbor.example"]
    server.history({box: "192.0.2.21" for box in boxes}, days=5)
    for number, at in enumerate(server.spread((1, "18:00:00"), "15:30:00", 90)):
        sender = f"customer{number % 30}@partner{number % 6}.example"
        server.remote_message(f"198.51.100.{20 + number % 6}", at, sender, boxes[number % 3], f"Question {number}",
                              "full_here", name=f"mx.partner{number % 6}.example")
    return server
