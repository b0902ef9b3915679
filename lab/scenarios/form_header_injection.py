"""Bots add twenty Bcc recipients to each letter of an old contact page by a newline in a field; guests use the page too."""
SITE, PAGE = "lakeside-hotel.example", "/feedback.php"


def play(town):
    crime = town.crime("form", system_user="lakeside", script="/home/lakeside/public_html" + PAGE, url=SITE + PAGE)
    town.install("00:06", "contact_hole.php", "/home/lakeside/public_html" + PAGE, "lakeside", age_days=900)
    bots = ["203.0.113.51", "2001:db8:f00::52"]
    for n in range(24):
        to = crime.victims(20)
        crime.web(town.at("14:02") + 290 * n, bots[n % 2], SITE, PAGE, to=to,
                  form={"email": f"promo{n}@dark.test\r\nBcc: {', '.join(to)}", "subject": "Cheap watches",
                        "text": "https://watch.dark.test"})
    for n, guest in enumerate(["eve.guest@post.test", "finn.guest@inbox.test", "gus.guest@post.test"]):
        start, visitor = town.at("10:05") + 8000 * n, f"192.0.2.{155 + n}"
        town.visit(start, visitor, SITE, PAGE)
        town.visit(start + 90, visitor, SITE, PAGE, to=["booking@" + SITE],
                   form={"email": guest, "subject": "Thank you", "text": "A lovely stay."})
    crime.senders.add("lakeside@server.hosting.example")
