"""An office whose line has another address each day, in logs of eight days that begin with a mailbox's two quiet ones: the
run of its ordinary days is no mailing from strangers' addresses, for its colleagues sit there."""
from server import Server

DOMAIN = "willow.example"
QUIET = 6
PEOPLE = ("udo", "ida", "max", "eva", "jan")


def build(root):
    server = Server(root, layout="directadmin", exim="4.96", log="cpanel", now="2026-11-24 18:05:00")
    server.account("willow", DOMAIN, PEOPLE)
    for ago in range(8, -1, -1):
        for hour in range(7, 19):
            line = f"145.224.{server.random.randrange(256)}.{server.random.randrange(1, 255)}" if hour in (7, 9, 12, 15) else line
            if ago == 0 and hour == 18:
                break
            for name in PEOPLE:
                box = f"{name}@{DOMAIN}"
                server.login(box, line, (ago, f"{hour:02d}:05:00"))
                letters = int(hour % 4 == 0) if name == "udo" and ago > QUIET else (2, 1, 3, 2)[(hour + ago) % 4]
                for number, at in enumerate(server.spread((ago, f"{hour:02d}:10:00"), (ago, f"{hour:02d}:50:00"), letters)):
                    server.smtp_auth_message(box, line, at, [f"friend{number}{hour}@partner{(ago + hour) % 9}.example"],
                                             f"Letter {server.random.randrange(9999)}")
    server.never_noted("mailbox:udo@")
    server.never_named(*(f"{name}@{DOMAIN}" for name in PEOPLE), "willow", DOMAIN)
    return server
