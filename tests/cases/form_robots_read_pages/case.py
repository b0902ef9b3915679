"""The robots of a contact form load the page before each POST, as browsers do."""
from server import Server

SITE, PAGE = "lakeside.example", "/kontakt/index.php"
ROBOTS = ["203.0.113.77", "203.0.113.78"]


def build(root):
    server = Server(root, layout="cpanel", exim="4.96")
    server.account("lakeside", SITE, ["info"])
    server.php_file(SITE, PAGE)
    for ago in range(10, 0, -1):
        ask(server, f"192.0.2.{100 + ago}", server.moment((ago, "13:30:00")), f"guest{ago}@partner2.example", "delivered")
    for number, at in enumerate(server.spread("11:00:00", "14:00:00", 100)):
        ask(server, ROBOTS[number % 2], at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"), flood="robots")
    ask(server, "192.0.2.120", server.moment("12:40:30"), "guest99@partner3.example", "greylisted", honest="robots")
    server.expect("robots", "form", system_user="lakeside", domain=SITE, block=ROBOTS, spare_origins=["192.0.2.120"],
                  script="/home/lakeside/public_html/kontakt/index.php")
    return server


def ask(server, address, at, to, outcome, **fields):
    done = server.visit(SITE, address, at, ("/kontakt/index.php", "/style.css", "/logo.png"))
    server.request(SITE, address, done, PAGE, "POST", referer=f"https://{SITE}{PAGE}")
    server.php_mail(SITE, PAGE, done + 0.2, [to], "Copy of your message", outcome, sender="info@lakeside.example",
                    **fields)
