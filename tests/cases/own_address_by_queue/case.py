"""A first newsletter by wp-cron.php in a copied tree without any file that tells the server's address (own_door.py). The queue tells it: six
letters from home wait in it, and beside each stands where its connection ended."""
from own_door import server_without_address, write_letters

NOT_THROUGH_A_FILTER = "what waits in the queue came in from the filter then, over loopback"


def build(root):
    server = server_without_address(root)
    write_letters(server, 0, ("greylisted",))
    return server
