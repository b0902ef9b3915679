"""An intruder wrote into the 404.php of an old theme, which nobody asks for by itself. Two addresses start fifty letters each, to a list
without a dead address: every server takes them or puts them off. By its letters that is a customer's first newsletter, but WordPress
only includes such a file. Next door a theme's own sender, written for it, sends a circular to as many: a note at most."""
from server import Server

SITE, PART, DRIVERS = "garden.example", "/wp-content/themes/old/404.php", ("203.0.113.77", "198.51.100.31")
NEXT, SENDER = "club.example", "/wp-content/themes/club/send-circular.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    for name, site in (("garden", SITE), ("club", NEXT)):
        server.account(name, site, ["info"])
        server.php_file(site, "/index.php", days_old=300)
    server.php_file(SITE, PART, days_old=90)
    server.php_file(NEXT, SENDER, days_old=90)
    for ago in (3, 2, 1, 0):
        for number, site in enumerate((SITE, NEXT)):
            server.ordinary_day(f"info@{site}", f"192.0.2.{41 + number}", ago, 3)
            for visit, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 30)):
                server.request(site, f"192.0.2.{60 + visit % 12}", at + number, "/index.php")
    for site, page, callers, text, flood in ((SITE, PART, DRIVERS, "Loan offer", "intruder"), (NEXT, SENDER, ("192.0.2.95",), "Our party", None)):
        for caller, start in zip(callers, ("10:12:00", "13:40:00")):
            server.request(site, caller, start, page, "POST")
            for number in range(50):
                server.php_mail(site, page, server.moment(start) + 1 + number * 3, server.strangers(1), text,
                                ("delivered", "greylisted")[number % 2], **({"flood": flood} if flood else {}))
    server.expect("intruder", "script", system_user="garden", script=server.script_path(SITE, PART), block=DRIVERS)
    server.expect_note("this may be honest: it was always there, and nothing but its number speaks against it; asked for by 192.0.2.95, who looked at no page of the site")
    server.never_named("club")
    return server
