"""A first newsletter by wp-cron.php in a copied tree without any file that tells the server's address (own_door.py). The main log tells it,
where each letter from home came in (+incoming_interface); none of them waits. The shell's caller has a friend here forge a hundred letters
that came in at his own address: that makes it none of this server's."""
from own_door import THIEF, server_without_address, write_letters


def build(root):
    server = server_without_address(root, log="all")
    write_letters(server, 10, "delivered")
    for run in range(5):
        at = server.moment("15:31:00") + run * 20
        lines = "\n".join(
            f"{server.clock.exim(at)} {server.exim.message_id(at, 9000 + run * 20 + number)} <= a@town.example H=mx.town.example [198.51.100.9] "
            f"I=[{THIEF}]:25 P=esmtps S=900 for info@harbor.example" for number in range(20))
        server.exim.line(at, 9999, f"cwd=/home/harbor/x\n{lines}\n 2 args: /usr/sbin/exim -bp")
    return server
