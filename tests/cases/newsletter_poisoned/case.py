"""Somebody who wishes a club ill subscribes a hundred invented addresses to its newsletter, which went out to the same
four hundred people on the two Mondays before. A note tells; its job and its program go on."""
import weekly_list
from server import Server


def build(root):
    server = weekly_list.tell(Server(root, layout="cpanel", exim="4.96"))
    people = [f"reader{number}@town{number % 60}.example" for number in range(400)]
    invented = [f"nobody{number}@bigmail.example" for number in range(100)]
    for ago in (14, 7, 0):
        weekly_list.send(server, ago, people + (invented if ago == 0 else []),
                         lambda to: to in invented or to.startswith("reader77@"))
    server.never_named("news", weekly_list.SITE)
    server.expect_note("/home/news/public_html/send.php")
    server.expect_note("this may be honest: who does not exist is new on its list")
    return server
