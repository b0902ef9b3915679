"""The same customer, whose site has a folder media, in which there is a shell."""
from named_media import ROBOTS, SITE, guests, media, press


def build(root):
    server = media(root)
    guests(server)
    shell = server.php_file(SITE, "/media/logo.php", days_old=1)
    for at in server.spread("12:00:00", "14:50:00", 70):
        press(server, "/media/logo.php", ROBOTS, at, server.strangers(1)[0], ("greylisted", "unknown", "delivered"),
              flood="shell")
    server.expect("shell", "script", system_user="media", domain=SITE, script=shell, block=[ROBOTS])
    return server


def check(document):
    signs = {row["signal"] for row in document["incidents"][0]["evidence"]}
    return [] if "planted_program" in signs else [f"not told to be among pictures: {signs}"]
