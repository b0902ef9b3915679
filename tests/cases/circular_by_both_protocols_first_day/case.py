"""The logs begin today. A library reads its mail over IPv4 alone; its circular of six letters goes by that and by its line's IPv6, as it happens.
Clean. At the bakery a thief waits, by IPv6 as well, for the owner's circular, and sends as much under its title when that is out: named."""
from server import Server

LIBRARY, BAKERY = ("info@library.example", "84.17.5.9", "2001:db8:31:8101::8"), ("info@bakery.example", "84.17.9.9", "2001:db8:77:1::5")
TURNS = "466446"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.logs_begin = server.now - 86400
    for box, four, six in LIBRARY, BAKERY:
        server.account(box.split("@")[1].split(".")[0], box.split("@")[1], ["info"])
        for at in [server.moment("07:30:00"), *server.spread("07:40:00", "15:30:00", 6)]:
            server.login(box, four, at)
    at = server.moment("10:00:00")
    for number, turn in enumerate(TURNS):
        server.smtp_auth_message(LIBRARY[0], LIBRARY[1] if turn == "4" else LIBRARY[2], at + number * 90, server.strangers(50, domains=40), "New opening hours",
                                 ("delivered",) * 19 + ("unknown",))
    server.smtp_auth_message(LIBRARY[0], LIBRARY[2], "11:00:00", ["ann@partner.example"], "Thursday at ten?")
    for number in range(6):
        server.smtp_auth_message(BAKERY[0], BAKERY[1] if number < 3 else BAKERY[2], at + number * 90, server.strangers(50, domains=40), "Our Christmas cakes",
                                 ("delivered",) * 19 + ("unknown",), flood="copied" if number > 2 else None)
    server.expect("copied", "mailbox", account=BAKERY[0], block=[BAKERY[2]], counts=False)
    server.never_named("library", *LIBRARY[1:])
    return server
