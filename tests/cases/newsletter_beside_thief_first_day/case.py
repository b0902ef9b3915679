"""The logs begin today. A service elsewhere sends a newspaper's letter of the week to 150 readers by the login of its mailbox, of whom ten
moved away; meanwhile two hosts send 300 letters of another text by the same login, to a list of which a fifth is dead. The service's
address is not blocked, and what waits of its letters stays."""
from server import Server

BOX, SERVICE, THIEVES = "news@gazette.example", "198.51.100.77", ["83.212.8.243", "203.0.113.77"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("gazette", "gazette.example", ["news", "desk"])
    server.ordinary_day("desk@gazette.example", "192.0.2.41")
    at = server.moment("10:00:00")
    for number in range(150):
        server.smtp_auth_message(BOX, SERVICE, at + number * 2, [f"reader{number}@domain{number * 7 % 60:02d}.example"], "The Gazette of this week",
                                 "unknown" if number % 15 == 4 else "greylisted" if number % 20 == 5 else "delivered", helo="listmonk", mailer="plain",
                                 honest="stolen")
    for number, at in enumerate(server.spread("10:03:00", "11:30:00", 300)):
        server.smtp_auth_message(BOX, THIEVES[number % 2], at, server.strangers(1, domains=60), "Your account is locked",
                                 ("delivered", "greylisted", "delivered", "unknown", "delivered"), helo="User", flood="stolen")
    server.expect("stolen", "mailbox", account=BOX, block=THIEVES, spare_origins=[SERVICE])
    return server
