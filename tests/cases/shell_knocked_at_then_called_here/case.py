"""For ten days robots ask in vain for a page in a plugin's folder. Last night it was planted there, and today another site of this server has
it mail: that it was asked for before makes no jobs of it that this server does, for this server never asked. Named."""
from server import Server

CLUB, PAGE = "birdclub.example", "/wp-content/plugins/gallery/mail.php"


def build(root):
    server = Server(root, layout="cpanel", exim="4.96", now="2036-06-11 16:00:00")  # after any copy was made: its change times are believed
    server.account("birdclub", CLUB, ["info"])
    server.php_file(CLUB, PAGE, days_old=0.5)
    server.php_file(CLUB, "/index.php", days_old=100)
    server.history({f"info@{CLUB}": "192.0.2.21"}, days=10)
    for ago in range(10, -1, -1):
        for hour in range(8, 15):
            server.visit(CLUB, f"198.51.100.{hour}", (ago, f"{hour:02d}:11:00"))
        for number in range(6 if ago else 0):
            server.request(CLUB, f"203.0.113.{number + 5}", (ago, f"{10 + number}:31:00"), PAGE, status=404)
    for run in range(60):
        at = server.moment("10:00:00") + run * 200
        server.request(CLUB, "192.0.2.10", at, PAGE, "POST", agent="curl/8.5.0")
        for letter in range(10):
            outcome = "unknown" if (run * 10 + letter) % 16 == 3 else "greylisted" if letter == 7 else "delivered"
            server.php_mail(CLUB, PAGE, at + 0.5 + 0.3 * letter, server.strangers(1, domains=40), "Your parcel is waiting", outcome,
                            sender=f"info@{CLUB}", flood="planted")
    server.expect("planted", "script", system_user="birdclub", domain=CLUB, block=[])
    return server
