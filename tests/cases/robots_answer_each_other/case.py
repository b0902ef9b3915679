"""A partner's ticket robot and an answering program here write to each other three hundred times: a loop, no flood. Its
host, new here, stays open. Another host writes as much, from one sender whom nobody answers: that is a flood."""
from server import Server


def build(root):
    server = Server(root, layout="debian", exim="4.96")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.history({"info@harbor.example": "192.0.2.21", "sales@harbor.example": "192.0.2.22"})
    for number, at in enumerate(server.spread("10:00:00", "14:00:00", 300)):
        server.remote_message("198.51.100.88", at, "robot@tickets.example", "info@harbor.example", f"Re: [#{number}] ticket")
        server.local_message("harbor", at + 1, "info@harbor.example", ["robot@tickets.example"],
                             f"Out of office: Re: [#{number}] ticket")
    for at in server.spread("10:00:00", "14:00:00", 300):
        server.remote_message("203.0.113.88", at, "watches@bulk.example", "sales@harbor.example", "Cheap watches")
    server.expect("flood", "inbound", block=["203.0.113.88"], spare_origins=["198.51.100.88"])
    server.never_named("info@harbor.example", "harbor", "harbor.example")
    return server
