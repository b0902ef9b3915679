"""The administrator looks at the queue, shows, freezes, removes and delivers messages by hand. Clean."""
from server import Server

BOX = "info@harbor.example"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({BOX: "192.0.2.21"})
    letters = [server.smtp_auth_message(BOX, "192.0.2.21", f"11:{number:02d}:00", [f"friend{number}@partner1.example"],
                                        f"Offer {number}", "greylisted") for number in range(10)]
    for step in range(40):
        at = server.moment("15:00:00") + step * 20
        server.admin(at, "exim", "-bp")
        server.admin(at + 3, "exim", "-bpc")
        server.admin(at + 6, "exim", "-Mvh", letters[step % 10].id)
        server.exim.arguments(at + 9, server.exim.pid(at + 9), "/home/harbor/public_html", ["/usr/sbin/sendmail", "-bp"])
    for letter in letters[:3]:
        at = server.moment("15:30:00")
        server.admin(at, "exim", "-Mrm", letter.id)
        server.exim.line(at + 0.1, server.exim.pid(at), "removed by root", letter.id)
        server.exim.complete(letter, at + 0.2)
    for letter in letters[3:5]:
        at = server.moment("15:35:00")
        server.admin(at, "exim", "-Mf", letter.id)
        server.exim.line(at + 0.1, server.exim.pid(at), "frozen by root", letter.id)
        letter.frozen_at = at
    return server
