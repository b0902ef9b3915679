"""A server without a panel on which each customer's pages run as the customer."""
import os


def give_sites_to_their_users(server):
    """Apache hands each site's pages to a pool of PHP-FPM that runs as the customer, who owns the files."""
    pools = "/etc/php-fpm.d" if server.layout.name == "rhel" else "/etc/php/8.2/fpm/pool.d"
    sites = "/etc/httpd/conf.d" if server.layout.name == "rhel" else "/etc/apache2/sites-enabled"
    write = server.layout.write

    def write_with_pools(made):
        write(made)
        for name, domain in made.sites():
            made.file(f"{pools}/{name}.conf", f"[{name}]\nuser = {name}\ngroup = {name}\nlisten = /run/php/{name}.sock\n")
            path = f"{made.root}{sites}/{domain}.conf"
            with open(path, encoding="utf-8") as file:
                text = file.read()
            handler = f'  <FilesMatch "\\.php$">\n    SetHandler "proxy:unix:/run/php/{name}.sock|fcgi://localhost"\n  </FilesMatch>\n'
            made.file(f"{sites}/{domain}.conf", text.replace("</VirtualHost>", handler + "</VirtualHost>"))

    def own(root):
        if os.geteuid() != 0:
            return
        for name, domain in server.sites():
            for folder, _, files in os.walk(root + server.layout.document_root(name, domain)):
                for path in [folder] + [os.path.join(folder, file) for file in files]:
                    os.chown(path, server.accounts[name].uid, server.accounts[name].uid)

    server.layout.write = write_with_pools
    server.damage.append(own)
