"""A mailer uploaded to sam's site forges the headers that would name samuel's contact page, which honest visitors use meanwhile."""
import estate

SITE, HOME, INNOCENT = "sam-carpentry.example", "/home/sam/public_html", "/home/samuel/public_html/contact.php"
PLUGIN, SHELL = "/gallery/upload.php", "/wp-content/uploads/2026/11/frame.php"
FORGED = "\r\n".join([
    "X-PHP-Originating-Script: 1106:contact.php", "X-PHP-Script: samuel-law.example/contact.php for 198.51.100.95",
    "X-Source: /usr/bin/php", f"X-Source-Args: php-fpm: pool samuel-law_example {INNOCENT}",
    "X-Source-Dir: samuel-law.example:/public_html", "X-Mailer: PHPMailer of samuel-law.example",
    "X-AntiAbuse: Primary Hostname - server.hosting.example", "X-AntiAbuse: Originator/Caller UID/GID - [1106 1106] / [47 12]",
    "X-AntiAbuse: Sender Address Domain - samuel-law.example", "X-Get-Message-Sender-Via: server.hosting.example: "
    "authenticated_id: samuel/only user confirmed/virtual account not confirmed"])


def play(town):
    intruder, drivers = "203.0.113.44", ["203.0.113.45", "203.0.113.46"]
    crime = town.crime("script", system_user="sam", script=HOME + SHELL)
    town.install("00:06", "upload.php", HOME + PLUGIN, "sam", age_days=200)
    town.install("00:07", "contact.php", INNOCENT, "samuel", age_days=200)
    mailer = (estate.LAB / "props/mailer_headers.php").read_bytes()
    crime.web("10:02:10", intruder, SITE, PLUGIN, is_driver=False, files={"file": ("frame.php", mailer)})
    for n in range(16):
        to = crime.victims(6)
        crime.web(town.at("13:15") + 120 * n, drivers[n % 2], SITE, SHELL, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": "Legal notice 22/1", "b": "See the summons.",
                        "f": "office@samuel-law.example", "h": FORGED})
    crime.senders.add("office@samuel-law.example")
    for n in range(5):
        guest = f"client.{n}@slow.test"
        town.visit(town.at("13:16") + 350 * n, f"192.0.2.13{n}", "samuel-law.example", "/contact.php")
        town.visit(town.at("13:17") + 350 * n, f"192.0.2.13{n}", "samuel-law.example", "/contact.php",
                   to=["office@samuel-law.example", guest], form={"email": guest, "text": "May I come on Monday?"})
    town.owner_writes("13:40", "office@samuel-law.example", "court@slow.test", "File 118")
    crime.entry = {"how": "web_upload", "address": intruder}
