"""A mailer in an old theme is asked for twice, by two addresses, of which neither ever looked at a page: each POST starts fifty letters, one
every two seconds. No older request tells how many letters are usual there, and two requests are no pattern; but who starts them is blocked.
The garden's visitors read its pages meanwhile, and one writes by the form."""
from server import Server

SITE, MAILER, DRIVERS = "garden.example", "/wp-content/themes/old/404.php", ("203.0.113.77", "198.51.100.31")


def build(root):
    server = Server(root, layout="cpanel", exim="4.98")
    server.account("garden", SITE, ["info"])
    for page in ("/index.php", "/contact.php", MAILER):
        server.php_file(SITE, page, days_old=90)
    for ago in (3, 2, 1, 0):
        server.ordinary_day("info@garden.example", "192.0.2.41", ago, 3)
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 40)):
            server.request(SITE, f"192.0.2.{60 + number % 12}", at, ("/index.php", "/contact.php")[number % 2])
        server.request(SITE, "192.0.2.64", (ago, "11:00:00"), "/contact.php", "POST")
        server.php_mail(SITE, "/contact.php", server.moment((ago, "11:00:00")) + 1, ["info@garden.example"], "A question about roses")
    for driver, start in zip(DRIVERS, ("10:12:00", "13:40:00")):
        server.request(SITE, driver, start, MAILER, "POST")
        for number in range(50):
            server.php_mail(SITE, MAILER, server.moment(start) + 1 + number * 2, server.strangers(1), "Your account was limited",
                            "unknown" if number % 6 == 2 else "greylisted" if number % 9 == 4 else "delivered", flood="mailer")
    server.expect("mailer", "script", system_user="garden", script=server.script_path(SITE, MAILER), block=DRIVERS)
    return server
