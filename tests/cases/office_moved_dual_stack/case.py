"""An office whose provider gave it another /64 every night has moved to a line with IPv4 and IPv6: all three mailboxes read there
since this morning, by whichever protocol answers first, and one of them sends the monthly invoices. Clean."""
from server import Server

BOXES, NEW = ("info", "anna", "bob"), ("203.0.113.77", "3fff:101:2:3:a1b2:c3d4:e5f6:718", "3fff:101:2:3:99aa:77cc:55dd:3311")


def build(root):
    server = Server(root, layout="hestia", exim="4.96")
    server.account("studio", "studio.example", BOXES)
    for ago in range(9, 0, -1):
        night = f"2001:db8:{0x1400 + ago * 77:x}:{0x7000 - ago * 131:x}:{0x4a00 + ago * 5:x}:11:22:{ago:x}3"
        for box in BOXES:
            server.ordinary_day(f"{box}@studio.example", night, ago, 3)
    for number, box in enumerate(BOXES * 7):
        for n, at in enumerate(server.spread("07:00:00", "15:30:00", 3)):
            server.login(f"{box}@studio.example", NEW[(number + n) % 3], at)
    for number, at in enumerate(server.spread("10:00:00", "11:00:00", 60)):
        server.smtp_auth_message("anna@studio.example", NEW[number % 3], at, [f"client{number}@firm{number % 30}.example"],
                                 f"Invoice {2026000 + number}", "greylisted" if number % 12 == 3 else "delivered")
    server.never_named("studio", "studio.example", *NEW, *(f"{box}@studio.example" for box in BOXES))
    return server
