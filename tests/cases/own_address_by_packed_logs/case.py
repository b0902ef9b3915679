"""A first newsletter by wp-cron.php in a copied tree without any file that tells the server's address (own_door.py). The main log tells it,
where each letter from home came in (+incoming_interface); but nobody has written since last night, and last night's file is packed."""
from own_door import server_without_address, write_letters


def build(root):
    server = server_without_address(root, log="all", rotation="dated-gz")
    write_letters(server, 10, "delivered", last_day=1)
    return server
