"""Siblings: another file of the owner's minute, the same bytes in another account, the same telling name in a third
one's upload folder. Honest files of the same size, name or age in other places are not listed."""
import os
from uploads import SHELL, expect_shell, shell_server

TEXT = "<?php /* k9 */ mail($a,$b,$c);\n"


def build(root):
    server = shell_server(root, (1, "14:03:12"), text=TEXT)
    server.account("bakery", "bakery.example", ["shop"])
    minute = server.days_since((1, "14:03:40"))
    server.file("/home/lakeside/public_html/wp-includes/a.php", "<?php eval($x);\n", minute)
    server.file("/home/lakeside/public_html/old.php", "<?php eval($x);\n", server.days_since((1, "15:03:40")))
    server.file("/home/harbor/public_html/images/logo.php", TEXT)
    server.file("/home/harbor/public_html/index.php", TEXT.replace("k9", "k8"))
    server.file(f"/home/bakery/public_html{SHELL}", "<?php /* another */\n")
    server.file("/home/bakery/public_html/contact.php", "<?php\n")
    server.damage.append(lambda root: os.symlink("/home/lakeside", f"{root}/home/lakeside/public_html/loop"))
    server.damage.append(lambda root: os.mkfifo(f"{root}/home/harbor/public_html/pipe.php"))
    server.damage.append(lambda root: open(f"{root}/home/harbor/public_html/a\nb\x1b[2J.php", "w").write(TEXT))
    expect_shell(server, how="unknown", siblings={
        "/home/lakeside/public_html/wp-includes/a.php": "same_minute",
        "/home/harbor/public_html/images/logo.php": "same_content",
        "/home/harbor/public_html/a\nb\x1b[2J.php": "same_content",
        f"/home/bakery/public_html{SHELL}": "same_name"})
    return server
