"""A mailer is uploaded through a plugin's hole (php-fpm) and driven by one address; the site's contact form stays honest."""
import estate

PLUGIN = "/wp-content/plugins/gallery/upload.php"
SHELL = "/wp-content/uploads/2026/11/wp-cache-7f3.php"
SITE, HOME = "lakeside-hotel.example", "/home/lakeside/public_html"


def play(town):
    intruder, driver = "203.0.113.66", "203.0.113.90"
    crime = town.crime("script", system_user="lakeside", script=HOME + SHELL)
    town.install("00:06", "upload.php", HOME + PLUGIN, "lakeside", age_days=300)
    mailer = (estate.LAB / "props/mailer.php").read_bytes()
    crime.web("11:20:10", intruder, SITE, PLUGIN, is_driver=False, files={"file": ("wp-cache-7f3.php", mailer)})
    crime.web("11:20:15", intruder, SITE, SHELL, is_driver=False)
    for n in range(14):
        to = crime.victims(6)
        crime.web(town.at("13:10") + 95 * n, driver, SITE, SHELL, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": "Unpaid invoice 88231", "b": "Pay today."})
    for n, guest in enumerate(["guest.lo@post.test", "guest.may@slow.test", "guest.ray@inbox.test"]):
        town.visit(town.at("13:20") + 400 * n, f"192.0.2.11{n}", SITE, "/contact.php", to=["booking@" + SITE, guest],
                   form={"email": guest, "text": "Is the lake room free at Easter?"})
    crime.senders.add("billing@" + SITE)
    crime.entry = {"how": "web_upload", "address": intruder}
