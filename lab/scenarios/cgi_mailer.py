"""A perl mailer among the club's CGI programs is driven by one address; the board's own mail is www-data's too."""
SITE, CGI = "birdclub.example", "/cgi-bin/guestbook.cgi"


def play(town):
    driver = "203.0.113.94"
    crime = town.crime("script", system_user="www-data", script="/home/birdclub/public_html" + CGI)
    town.install("02:47", "mailer.cgi", "/home/birdclub/public_html" + CGI, "birdclub", mode=0o755)
    for n in range(15):
        to = crime.victims(6)
        crime.web(town.at("13:30") + 210 * n, driver, SITE, CGI, to=to,
                  form={"k": "lab", "to": ",".join(to), "s": "You have won 750,000"})
    for n in range(4):
        start, visitor, who = town.at("13:33") + 800 * n, f"192.0.2.{170 + n}", f"plover{n}@post.test"
        town.visit(start, visitor, SITE, "/phpbb/ucp.php?mode=register")
        town.visit(start + 50, visitor, SITE, "/phpbb/ucp.php?mode=register", to=[who],
                   form={"username": f"plover{n}", "email": who})
    crime.senders.add("winner@" + SITE)
