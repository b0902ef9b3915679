"""Of two days of logs: twenty robots fill in a contact page a hundred and forty times. It thanks whom they name, in one text, and
tells the site's owner in theirs, no two alike. It is the customer's page of years all the same: nobody seals it."""
from all_different import subject
from server import Server

OWNER = "info@harbor.example"


def build(root):
    server = Server(root, layout="debian", log="cpanel", exim="4.96")
    server.account("harbor", "harbor.example", ["info"])
    server.history({OWNER: "192.0.2.21"}, days=1)
    server.php_file("harbor.example", "/contact.php", days_old=400)

    def write(visitor, at, to, about, outcome, flood):
        server.request("harbor.example", visitor, at, "/contact.php", "POST")
        server.php_mail("harbor.example", "/contact.php", at + 0.3, [to], "Thank you for your message", outcome,
                        sender="noreply@harbor.example", flood=flood)
        server.php_mail("harbor.example", "/contact.php", at + 0.6, [OWNER], f"Contact form: {about}", "delivered",
                        sender="noreply@harbor.example", flood=flood)

    for number, at in enumerate(server.spread((1, "09:00:00"), (1, "18:00:00"), 2)):
        at = server.visit("harbor.example", f"192.0.2.{130 + number}", at, ("/", "/contact.php"))
        write(f"192.0.2.{130 + number}", at, f"guest{number}@place.example", "a question", "delivered", None)
    robots = [f"203.0.113.{40 + number}" for number in range(20)]
    for number, at in enumerate(server.spread("10:00:00", "15:30:00", 140)):
        write(robots[number % 20], at, server.strangers(1, domains=60)[0], subject(server),
              "unknown" if number % 8 == 3 else "greylisted" if number % 5 == 4 else "delivered", "form")
    server.expect("form", "form", domain="harbor.example", block=robots, counts=False)
    return server
