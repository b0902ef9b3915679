"""A storm of one text from forty hosts to everybody here, in the names of people here. A provider's host carries two of its letters and six honest
ones, which wait for full mailboxes: its address is not blocked and these are not removed."""
from server import Server

STORM, PROVIDER = [f"203.0.113.{number + 1}" for number in range(40)], "198.51.100.77"


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel")
    boxes = [f"clerk{number}@harbor.example" for number in range(25)]
    server.account("harbor", "harbor.example", [box.partition("@")[0] for box in boxes])
    server.history({boxes[0]: "192.0.2.21"})
    for number, at in enumerate(server.spread("12:00:00", "15:50:00", 150)):
        server.remote_message(STORM[number % 40], at, f"clerk{number * 7 % 25}@harbor.example", boxes[number % 25],
                              "Your parcel waits", "full_here" if number % 5 == 0 else "delivered", flood="storm")
    for number in range(8):
        is_storm = number < 2
        server.remote_message(PROVIDER, f"14:0{number}:00", f"writer{number}@mail.example", boxes[number],
                              "Your parcel waits" if is_storm else f"Letter {number}",
                              "delivered" if is_storm else "full_here", name="out7.mail.example")
    server.expect("storm", "inbound", block=STORM, spare_origins=[PROVIDER], counts=False)
    return server
