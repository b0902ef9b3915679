"""cPanel's file manager: which file it wrote is not logged, only whose it was and when."""
from uploads import cpanel_file_manager, expect_shell, shell_server


def build(root):
    server = shell_server(root, (1, "14:03:12"))
    cpanel_file_manager(server, "harbor", "203.0.113.6", (1, "14:03:11"))
    cpanel_file_manager(server, "lakeside", "203.0.113.5", (1, "14:03:10"))
    cpanel_file_manager(server, "lakeside", "203.0.113.7", (1, "14:03:11"), "list_files")
    expect_shell(server, how="panel_upload", address="203.0.113.5", at=(1, "14:03:10"), siblings={},
                 says=["perhaps", "used for lakeside", "2 s before the date of the file", "is not logged"])
    return server
