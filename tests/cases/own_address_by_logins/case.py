"""A copied tree without any file that tells the server's address: Dovecot's log names the one that people log in at. A site's reminders go
out by wp-cron.php, which the server itself asks for by its public address; today there are four times as many. Beside it a
shell, whose caller is somebody else."""
from own_door import AGENT, OWN, SITE, add_shell, town_without_address


def build(root):
    server = town_without_address(root)
    for ago in range(10, -1, -1):
        for number, at in enumerate(server.spread((ago, "07:00:00"), (ago, "15:30:00"), 10)):
            server.login("info@harbor.example", "84.17.3.9", at)
            server.request(SITE, OWN, at, "/wp-cron.php?doing_wp_cron=1763", "POST", agent=AGENT)
            for letter in range(16 if ago == 0 else 4):
                server.php_mail(SITE, "/wp-cron.php", at + 0.4 + letter * 0.1, [f"guest{number}x{letter}x{ago}@town{letter}.example"],
                                f"Your booking tomorrow {number * 16 + letter}", "delivered", sender="info@barber.example")
    add_shell(server)
    return server
