"""A mailer is put into a hidden folder of the board's portraits (mod_php, www-data); the board's own mail is www-data's too."""
import estate

SITE, HOME = "birdclub.example", "/home/birdclub/public_html"
HOLE, SHELL = "/phpbb/avatar.php", "/phpbb/images/avatars/.thumbs/t.php"


def play(town):
    intruder, driver = "203.0.113.67", "203.0.113.91"
    crime = town.crime("script", system_user="www-data", script=HOME + SHELL)
    town.install("00:06", "avatar.php", HOME + HOLE, "birdclub", age_days=500)
    town.plan("00:07", town.machine.make_folder, HOME + "/phpbb/images/avatars", estate.ids_of("birdclub"), 0o777)
    mailer = (estate.LAB / "props/mailer.php").read_bytes()
    crime.web("03:41:10", intruder, SITE, HOLE, is_driver=False, form={"album": ".thumbs"},
              files={"portrait": ("t.php", mailer)})
    crime.web("03:41:19", intruder, SITE, SHELL, is_driver=False)
    for n in range(16):
        to = crime.victims(5)
        crime.web(town.at("13:00") + 400 * n, driver, SITE, SHELL, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": "Your mailbox is full", "b": "Sign in to keep it."})
    for n in range(8):  # replies to topics, told to whoever watches
        who = f"watcher{n}@{'slow' if n % 3 == 0 else 'post'}.test"
        start, visitor = town.at("13:04") + 700 * n, f"192.0.2.{160 + n}"
        town.visit(start, visitor, SITE, "/phpbb/viewforum.php?f=2")
        town.visit(start + 30, visitor, SITE, "/phpbb/posting.php?mode=reply&t=88", to=[who],
                   form={"message": "Seen it too.", "watcher": who})
    crime.senders.add("billing@" + SITE)
    crime.entry = {"how": "web_upload", "address": intruder}
