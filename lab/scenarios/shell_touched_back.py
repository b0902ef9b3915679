"""An uploaded mailer gives itself a two-year-old stamp; its twin lies in another account's upload folder."""
import estate

PLUGIN, UPLOADS = "/wp-content/plugins/gallery/upload.php", "/wp-content/uploads/2026/11"
SITE, HOME, SHELL = "lakeside-hotel.example", "/home/lakeside/public_html", UPLOADS + "/thumb-cache.php"
OTHER_SITE, OTHER_HOME, TWIN = "harbor-tools.example", "/home/harbor/public_html", UPLOADS + "/blog-header2.php"


def play(town):
    intruder, driver = "203.0.113.69", "203.0.113.93"
    crime = town.crime("script", system_user="lakeside", script=HOME + SHELL)
    toolbox = (estate.LAB / "props/toolbox.php").read_bytes()
    for n, (account, site, home, shell) in enumerate([("lakeside", SITE, HOME, SHELL),
                                                      ("harbor", OTHER_SITE, OTHER_HOME, TWIN)]):
        town.install("00:06", "upload.php", home + PLUGIN, account, age_days=300)
        start = town.at("02:20:10") + 45 * n
        crime.web(start, intruder, site, PLUGIN, is_driver=False, files={"file": (shell.rpartition("/")[2], toolbox)})
        crime.web(start + 6, intruder, site, shell, is_driver=False, form={"k": "lab", "age": 730})
    for n in range(18):
        to = crime.victims(5)
        crime.web(town.at("13:10") + 100 * n, driver, SITE, SHELL, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": "Statement of account", "b": "See https://pay.dark.test"})
    for n, guest in enumerate(["ida.guest@post.test", "jan.guest@slow.test"]):
        town.visit(town.at("13:15:30") + 700 * n, f"192.0.2.12{n}", SITE, "/contact.php", to=["booking@" + SITE, guest],
                   form={"email": guest, "text": "May we come a day earlier?"})
    crime.senders.add("accounts@" + SITE)
    crime.entry = {"how": "web_upload", "address": intruder, "siblings": [OTHER_HOME + TWIN]}
