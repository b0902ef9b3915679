"""Bots sign up on the club's board in bursts (mod_php, mail runs as www-data); people sign up and look in the pauses."""
SITE, PAGE = "birdclub.example", "/phpbb/ucp.php?mode=register"


def play(town):
    crime = town.crime("form", system_user="www-data", script="/home/birdclub/public_html/phpbb/ucp.php",
                       url=SITE + "/phpbb/ucp.php")
    bots = ["203.0.113.31", "203.0.113.32", "2001:db8:f00::33"]
    for burst in range(7):
        for n in range(9):
            to = crime.victims(1)
            crime.web(town.at("12:30") + 1500 * burst + 6 * n, bots[n % 3], SITE, PAGE, to=to,
                      form={"username": f"xqv{burst}{n}", "email": to[0]})
    for n in range(6):  # a quarter of an hour after each burst
        start, who = town.at("12:45") + 1500 * n, f"newbird{n}@{'post' if n % 2 else 'inbox'}.test"
        visitor = f"192.0.2.{140 + n}"
        town.visit(start, visitor, SITE, "/phpbb/")
        town.visit(start + 20, visitor, SITE, PAGE)
        if n % 2 == 0:
            town.visit(start + 65, visitor, SITE, PAGE, form={"username": f"newbird{n}", "email": who}, to=[who])
    crime.senders.add("www-data@server.hosting.example")
