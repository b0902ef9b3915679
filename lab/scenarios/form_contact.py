"""Bots drive the hotel's contact form (php-fpm), whose copy goes to whatever address is given; guests ask too."""
SITE, PAGE = "lakeside-hotel.example", "/contact.php"


def play(town):
    crime = town.crime("form", system_user="lakeside", script="/home/lakeside/public_html/contact.php", url=SITE + PAGE)
    bots = ["203.0.113.41", "203.0.113.42", "203.0.113.43", "203.0.113.44"]
    for n in range(80):
        to = crime.victims(1)
        crime.web(town.at("13:15") + 140 * n, bots[n % 4], SITE, PAGE, to=to,
                  form={"email": to[0], "text": "Hi dear, lonely tonight? https://meet.dark.test/44"})
    for n, guest in enumerate(["ann.guest@post.test", "bo.guest@slow.test", "cy.guest@inbox.test", "di.guest@post.test"]):
        start, visitor = town.at("13:20:30") + 2200 * n, f"192.0.2.{150 + n}"
        town.visit(start, visitor, SITE, "/")
        town.visit(start + 12, visitor, SITE, PAGE)
        town.visit(start + 75, visitor, SITE, PAGE, to=["booking@" + SITE, guest],
                   form={"email": guest, "text": "Do you take dogs?"})
    crime.senders.add("lakeside@server.hosting.example")
