"""Who drives a shell sends this server a letter in the name of each whom the shell writes to, a minute before, to look like somebody whom it
answers; and looks at the site as visitors do. So does who wrote a page of his own into the site's first folder. Both are found."""
from bigmail import BOXES, town

SHELL, PAGE = "/wp-content/uploads/x.php", "/about.php"
DRIVERS = {SHELL: "203.0.113.9", PAGE: "203.0.113.10"}
SITES = {SHELL: "mill.example", PAGE: "lakeside.example"}


def build(root):
    server = town(root)
    for target, driver in DRIVERS.items():
        site = SITES[target]
        script = server.php_file(site, target, days_old=1)
        for number in range(8):
            server.visit(site, f"198.51.100.{number + 1}", server.moment("09:00:00") + number * 100)
        for number, at in enumerate(server.spread("10:00:00", "15:00:00", 150)):
            to = server.strangers(1)[0]
            server.remote_message(f"203.0.114.{number % 40 + 1}", at - 60, to, BOXES[number % 3], f"Question {number}", helo="x.example")
            server.visit(site, driver, at - 100)
            server.request(site, driver, at, target, "POST")
            server.php_mail(site, target, at + 0.3, [to], "Final notice", ("delivered", "delivered", "greylisted", "unknown"), php_log=False, flood=target)
        server.expect(target, "script", script=script, block=[driver])
    return server
