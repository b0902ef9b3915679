"""A customer keeps a webmail of his own on his site, which no panel knows. A thief with a stolen password mails through it:
he is blocked, the mailbox held, and the webmail's page, which the owner uses too, is no program to be sealed."""
from server import Server

SITE, PAGE, BOX, OWNER = "bakery.example", "/rainloop/index.php", "shop@bakery.example", "192.0.2.41"


def send(server, address, at, to, subject, outcome, **fields):
    server.request(SITE, address, at, PAGE, "POST")
    server.login(BOX, "127.0.0.1", at + 0.1, lip="127.0.0.1")
    server.smtp_auth_message(BOX, "127.0.0.1", at + 0.5, to, subject, outcome, helo=SITE, **fields)


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("bakery", SITE, ["shop"])
    server.history({"shop@bakery.example": OWNER}, days=10)
    server.php_file(SITE, PAGE, days_old=500)
    for ago in range(10, -1, -1):
        for number, hour in enumerate(("09:10:00", "11:40:00")):
            at = server.visit(SITE, OWNER, (ago, hour), ("/rainloop/", "/rainloop/app.js", PAGE))
            mark = {"honest": "thief"} if ago == 0 else {}
            send(server, OWNER, at, [f"f{number}@partner{ago}.example"], ("Re: flour", "Thursday's cake")[number],
                 "greylisted" if ago == 0 else "delivered", **mark)
    at = server.visit(SITE, "203.0.113.90", "12:55:00", ("/rainloop/", "/rainloop/app.js", PAGE))
    for at in server.spread("13:00:00", "15:30:00", 40):
        send(server, "203.0.113.90", at, server.strangers(4), "Final notice", ("greylisted", "delivered", "unknown"), flood="thief")
    server.expect("thief", "mailbox", account=BOX, script=None, spare_origins=[OWNER, "127.0.0.1"], block=["203.0.113.90"])
    return server
