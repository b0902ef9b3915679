"""A traveller (traveller.py): Exim takes her carrier's IPv6, of which her telephone has another /64 each time, and the mail store, which
has no IPv6, sees the carrier's IPv4. Clean."""
from traveller import BOX, at_a_fair


def build(root):
    server = at_a_fair(root, [f"3fff:10:{0x100 + number // 4:x}:1::{0x100 + number:x}" for number in range(70)])
    for number, at in enumerate(server.spread("07:01:00", "15:31:00", 25)):
        server.login(BOX, f"198.51.100.{20 + number}", at)
    return server
