"""A contact form's page logs in to send. Twelve robots posted to it on four days before, when it had no mailer, as often as today, when each writes to
45 people. Nobody reads a mailbox by such a page: that they came before makes nobody its owner's telephone."""
from smtp_pages import SITE, two_sites

BOX, PAGE, ROBOTS = "shop@bakery.example", "/contact.php", [f"203.0.{100 + number}.7" for number in range(12)]


def build(root):
    server = two_sites(root=root)
    server.php_file(SITE, PAGE, text="<?php $mail->isSMTP();\n")
    for ago in (4, 3, 2, 1, 0):
        for robot in ROBOTS:
            for at in server.spread((ago, "09:00:00"), (ago, "15:00:00"), 45):
                server.request(SITE, robot, at, PAGE, "POST", agent="Mozilla/5.0")
                if ago > 0:
                    continue
                server.smtp_auth_message(BOX, "127.0.0.1", at + 0.4, server.strangers(1), "Your message to the bakery",
                                         ("delivered",) * 15 + ("greylisted",) * 4 + ("unknown",), helo="localhost", lip="127.0.0.1", tls=False,
                                         mailer="plain", flood="robots")
    server.expect("robots", "mailbox", account=BOX, block=ROBOTS, spare_origins=["127.0.0.1"])
    return server
