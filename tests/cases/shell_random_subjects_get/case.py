"""A shell driven by GETs, a new subject and sender in every letter; the messages of one request run on for
minutes after it."""
from server import Server
from services import ROBOT

SITE, SHELL = "lakeside.example", "/images/.thumbs/view.php"
WORDS = ("river amber stone velvet lantern orchid maple harbour copper violin garden silver meadow canyon "
         "saddle ribbon pepper candle marble falcon").split()


def build(root):
    server = Server(root, layout="cpanel", exim="4.99")
    server.account("lakeside", SITE, ["desk"])
    server.history({"desk@lakeside.example": "192.0.2.31"})
    shell = server.php_file(SITE, SHELL, days_old=2)
    for at in server.spread("13:00:00", "15:00:00", 6):
        server.request(SITE, "203.0.113.90", at, SHELL + "?run=1", agent=ROBOT)
        for number, to in enumerate(server.strangers(25)):
            words = [server.random.choice(WORDS) for _ in range(4)]
            server.php_mail(SITE, SHELL, at + 0.5 + number * 1.5, [to], " ".join(words).capitalize(),
                            ("greylisted", "delivered", "unknown"), php_log=False,
                            sender=f"{words[0]}.{words[1]}@lakeside.example", flood="shell")
    for number in range(8):
        server.visit(SITE, f"192.0.2.{130 + number}", f"1{number % 6}:2{number}:00")
    server.expect("shell", "script", system_user="lakeside", domain=SITE, script=shell, block=["203.0.113.90"])
    return server
