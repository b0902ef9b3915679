"""One user runs the jobs of thirty customers, each with a MAILTO of its own: since PHP was renewed this morning all of them print
a warning every quarter of an hour. Some of these addresses are given up, full or strict. Clean."""
from server import Server

FATES = ("delivered", "delivered", "delivered", "unknown", "spam", "greylisted")


def build(root):
    server = Server(root, layout="debian", exim="4.96", log="cpanel", mod_php=True)
    names = [f"shop{number}" for number in range(30)]
    for name in names:
        server.account(name, f"{name}.example", ["info"])
    server.history({"info@shop1.example": "192.0.2.41"}, days=8)
    for hour in range(7, 16):
        for minute in (1, 16, 31, 46):
            for number in range(30):
                to = f"owner{number}@provider{number % 12}.example"
                server.local_message("www-data", f"{hour:02d}:{minute:02d}:0{number % 6}", f"www-data@{server.hostname}", [to],
                                     f"Cron <www-data@server> php /var/www/shop{number}/cron.php", FATES[number % 6],
                                     directory="/var/www", arguments=("/usr/sbin/sendmail", "-FCronDaemon", "-i", "-B8BITMIME", "-oem", to))
    server.never_named("www-data", *names)
    return server
