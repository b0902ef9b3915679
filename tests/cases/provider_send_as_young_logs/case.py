"""The logs begin two days ago. An owner whose mailbox is at a great provider's has it write as his address here: fourteen
answers to one question, each from another of its hosts, which never write here else. Nobody stole anything."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("harbor", "harbor.example", ["info", "sales"])
    server.logs_begin = server.now - 2 * 86400
    for ago in (2, 1, 0):
        server.ordinary_day("sales@harbor.example", "84.17.3.9", ago, 4)
        server.ordinary_day(BOX, "84.17.5.9", ago, 2)
        for turn, at in enumerate(server.spread((ago, "00:10:00"), (ago, "14:00:00"), 18)):
            server.login(BOX, f"198.51.100.{60 + turn}", at, protocol="pop3")
    hosts = [f"198.18.{number * 16}.{40 + number}" for number in range(14)]
    for number, at in enumerate(server.spread("08:00:00", "15:20:00", 14)):
        name = f"mail-w{number % 5}-f{number * 7 % 90}.bigmail.example"
        server.smtp_auth_message(BOX, hosts[number], at, [f"guest{number}@town{number}.example"], "Re: Is there a room left",
                                 helo=name, name=name)
    server.never_named(BOX, "harbor", *hosts)
    return server
