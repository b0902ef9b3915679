"""A thief has a great provider write with two stolen logins: as one by four of its hosts, which also bring the mail of
its people here every day; as the other by eight hosts of a second provider, of which nobody here hears else. Both
mailboxes are named, and no provider's host is blocked. A third login is used from three machines that somebody rents at a
hoster, whose other customers write here, each from his own, a fourth from eight hacked computers at homes of one provider, which
call themselves what he calls them, a fifth from three more machines of the hoster's, which are named as mail hosts: those are blocked. A
colleague of the second mailbox writes by the second provider, too."""
from server import Server

KNOWN = [f"198.51.100.{60 + number}" for number in range(4)]
UNKNOWN = [f"198.18.{number * 16}.{40 + number}" for number in range(8)]
RENTED = [f"203.0.113.{80 + number}" for number in range(3)]
HOMES = [f"203.0.113.{120 + number * 9}" for number in range(8)]
NAMED = [f"203.0.113.{90 + number}" for number in range(3)]
FATE = ("delivered", "unknown", "greylisted", "spam")


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    boxes = {name: f"info@{name}.example" for name in ("harbor", "mill", "tailor", "baker", "fisher")}
    for name in boxes:
        server.account(name, f"{name}.example", ["info", "clerk"])
    server.history({box: f"192.0.2.{21 + number}" for number, box in enumerate(boxes.values())})
    for ago in (2, 1, 0):
        for number, at in enumerate(server.spread((ago, "00:20:00"), (ago, "14:50:00"), 40)):
            host = number % 6
            server.remote_message(f"198.51.100.{60 + host}", at, f"person{number * 7 % 30}@bigmail.example", boxes["mill"],
                                  f"About {number * 37 % 991}", name=f"out-{host}.bigmail.example")
        for number, at in enumerate(server.spread((ago, "01:20:00"), (ago, "14:40:00"), 24)):
            host = number % 12
            server.remote_message(f"203.0.113.{20 + host}", at, f"clerk{number}@firm{host}.example", boxes["mill"],
                                  f"Concerning {number * 41 % 997}", name=f"vps{host}.hoster.example")
    for number, at in enumerate(server.spread("08:00:00", "15:00:00", 8)):
        name = f"smtp-o{number}.greatmail.example"
        server.smtp_auth_message("clerk@mill.example", UNKNOWN[number], at, server.strangers(1), f"About sack {number * 37 % 91}", helo=name, name=name)
    server.never_named("clerk@mill.example")
    flood(server, boxes["harbor"], KNOWN, "out-{}.bigmail.example", "harbor")
    flood(server, boxes["mill"], UNKNOWN, "smtp-o{}.greatmail.example", "mill")
    flood(server, boxes["tailor"], RENTED, "vps8{}.hoster.example", "tailor")
    flood(server, boxes["baker"], HOMES, "cpe-a8f{}.cable.isp.example", "baker")
    flood(server, boxes["fisher"], NAMED, "mail9{}.hoster.example", "fisher")
    server.expect("harbor", "mailbox", account=boxes["harbor"], block=[], spare_origins=KNOWN)
    server.expect("mill", "mailbox", account=boxes["mill"], block=[], spare_origins=UNKNOWN)
    server.expect("tailor", "mailbox", account=boxes["tailor"], block=RENTED)
    server.expect("baker", "mailbox", account=boxes["baker"], block=HOMES)
    server.expect("fisher", "mailbox", account=boxes["fisher"], block=NAMED)
    return server


def flood(server, box, addresses, names, label):
    for number, at in enumerate(server.spread("12:00:00", "15:30:00", 240)):
        host = number % len(addresses)
        name = names.format(host)
        server.smtp_auth_message(box, addresses[host], at, server.strangers(2), f"Your parcel waits {label}", FATE,
                                 helo=name, name=name, flood=label)
