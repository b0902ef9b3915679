"""A robot that reads the page before each post began yesterday evening and writes to a bought list; a clerk has worked with the page
for weeks. That the robot asked before today, too, makes it no clerk."""
from letters_by_page import site_with_page, write_after_look

SITE, PAGE, ROBOT, CLERK = "clinic.example", "/remind.php", "101.108.146.66", "88.4.7.31"


def build(root):
    server = site_with_page(root, "clinic", SITE, PAGE)
    for ago in range(12, -1, -1):
        for number, at in enumerate(server.spread((ago, "08:00:00"), (ago, "15:00:00"), 8)):
            write_after_look(server, SITE, PAGE, CLERK, at, f"patient{ago}x{number}@spot{number}.example")
    for at in server.spread((1, "13:00:00"), (1, "15:40:00"), 8):
        write_after_look(server, SITE, PAGE, ROBOT, at, server.strangers(1)[0], ("delivered", "unknown", "delivered"))
    for at in server.spread((1, "18:00:00"), "15:30:00", 30):
        write_after_look(server, SITE, PAGE, ROBOT, at, server.strangers(1)[0], ("delivered", "unknown", "greylisted", "delivered"), flood="robot")
    server.expect("robot", "form", domain=SITE, block=[ROBOT], spare_origins=[CLERK])
    return server
