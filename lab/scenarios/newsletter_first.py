"""A shop's first newsletter, from a new script run by its owner, to 150 confirmed readers; a third of them greylist it."""
HOME = "/home/harbor/newsletter"


def play(town):
    readers = [f"reader.{n}@{('post.test', 'grey.test', 'inbox.test')[n % 3]}" for n in range(150)]
    town.install("14:10", "newsletter.php", HOME + "/send.php", "harbor")
    town.job("15:20", "harbor", HOME, ["/usr/bin/php", "send.php"], stdin="\n".join(readers).encode())
