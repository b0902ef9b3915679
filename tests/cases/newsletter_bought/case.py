"""A list of which a fifth never existed is written to every Monday, today to a hundred more, of whom as many are dead: it
was bought, however long it is in use."""
import weekly_list
from server import Server


def build(root):
    server = weekly_list.tell(Server(root, layout="cpanel", exim="4.96"))
    people = [f"reader{number}@town{number % 60}.example" for number in range(500)]
    dead = {to for number, to in enumerate(people) if number % 5 == 2}
    for ago in (14, 7, 0):
        weekly_list.send(server, ago, people if ago == 0 else people[:400], lambda to: to in dead,
                         flood=None if ago else "list")
    server.expect("list", "script", system_user="news", block=[])
    return server
